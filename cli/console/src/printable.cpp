#include <cstdint>

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::console {

namespace {

struct Decoded {
    char32_t code = 0;
    std::size_t length = 0;  // 0: not valid UTF-8
};

/// One code point of strict UTF-8 (no overlong forms, no surrogates; Unicode 15, table 3-7).
Decoded decode(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byte(0);
    if (first < 0x80) return {first, 1};
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    if (length == 0 || first > 0xf4 || text.size() < length) return {};
    char32_t code = first & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80) return {};
        code = (code << 6U) | (byte(i) & 0x3fU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    if (overlong || surrogate || code > 0x10ffff) return {};
    return {code, length};
}

/// Characters that move the cursor, reorder text, end a line or do not show at all.
bool misleads(char32_t code) {
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xad || code == 0x61c ||
           code == 0x180e || (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) ||
           code == 0xfeff || (code >= 0xfff9 && code <= 0xfffb) ||
           (code >= 0xe0000 && code <= 0xe0fff);
}

}  // namespace

std::string printable(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        const Decoded next = decode(text);
        if (next.length == 0) {
            shown += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(text[0]));
            text.remove_prefix(1);
            continue;
        }
        if (misleads(next.code)) {
            shown += next.code < 0x80
                         ? fmt::format("\\x{:02x}", static_cast<unsigned>(next.code))
                         : fmt::format("\\u{{{:x}}}", static_cast<unsigned>(next.code));
        } else {
            shown += text.substr(0, next.length);
        }
        text.remove_prefix(next.length);
    }
    return shown;
}

std::string quoted(std::string_view text) {
    return "\"" + printable(text) + "\"";
}

}  // namespace breakglass::console
