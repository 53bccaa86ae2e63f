#pragma once
// The fixed lines of an age header, shared by its parser and its reader.

#include <string_view>

#include <breakglass/ground/result.h>

namespace breakglass::age {

inline constexpr std::string_view version_prefix = "age-encryption.org/";
inline constexpr std::string_view version_line = "age-encryption.org/v1";
inline constexpr std::string_view mac_mark = "---";
inline constexpr std::size_t mac_line_bytes = 48;  // "--- ", 43 characters, newline

/// Errors: unverified (AGE-VERSION, AGE-HEADER-MALFORMED). line: without its newline.
Status check_version_line(std::string_view line);

/// AGE-HEADER-TOO-LARGE.
Error too_large();

}  // namespace breakglass::age
