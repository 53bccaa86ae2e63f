#pragma once
// The verbs of `breakglass custodian`, each in a file of its own.

#include "command_line.h"

namespace breakglass::command {

void add_custodian_check(CLI::App& noun, CommandLine& line);

}  // namespace breakglass::command
