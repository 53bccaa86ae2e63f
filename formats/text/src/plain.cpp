#include <algorithm>
#include <array>
#include <cstdint>

#include <breakglass/text/plain.h>

namespace breakglass::text {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// In ascending order. What is not named by its line is Default_Ignorable_Code_Point of Unicode 15.
constexpr auto misleading = std::to_array<Range>({
    {0x0000, 0x001f},    // C0 controls
    {0x007f, 0x009f},    // delete and C1 controls: 0x9b begins a terminal sequence
    {0x00ad, 0x00ad},    // soft hyphen
    {0x034f, 0x034f},    // combining grapheme joiner
    {0x061c, 0x061c},    // Arabic letter mark: turns direction
    {0x115f, 0x1160},    // Hangul fillers
    {0x17b4, 0x17b5},    // Khmer inherent vowels
    {0x180b, 0x180f},    // Mongolian variation selectors and vowel separator
    {0x200b, 0x200f},    // zero width characters; left-to-right and right-to-left marks
    {0x2028, 0x2029},    // line and paragraph separator
    {0x202a, 0x202e},    // embeddings and overrides of direction
    {0x2060, 0x2065},    // word joiner, invisible operators
    {0x2066, 0x2069},    // isolates of direction
    {0x206a, 0x206f},    // deprecated format characters
    {0x3164, 0x3164},    // Hangul filler
    {0xfe00, 0xfe0f},    // variation selectors
    {0xfeff, 0xfeff},    // byte order mark
    {0xffa0, 0xffa0},    // halfwidth Hangul filler
    {0xfff0, 0xfff8},    // unassigned, ignorable
    {0xfff9, 0xfffb},    // interlinear annotation: hides its second reading
    {0x1bca0, 0x1bca3},  // shorthand format controls
    {0x1d173, 0x1d17a},  // musical format controls
    {0xe0000, 0xe007f},  // tags
    {0xe0080, 0xe0fff},  // variation selectors supplement, ignorable
});

// Unicode 15, table 3-7: the second byte carries what excludes overlong forms and surrogates.
struct Lead {
    std::size_t size = 0;  // 0: no character begins so
    std::uint8_t lowest_second = 0x80;
    std::uint8_t highest_second = 0xbf;
};

Lead lead_of(std::uint8_t byte) {
    if (byte < 0x80) return {1};
    if (byte >= 0xc2 && byte <= 0xdf) return {2};
    if (byte == 0xe0) return {3, 0xa0, 0xbf};
    if (byte == 0xed) return {3, 0x80, 0x9f};
    if (byte >= 0xe1 && byte <= 0xef) return {3};
    if (byte == 0xf0) return {4, 0x90, 0xbf};
    if (byte == 0xf4) return {4, 0x80, 0x8f};
    if (byte >= 0xf1 && byte <= 0xf3) return {4};
    return {};
}

}  // namespace

Character first_character(std::string_view text) {
    const auto byte = [text](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    if (text.empty()) return {};
    const Lead lead = lead_of(byte(0));
    if (lead.size == 0 || text.size() < lead.size) return {};
    if (lead.size == 1) return {byte(0), 1};
    if (byte(1) < lead.lowest_second || byte(1) > lead.highest_second) return {};
    char32_t code = byte(0) & (0xffU >> (lead.size + 1));
    for (std::size_t at = 1; at < lead.size; ++at) {
        if ((byte(at) & 0xc0U) != 0x80U) return {};
        code = code << 6U | (byte(at) & 0x3fU);
    }
    return {code, lead.size};
}

bool misleads(char32_t code) {
    return std::ranges::any_of(misleading, [code](const Range& range) {
        return code >= range.first && code <= range.last;
    });
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const Character next = first_character(text);
        if (next.size == 0) return false;
        text.remove_prefix(next.size);
    }
    return true;
}

bool is_plain_line(std::string_view text) {
    while (!text.empty()) {
        // most text is this, and a ledger of years has a lot of it
        if (text.front() >= 0x20 && text.front() < 0x7f) {
            text.remove_prefix(1);
            continue;
        }
        const Character next = first_character(text);
        if (next.size == 0 || misleads(next.code)) return false;
        text.remove_prefix(next.size);
    }
    return true;
}

bool is_plain_lines(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos || !is_plain_line(text.substr(0, end))) return false;
        text.remove_prefix(end + 1);
    }
    return true;
}

}  // namespace breakglass::text
