#include "newest_kit.h"

#include "layout.h"

#include <charconv>
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
constexpr std::string_view ledger_key = "ledger ";

std::string encode(const KitNote& note) {
    return fmt::format("{}{}{}\n{}{}\n{}{} {}\n", intro, time_key,
                       records::utc_text(note.written_at), hash_key, to_hex(note.checksums_hash),
                       ledger_key, note.ledger.size, to_hex(note.ledger.root));
}

/// Takes the line that begins with key off the text; what follows the key.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view key) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos || !text.starts_with(key)) return std::nullopt;
    const std::string_view value = text.substr(key.size(), end - key.size());
    text.remove_prefix(end + 1);
    return value;
}

bool read_head(std::string_view text, tree::Head& head) {
    const std::size_t blank = text.find(' ');
    if (blank == std::string_view::npos) return false;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + blank, head.size);
    return problem == std::errc() && end == text.data() + blank &&
           hash_from_hex(text.substr(blank + 1), head.root);
}

}  // namespace

std::optional<KitNote> parse_kit_note(std::string_view text) {
    if (!text.starts_with(intro)) return std::nullopt;
    text.remove_prefix(intro.size());
    const auto time = take_line(text, time_key);
    const auto hash = take_line(text, hash_key);
    const auto head = take_line(text, ledger_key);
    if (!time || !hash || !head || !text.empty()) return std::nullopt;
    const auto written_at = records::parse_utc(*time);
    if (!written_at) return std::nullopt;
    KitNote note;
    note.written_at = *written_at;
    if (!hash_from_hex(*hash, note.checksums_hash) || !read_head(*head, note.ledger)) {
        return std::nullopt;
    }
    return note;
}

Status remember_kit(const Directory& escrow, const KitNote& note) {
    return disk::replace_file((escrow.path() / newest_kit_name).string(), as_bytes(encode(note)));
}

Result<std::optional<KitNote>> newest_kit(const Directory& escrow) {
    const std::filesystem::path file = escrow.path() / newest_kit_name;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return std::optional<KitNote>();
    const auto stored = disk::read_file(file.string(), 4096);
    if (!stored) return stored.error();
    auto note = parse_kit_note(as_text(*stored));
    if (note) return note;
    return Error{ErrorKind::unverified, "ESCROW-DAMAGED",
                 fmt::format("{} does not say when the newest kit was written", file.string()),
                 "write a new one: breakglass escrow kit NEW-DIR"};
}

}  // namespace breakglass::escrow
