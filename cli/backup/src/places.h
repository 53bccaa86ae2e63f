#pragma once
// Where copies lie: the place of a file, and the file at a place.

#include <optional>
#include <string>

#include <breakglass/catalog/backups.h>
#include <breakglass/disk/file_stream.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>

namespace breakglass::backup {

/// The catalog's place of a file: in a store when one holds it, else its absolute path.
Result<catalog::Place> place_of(const escrow::Directory& escrow, const std::string& path);

/// Where id lies now, no other backup lies: the place is forgotten for any other, with a note.
Status forget_other_at(escrow::Directory& escrow, const catalog::Place& place,
                       const catalog::BackupId& id);

/// A regular file, opened for reading; a pipe or device that waits for ever is refused.
/// Errors: failed, naming the file.
Result<disk::FileSource> open_regular(const std::string& path, bool follow_links);

/// A copy of a backup whose nonce is its id, positioned at the payload.
struct Copy {
    disk::FileSource payload;
    Bytes header;  // as it stands in the file
};

/// Errors: failed when it cannot be read; unverified (BACKUP-TRUNCATED, BACKUP-SWAPPED).
Result<Copy> open_copy(const std::string& path, const catalog::Backup& backup);

}  // namespace breakglass::backup
