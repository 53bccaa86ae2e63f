#pragma once
// Signed heads of a ledger, in the format of transparency logs.
// Source: docs/formats/ledger.md, "Checkpoints"; C2SP signed-note and tlog-checkpoint.

#include <filesystem>
#include <string>
#include <vector>

#include <breakglass/age/recipient.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/note/checkpoint.h>
#include <breakglass/note/note.h>

namespace breakglass::ledger {

/// What the file of a checkpoint key is kept under: exactly one of the two.
struct KeyProtection {
    SecretBytes passphrase;
    std::string recipient;  // "age1..." or "ssh-ed25519 ..."
};

/// Makes a key that signs this ledger's checkpoints and keeps it in a new age file, mode 0600. The
/// ledger names its public half (act "ledger.key") before the file appears.
/// Errors: usage (AGE-RECIPIENT-UNKNOWN); failed (FILE-EXISTS, ...); those of Ledger::append.
Result<note::Signer> create_checkpoint_key(Ledger& ledger, const std::string& file,
                                           const KeyProtection& protection, std::int64_t now);

/// Opens a checkpoint key and looks whether this ledger names it.
/// Errors: not_met (LEDGER-KEY-NO-MATCH); unverified (LEDGER-KEY when it is no such key, or one
/// that the ledger does not name).
Result<note::Signer> open_checkpoint_key(const Ledger& ledger, const std::string& file,
                                         std::span<const age::Identity* const> openers);

struct WrittenCheckpoint {
    std::filesystem::path file;
    std::string note;
};

/// Signs the ledger's head into checkpoint-<size>.note beside its entries; a second key's signature
/// joins the first one's. Errors: failed; as check_checkpoint for a file that is there already.
Result<WrittenCheckpoint> write_checkpoint(const Ledger& ledger, const note::Signer& signer);

/// The keys that the ledger's entries name for its checkpoints (act "ledger.key"), oldest first.
std::vector<note::Verifier> recorded_verifiers(const Ledger& ledger);

/// Reads a stored checkpoint of this log that one of the keys signed.
/// who: how the message names it. Errors: unverified (LEDGER-CHECKPOINT).
Result<note::Checkpoint> read_checkpoint(ByteView stored, const std::string& origin,
                                         const std::vector<note::Verifier>& verifiers,
                                         const std::string& who);

/// Checks one stored checkpoint against the ledger: a recorded key signed it, it is of this log,
/// its size and root are ours.
/// Errors: unverified (LEDGER-CHECKPOINT, LEDGER-ROLLED-BACK, LEDGER-FORKED).
Result<note::Checkpoint> check_checkpoint(const Ledger& ledger, ByteView stored,
                                          const std::string& who);

/// Every checkpoint-*.note of a ledger's folder, by name. Errors: failed.
Result<std::vector<std::filesystem::path>> checkpoint_files(const std::filesystem::path& folder);

/// Checks all of them. Errors: as check_checkpoint, naming the file.
Status check_checkpoints(const Ledger& ledger);

}  // namespace breakglass::ledger
