#pragma once
// One copy of a sealed backup in a store: its header read, and rewritten in place.
// Source: docs/formats/sealed-backup.md, "Rewriting".

#include <filesystem>

#include <breakglass/catalog/backups.h>
#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass::publication {

/// The first 4,096 bytes of a copy, once the payload nonce behind them is this backup's.
/// Symbolic links are not followed. Errors: failed (FILE-MISSING and the system's faults);
/// unverified (COPY-TRUNCATED, COPY-SWAPPED when another backup lies there).
Result<Bytes> read_copy_header(const std::filesystem::path& file, const catalog::BackupId& id);

/// Writes the last 512 bytes of header into the copy, in one write to one sector, synced, and
/// reads them back. The same header again writes nothing. The first 3,584 bytes must be the
/// copy's own. Errors: as read_copy_header; unverified (COPY-FIXED-PART, COPY-READ-BACK).
Status rewrite_copy(const std::filesystem::path& file, const catalog::BackupId& id,
                    ByteView header);

}  // namespace breakglass::publication
