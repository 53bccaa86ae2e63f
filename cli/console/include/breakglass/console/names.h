#pragma once
// Names of people, safe to show.

#include <string>
#include <string_view>

namespace breakglass::console {

/// Like printable, but a line that may hold names keeps the joiners that stand where letters join
/// (text::is_line_with_names).
std::string printable_with_names(std::string_view line);

/// "finance", or "finance (their name)" when there is one; not made printable yet. The id comes
/// first, so that a name from right to left turns nothing but itself.
std::string id_and_name(const std::string& id, const std::string& name);

}  // namespace breakglass::console
