#pragma once
// Rejoining a key by hand that an escrow stands behind.

#include "command_line.h"

#include <functional>
#include <string>

namespace breakglass::command {

/// What share combine asks before it writes a secret: refuses the recovery key of the escrow that
/// the command line names (SHARE-OF-ESCROW), unless outside is set; then it is asked back, written
/// to the ledger, and the share set is spent, which owes a rotation. Without an escrow nothing is
/// asked.
std::function<Status(const std::string& recipient)> outside_escrow(const Globals& globals,
                                                                   bool outside);

}  // namespace breakglass::command
