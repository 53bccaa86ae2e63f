#pragma once
// The checkpoints beside a ledger's entries.

#include <filesystem>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/note/checkpoint.h>
#include <breakglass/note/note.h>

namespace breakglass::ledger {

/// The keys that the ledger's entries name for its checkpoints (act "ledger.key"), oldest first.
std::vector<note::Verifier> recorded_verifiers(const Ledger& ledger);

/// Checks one stored checkpoint against the ledger: a recorded key signed it, it is of this log,
/// its size and root are ours. who: how the message names it.
/// Errors: unverified (LEDGER-CHECKPOINT, LEDGER-ROLLED-BACK, LEDGER-FORKED).
Result<note::Checkpoint> check_checkpoint(const Ledger& ledger, ByteView stored,
                                          const std::string& who);

/// Every checkpoint-*.note of the ledger's folder, by name. Errors: failed.
Result<std::vector<std::filesystem::path>> checkpoint_files(const std::filesystem::path& folder);

/// Checks all of them. Errors: as check_checkpoint, naming the file.
Status check_checkpoints(const Ledger& ledger);

}  // namespace breakglass::ledger
