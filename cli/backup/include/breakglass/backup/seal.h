#pragma once
// Sealing: a stream becomes a sealed backup, in constant memory, whole or not at all. No secret
// is needed.
// Source: docs/man/breakglass-backup.1.md, "seal".

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/backup/target.h>
#include <breakglass/ground/bytes.h>
#include <breakglass/ground/random.h>
#include <breakglass/ground/result.h>
#include <breakglass/records/receipt.h>
#include <breakglass/sealed/description.h>

namespace breakglass::backup {

struct SealRequest {
    sealed::Description description;   // its time is the time of sealing
    std::string input;                 // a file or "-"; empty when there is a command
    std::vector<std::string> command;  // run without a shell; its standard output is sealed
    std::string output_file;           // exactly one of these two
    std::string output_directory;      // an existing one
    bool content_hash = false;
    bool allow_empty = false;
};

struct SealedBackup {
    records::Receipt receipt;
    Bytes header;      // 4,096 bytes
    std::string path;  // the new file
};

/// Seals what the request names; on return the file stands under its name, synced.
/// Errors: usage (BACKUP-DESCRIPTION, BACKUP-RECIPIENTS, BACKUP-OUTPUT); failed (BACKUP-EMPTY,
/// COMMAND-FAILED, FILE-EXISTS, INTERRUPTED and the faults of the disk). After an error no file is
/// left.
Result<SealedBackup> seal(const SealingTarget& target, const SealRequest& request,
                          Randomness& randomness = system_randomness());

/// Adds a backup that was just sealed, with its place, to the escrow's catalog.
Status record_in_catalog(escrow::Directory& escrow, const SealedBackup& backup);

}  // namespace breakglass::backup
