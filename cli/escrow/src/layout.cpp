#include "layout.h"

#include <algorithm>

#include <fmt/format.h>

namespace breakglass::escrow {
namespace {

constexpr std::string_view applied_intro = "breakglass applied policy v1\nsha256 ";

int digit_of(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

}  // namespace

bool hash_from_hex(std::string_view hex, Hash256& hash) {
    if (hex.size() != 2 * hash.size()) return false;
    for (std::size_t index = 0; index < hash.size(); ++index) {
        const int high = digit_of(hex[2 * index]);
        const int low = digit_of(hex[2 * index + 1]);
        if (high < 0 || low < 0) return false;
        hash[index] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return true;
}

bool is_set_id(std::string_view text) {
    return text.size() == 8 &&
           std::all_of(text.begin(), text.end(), [](char letter) { return digit_of(letter) >= 0; });
}

Bytes encode_applied(const Hash256& policy_hash) {
    const std::string text = fmt::format("{}{}\n", applied_intro, to_hex(policy_hash));
    return {text.begin(), text.end()};
}

Result<Hash256> parse_applied(ByteView stored) {
    std::string_view text = as_text(stored);
    Hash256 hash{};
    const bool right = text.substr(0, applied_intro.size()) == applied_intro &&
                       text.size() == applied_intro.size() + 65 && text.back() == '\n' &&
                       hash_from_hex(text.substr(applied_intro.size(), 64), hash);
    if (right) return hash;
    return Error{ErrorKind::unverified, "ESCROW-DAMAGED",
                 fmt::format("{} does not say which policy is in force", applied_name),
                 "open the newest kit: breakglass escrow open KIT DIR"};
}

}  // namespace breakglass::escrow
