#include <algorithm>
#include <array>
#include <optional>

#include <breakglass/ground/bytes.h>
#include <breakglass/sealed/plain_text.h>

namespace breakglass::sealed {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// Controls, separators that end a line, and what changes the direction of the text after it or
// hides in it (Unicode Technical Report 36, 2.5; CVE-2021-42574).
constexpr std::array<Range, 9> refused = {{
    {0x0000, 0x001f},
    {0x007f, 0x009f},
    {0x061c, 0x061c},
    {0x200b, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0xfeff, 0xfeff},
    {0xfff9, 0xfffb},
    {0xe0000, 0xe007f},
}};

/// Takes one character off the front, or nothing when the bytes are not UTF-8 (RFC 3629, 4).
std::optional<char32_t> next_character(ByteView& rest) {
    const std::uint8_t first = rest.front();
    std::size_t size = 0;
    char32_t character = 0;
    if (first < 0x80) {
        size = 1;
        character = first;
    } else if (first >= 0xc2 && first < 0xe0) {
        size = 2;
        character = first & 0x1fU;
    } else if (first >= 0xe0 && first < 0xf0) {
        size = 3;
        character = first & 0x0fU;
    } else if (first >= 0xf0 && first < 0xf5) {
        size = 4;
        character = first & 0x07U;
    } else {
        return std::nullopt;
    }
    if (rest.size() < size) return std::nullopt;
    for (const std::uint8_t byte : rest.subspan(1, size - 1)) {
        if ((byte & 0xc0U) != 0x80U) return std::nullopt;
        character = character << 6U | (byte & 0x3fU);
    }
    const bool too_long = (size == 3 && character < 0x800) || (size == 4 && character < 0x10000);
    const bool surrogate = character >= 0xd800 && character < 0xe000;
    if (too_long || surrogate || character > 0x10ffff) return std::nullopt;
    rest = rest.subspan(size);
    return character;
}

}  // namespace

bool is_plain_text(std::string_view text) {
    ByteView rest = as_bytes(text);
    while (!rest.empty()) {
        const auto character = next_character(rest);
        if (!character) return false;
        for (const Range& range : refused) {
            if (*character >= range.first && *character <= range.last) return false;
        }
    }
    return true;
}

Status check_plain_text(std::string_view text, std::string_view what, std::size_t most,
                        bool may_be_empty) {
    const auto refuse = [what](const std::string& why) {
        return Error{ErrorKind::usage, "BACKUP-TEXT", "the " + std::string(what) + " " + why, ""};
    };
    if (text.empty() && !may_be_empty) return refuse("is empty");
    if (text.size() > most) {
        return refuse("has " + std::to_string(text.size()) + " bytes, at most " +
                      std::to_string(most) + " are allowed");
    }
    if (!is_plain_text(text)) {
        return refuse("is not UTF-8 text or holds control characters");
    }
    return {};
}

}  // namespace breakglass::sealed
