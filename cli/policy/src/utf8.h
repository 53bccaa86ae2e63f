#pragma once
// Whether a file is text at all.

#include <string_view>

namespace breakglass::policy {

/// True for well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

}  // namespace breakglass::policy
