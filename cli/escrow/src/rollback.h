#pragma once
// Whether what lies in the escrow has seen a larger ledger than the one that lies beside it.

#include <filesystem>

#include <breakglass/ledger/ledger.h>

namespace breakglass::escrow {

/// Compares with the note of the newest kit and with the sealing file last exported. One that is
/// not there, or cannot be read, says nothing here: other commands name it.
/// Errors: unverified (LEDGER-ROLLED-BACK, LEDGER-FORKED).
Status check_rollback(const std::filesystem::path& escrow, const ledger::Ledger& ledger);

}  // namespace breakglass::escrow
