#pragma once
// A sealed backup brought back: found at its places, opened with its DEK, written whole or not at
// all.
// Source: docs/man/breakglass-backup.1.md, "restore".

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <breakglass/age/recipient.h>
#include <breakglass/catalog/backups.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::backup {

/// Where the restored bytes go: exactly one of the three is set.
struct Output {
    std::string file;                  // a new file; "-" is standard output
    std::string directory;             // an existing one; the file is called output_name()
    std::vector<std::string> command;  // run without a shell, reads its standard input
};

/// Where to, in words: "file OUT", "folder DIR", "command PROGRAM", "standard output".
/// Errors: usage (BACKUP-OUTPUT) unless exactly one place is named.
Result<std::string> destination(const Output& output);

struct RestoreReport {
    catalog::BackupId id{};
    std::string label;
    std::string source;  // the file that was read
    std::string output;  // the new file, "-", or the command's name
    std::uint64_t plain_bytes = 0;
    bool header_from_catalog = false;  // the file's own header is not what the DEK verifies
    bool proven = false;               // the other way in was recomputed from the DEK
    bool content_compared = false;     // with the content hash of the receipt
    /// What did not verify although every byte written was authentic: BACKUP-HEADER-NOT-OURS,
    /// BACKUP-CONTENT-DIFFERS. The data stands; the command ends with exit 4.
    std::vector<Error> doubts;
};

/// "<label>-<time of sealing>-<first 8 hex digits of the id>", safe as a file name.
std::string output_name(const catalog::Backup& backup);

/// The DEK from the catalog's header, by whichever identity opens it, checked against the
/// commitment. Takes plain age files as well as sealed ones.
/// Errors: not_met (BACKUP-NO-MATCH); unverified (BACKUP-COMMITMENT, AGE-HEADER-MAC and the rules
/// of the formats).
Result<SecretBytes> unwrap_dek(const catalog::Backup& backup,
                               std::span<const age::Identity* const> identities);

/// Recomputes the catalog's header from the DEK and the recipients the escrow knows for its share
/// set and KEKs; so both ways in are proven. Nothing is written.
/// Errors: unverified (BACKUP-HEADER-NOT-OURS, BACKUP-KEYS-UNKNOWN, BACKUP-PLAIN-AGE for a file
/// that breakglass did not seal); those of the catalog.
Status prove(escrow::Directory& escrow, const catalog::Backup& backup, const SecretBytes& dek);

/// Restores one backup from the first of its places that holds it; its payload is read with the
/// DEK whatever the file's own header says. A proof that succeeds is noted in the catalog.
/// Errors: failed (BACKUP-NOT-FOUND naming each place and what was wrong there, COMMAND-FAILED,
/// FILE-EXISTS and the faults of the disk); unverified (BACKUP-COMMITMENT, BACKUP-SWAPPED,
/// AGE-PAYLOAD-*). After an error no output file is left.
Result<RestoreReport> restore_with_dek(escrow::Directory& escrow, const catalog::Backup& backup,
                                       const SecretBytes& dek, const Output& output);

}  // namespace breakglass::backup
