#include "checksums.h"

#include "kit_files.h"
#include "layout.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::escrow {
namespace {

constexpr std::size_t hex_digits = 64;
constexpr std::size_t max_part_bytes = 128;
constexpr std::size_t max_parts = 4;

bool is_part(std::string_view part) {
    if (part.empty() || part.size() > max_part_bytes || part.front() == '.') return false;
    return std::all_of(part.begin(), part.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' ||
               letter == '-' || letter == '+';
    });
}

Error damaged(std::size_t line, const std::string& what) {
    return Error{ErrorKind::unverified, "KIT-DAMAGED",
                 fmt::format("{} line {}: {}", checksums_name, line, what),
                 "take another copy of the kit"};
}

}  // namespace

bool is_kit_path(std::string_view path) {
    for (const char* name : kit_files) {
        if (path == name) return true;
    }
    const std::string_view folder = path.substr(0, path.find('/'));
    const bool known = std::any_of(std::begin(record_folders), std::end(record_folders),
                                   [&](const char* name) { return folder == name; });
    if (!known || folder.size() == path.size()) return false;
    std::size_t parts = 0;
    for (std::string_view rest = path;; ++parts) {
        const std::size_t slash = rest.find('/');
        if (!is_part(rest.substr(0, slash)) || parts == max_parts) return false;
        if (slash == std::string_view::npos) return true;
        rest.remove_prefix(slash + 1);
    }
}

Bytes encode_checksums(const Checksums& checksums) {
    Bytes encoded;
    for (const auto& [path, hash] : checksums) {
        append(encoded, as_bytes(fmt::format("{}  {}\n", to_hex(hash), path)));
    }
    return encoded;
}

Result<Checksums> parse_checksums(ByteView stored) {
    Checksums checksums;
    std::string_view text = as_text(stored);
    std::string_view last;
    for (std::size_t line = 1; !text.empty(); ++line) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return damaged(line, "the last line is cut off");
        const std::string_view row = text.substr(0, end);
        text.remove_prefix(end + 1);
        Hash256 hash{};
        if (row.size() < hex_digits + 3 || row.substr(hex_digits, 2) != "  " ||
            !hash_from_hex(row.substr(0, hex_digits), hash)) {
            return damaged(line, "expected a SHA-256, two spaces and a path");
        }
        const std::string_view path = row.substr(hex_digits + 2);
        if (!is_kit_path(path)) {
            return damaged(line, fmt::format("{} is no file of a kit", console::quoted(path)));
        }
        if (path <= last) {
            return damaged(
                line, fmt::format("{} is listed twice or out of order", console::quoted(path)));
        }
        last = path;
        checksums.emplace(path, hash);
    }
    return checksums;
}

}  // namespace breakglass::escrow
