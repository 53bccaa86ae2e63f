#pragma once
// Case files in an escrow's folder, and what the ledger says about each.

#include <optional>
#include <string>
#include <vector>

#include <breakglass/cases/docket.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::cases {

/// The full name of a case in this escrow. typed: a name or its only beginning.
/// Errors: usage (CASE-UNKNOWN, CASE-AMBIGUOUS naming them).
Result<std::string> find_name(const escrow::Directory& escrow, const std::string& typed);

std::string file_of(const escrow::Directory& escrow, const std::string& name);

/// Errors: unverified (CASE-TOO-LARGE before anything is read); those of read_file.
Result<Bytes> read_case_bytes(const std::string& file);

/// The case of this name. Errors: unverified (CASE-MISPLACED when the file holds another one).
Result<Case> read_case(const escrow::Directory& escrow, const std::string& name);

/// A ledger is given when the escrow's own may have fallen behind.
Circumstances circumstances_of(const escrow::Directory& escrow, const ledger::Ledger& ledger,
                               const Case& it, Time clock);

Result<Docketed> judged(const escrow::Directory& escrow, const ledger::Ledger& ledger, Case it,
                        Time clock);

/// The ledger as it is on disk now. The caller holds the exclusive lock.
/// Errors: failed (CASE-CHANGED when another policy was applied since the escrow was opened).
Result<ledger::Ledger> fresh_ledger(const escrow::Directory& escrow);

}  // namespace breakglass::cases
