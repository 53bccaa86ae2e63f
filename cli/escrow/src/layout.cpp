#include "layout.h"

#include <algorithm>

namespace breakglass::escrow {
namespace {

int digit_of(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return digit_of(letter) >= 0; });
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
    return text.size() == 8 && is_hex(text);
}

bool is_escrow_id(std::string_view text) {
    return text.size() == 32 && is_hex(text);
}

}  // namespace breakglass::escrow
