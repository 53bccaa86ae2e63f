#include "ascii.h"

#include <cstdint>

namespace breakglass::policy {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

}  // namespace

std::string to_ascii(std::string_view text) {
    std::string spelt;
    spelt.reserve(text.size());
    for (const char letter : text) {
        const auto byte = static_cast<std::uint8_t>(letter);
        if (byte < 0x80 && letter != '~') {
            spelt += letter;
        } else {
            spelt += {'~', digits[byte >> 4U], digits[byte & 0x0FU]};
        }
    }
    return spelt;
}

std::string from_ascii(std::string_view text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '~' && text.size() - at > 2) {
            const std::size_t high = digits.find(text[at + 1]);
            const std::size_t low = digits.find(text[at + 2]);
            if (high != std::string_view::npos && low != std::string_view::npos) {
                plain += static_cast<char>(high << 4U | low);
                at += 2;
                continue;
            }
        }
        plain += text[at];
    }
    return plain;
}

}  // namespace breakglass::policy
