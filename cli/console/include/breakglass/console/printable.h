#pragma once
// Text from outside, made safe to show: a file name or a label never drives the terminal.

#include <string>
#include <string_view>

namespace breakglass::console {

/// The text with control characters, terminal escapes, bidirectional marks and invalid UTF-8
/// replaced by \xNN or \u{...}; the result is valid UTF-8 on one line.
std::string printable(std::string_view text);

/// printable text in double quotes, for messages: "B-4".
std::string quoted(std::string_view text);

}  // namespace breakglass::console
