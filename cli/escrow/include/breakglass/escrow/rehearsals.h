#pragma once
// The share sets of rehearsals: in a folder of their own, out of the catalog, never in a kit.
//   rehearsals/<set id>.manifest   a manifest that says "practice"
//   rehearsals/<set id>.record     which cards were read back, and that it ended

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/escrow/directory.h>
#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass::escrow {

std::filesystem::path rehearsals_dir(const Directory& escrow);

/// The ids of all rehearsals, sorted; none when there is no such folder yet.
Result<std::vector<std::string>> rehearsal_ids(const Directory& escrow);

/// The stored bytes of a rehearsal's manifest, for records to parse.
/// Errors: usage (ESCROW-SET-ID); failed when it cannot be read.
Result<Bytes> read_rehearsal(const Directory& escrow, std::string_view set_id);

/// Publishes a rehearsal's manifest; makes the folder when it is not there. The caller holds the
/// exclusive lock. Errors: usage (ESCROW-SET-ID); failed.
Status write_rehearsal(const Directory& escrow, std::string_view set_id, ByteView stored);

}  // namespace breakglass::escrow
