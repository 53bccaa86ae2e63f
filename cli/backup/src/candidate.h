#pragma once
// A file in a store that may be a backup: what its first bytes say.

#include <optional>
#include <string>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>
#include <breakglass/sealed/header.h>

namespace breakglass::backup {

struct Candidate {
    std::string path;
    Bytes header;                                // of the file: 4,096 bytes when sealed
    std::optional<sealed::SealedHeader> sealed;  // nothing for a plain age file
    sealed::BackupId id{};
    std::uint64_t file_bytes = 0;
    std::int64_t changed_at = 0;  // of the file
};

/// Reads the start of a file; links are not followed. Nothing for a file that is not of age.
/// Errors: failed when it cannot be read; unverified when it begins like one of ours and is
/// damaged (BACKUP-*, AGE-*).
Result<std::optional<Candidate>> read_candidate(const std::string& path);

}  // namespace breakglass::backup
