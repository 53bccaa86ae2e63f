#pragma once
// The verbs that look at shares without joining them.

#include "command_line.h"

namespace breakglass::command {

void add_share_inspect(CLI::App& noun, CommandLine& line);
void add_share_repair(CLI::App& noun, CommandLine& line);

}  // namespace breakglass::command
