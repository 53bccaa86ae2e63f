#pragma once
// The facts of one sealing that never change; the catalog keeps one per backup.
// Source: docs/formats/receipt.md, "The catalog's record".

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>
#include <breakglass/sealed/description.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::records {

struct BackupRecord {
    sealed::BackupId id{};
    std::string label;
    sealed::Surface surface = sealed::Surface::archive;
    sealed::Kind kind = sealed::Kind::full;
    Hash256 commitment{};                   // of the DEK
    Hash256 header_sha256{};                // of the header as it was sealed
    std::uint64_t plain_bytes = 0;          // what went in
    std::uint64_t file_bytes = 0;           // the sealed file, header and all
    std::int64_t sealed_at = 0;             // seconds since 1970 UTC
    std::string host;                       // may be empty
    std::optional<Hash256> content_sha256;  // of what went in, when it was asked for
    bool attested = false;                  // a receipt told us, not the file itself
    std::string set_id;                     // at sealing
    std::vector<std::string> kek_ids;       // at sealing; 1 or 2
    bool operator==(const BackupRecord&) const = default;
};

/// Errors: unverified (RECORD-MALFORMED, RECORD-TEXT, RECORD-SIZE).
Status check_record(const BackupRecord& record);

/// The bytes to store. Stops the program when the record breaks a rule: check it first.
Bytes encode_record(const BackupRecord& record);

/// Reads and checks a stored record, at most 16 KiB. Errors: as check_record.
Result<BackupRecord> parse_record(ByteView bytes);

}  // namespace breakglass::records
