#pragma once
// What a sealed backup is. It stands encrypted in the backup's own header.
// Source: docs/formats/sealed-backup.md, "Description".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <breakglass/age/payload.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::sealed {

/// What was backed up. The numbers are those of the stored message.
enum class Surface : int {
    database = 1,
    object_storage = 2,
    archive = 3,
    search_index = 4,
    disk = 5,
};

enum class Kind : int {
    full = 1,
    incremental = 2,
    snapshot = 3,
    export_ = 4,  // "export" is a word of the language
};

inline constexpr std::size_t max_label_bytes = 128;
inline constexpr std::size_t max_source_bytes = 512;

struct Description {
    std::string label;  // 1 to 128 bytes of plain text
    Surface surface = Surface::archive;
    Kind kind = Kind::full;
    std::string source;     // where the bytes came from; 0 to 512 bytes of plain text
    std::int64_t time = 0;  // seconds since 1970 UTC, up to the year 9999
    bool operator==(const Description&) const = default;
};

/// "database", "object-storage", "archive", "search-index", "disk".
std::string_view to_text(Surface surface);
/// "full", "incremental", "snapshot", "export".
std::string_view to_text(Kind kind);
std::optional<Surface> surface_from_text(std::string_view text);
std::optional<Kind> kind_from_text(std::string_view text);

/// Errors: usage (BACKUP-DESCRIPTION) naming the field and its limit.
Status check_description(const Description& description);

}  // namespace breakglass::sealed
