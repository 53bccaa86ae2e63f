#pragma once
// What the files of this noun share.

#include "command_line.h"

#include <breakglass/escrow/directory.h>

namespace breakglass::command {

/// The escrow that --escrow names.
Result<escrow::Directory> open_named_escrow(const Globals& globals);

void add_export_sealing(CLI::App& noun, CommandLine& line);

}  // namespace breakglass::command
