#pragma once
// The verbs of "breakglass policy", one file each.

#include "command_line.h"

namespace breakglass::command {

void add_policy_apply(CLI::App& noun, CommandLine& line);

}  // namespace breakglass::command
