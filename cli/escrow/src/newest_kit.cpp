#include "newest_kit.h"

#include "layout.h"

#include <system_error>

#include <fmt/format.h>

#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/records/utc.h>

namespace breakglass::escrow {
namespace {

constexpr std::string_view intro = "breakglass newest kit v1\n";
constexpr std::string_view time_key = "time ";
constexpr std::string_view hash_key = "sha256sums ";

std::string encode(const KitNote& note) {
    return fmt::format("{}{}{}\n{}{}\n", intro, time_key, records::utc_text(note.written_at),
                       hash_key, to_hex(note.checksums_hash));
}

std::optional<KitNote> parse(std::string_view text) {
    if (text.substr(0, intro.size()) != intro) return std::nullopt;
    text.remove_prefix(intro.size());
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || text.substr(0, time_key.size()) != time_key) {
        return std::nullopt;
    }
    const auto written_at = records::parse_utc(text.substr(time_key.size(), end - time_key.size()));
    text.remove_prefix(end + 1);
    if (!written_at || text.substr(0, hash_key.size()) != hash_key || text.back() != '\n') {
        return std::nullopt;
    }
    text.remove_prefix(hash_key.size());
    text.remove_suffix(1);
    KitNote note;
    note.written_at = *written_at;
    if (!hash_from_hex(text, note.checksums_hash)) return std::nullopt;
    return note;
}

}  // namespace

Status remember_kit(const Directory& escrow, const KitNote& note) {
    return disk::replace_file((escrow.path() / newest_kit_name).string(), as_bytes(encode(note)));
}

Result<std::optional<KitNote>> newest_kit(const Directory& escrow) {
    const std::filesystem::path file = escrow.path() / newest_kit_name;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return std::optional<KitNote>();
    const auto stored = disk::read_file(file.string(), 4096);
    if (!stored) return stored.error();
    auto note = parse(as_text(*stored));
    if (note) return note;
    return Error{ErrorKind::unverified, "ESCROW-DAMAGED",
                 fmt::format("{} does not say when the newest kit was written", file.string()),
                 "write a new one: breakglass escrow kit NEW-DIR"};
}

}  // namespace breakglass::escrow
