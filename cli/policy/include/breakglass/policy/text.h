#pragma once
// Text that people wrote, made safe to show on a terminal.

#include <string>
#include <string_view>

namespace breakglass::policy {

/// True for well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

/// True when a terminal shows the text as it is: UTF-8 without control characters and without
/// the invisible characters that reorder or hide text (bidirectional overrides, line separators).
bool is_printable(std::string_view text);

/// The text with everything that is_printable refuses replaced by "?", cut after 120 characters.
std::string printable(std::string_view text);

}  // namespace breakglass::policy
