#pragma once
// "breakglass backup open".

#include "command_line.h"

namespace breakglass::command {

void add_backup_open(CLI::App& noun, CommandLine& line);

}  // namespace breakglass::command
