#pragma once
// Which texts show what they are: no escape drives the terminal, no mark turns the reading order.

#include <string_view>

namespace breakglass::text {

/// Well-formed UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

/// UTF-8 on one line without control characters, line separators, invisible characters and
/// characters that turn the direction of what follows. May be empty.
bool is_plain_line(std::string_view text);

/// Lines of plain text, each ended by "\n". May be empty.
bool is_plain_lines(std::string_view text);

}  // namespace breakglass::text
