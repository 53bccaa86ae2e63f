#pragma once
// Which texts show what they are: no escape drives the terminal, no mark turns the reading order.

#include <cstddef>
#include <string_view>

namespace breakglass::text {

/// The first character of a text, and the bytes it takes.
struct Character {
    char32_t code = 0;
    std::size_t size = 0;  // 0: the bytes there are not UTF-8
};

/// Reads one character of well-formed UTF-8 off the front. text: not empty.
Character first_character(std::string_view text);

/// Whether a character moves the cursor, ends a line, turns the direction of what follows or does
/// not show at all: controls, line and paragraph separators, direction marks, and what Unicode
/// calls default ignorable (joiners, fillers, variation selectors, tags, soft hyphen).
/// Source: Unicode 15, chapters 5.21 and 23; CVE-2021-42574.
bool misleads(char32_t code);

/// Well-formed UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

/// UTF-8 on one line without a character that misleads. May be empty.
bool is_plain_line(std::string_view text);

/// Lines of plain text, each ended by "\n". May be empty.
bool is_plain_lines(std::string_view text);

}  // namespace breakglass::text
