#pragma once
// The escrow that a command line names.

#include "command_line.h"

#include <breakglass/escrow/directory.h>

namespace breakglass::command {

/// The escrow of --escrow or BREAKGLASS_ESCROW. Errors: usage (ESCROW-NOT-NAMED); those of open().
Result<escrow::Directory> open_escrow(const Globals& globals);

}  // namespace breakglass::command
