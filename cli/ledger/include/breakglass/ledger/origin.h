#pragma once
// The name of a ledger among all ledgers.

#include <string>
#include <string_view>

#include <breakglass/ledger/ledger.h>

namespace breakglass::ledger {

/// "breakglass.ledger/payroll/00112233...": the escrow's name made safe (what is not a-z, 0-9, "."
/// or "-" becomes "-") and its id. Names the log in checkpoints, and the key that signs them.
std::string origin(std::string_view escrow, std::string_view escrow_id);

/// Of the facts "escrow" and "escrow_id" of the first entry. A ledger that began after a loss is a
/// log of its own: the first 8 digits of its first entry's leaf hash stand behind.
std::string origin_of(const Ledger& ledger);

}  // namespace breakglass::ledger
