#pragma once
// What the files of this noun share.

#include "command_line.h"

namespace breakglass::command {

void add_export_sealing(CLI::App& noun, CommandLine& line);

}  // namespace breakglass::command
