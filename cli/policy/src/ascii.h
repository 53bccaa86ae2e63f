#pragma once
// A text spelt in ASCII alone, and back. toml++ 3.3 decides what a letter outside ASCII is by
// tables with undefined behaviour in their gaps; so it is never shown one. In strings and comments
// every ASCII spelling is as good as any other, elsewhere TOML allows no such letter anyway.

#include <string>
#include <string_view>

namespace breakglass::policy {

/// Each byte from 0x80 on, and "~" itself, becomes "~" and two hex digits. Lines stay lines.
std::string to_ascii(std::string_view text);

/// The text that to_ascii was given. A "~" that no two hex digits follow stands for itself.
std::string from_ascii(std::string_view text);

}  // namespace breakglass::policy
