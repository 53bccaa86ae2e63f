#pragma once
// The closed lists of words in a policy, and what may be a name.

#include <string_view>
#include <vector>

namespace breakglass::policy {

inline constexpr std::size_t max_name_bytes = 64;
inline constexpr std::size_t max_person_name_bytes = 128;  // as in the manifest

/// True for text that names a person, store, group or escrow and may stand in a file name:
/// plain, 1 to 64 bytes, no slash or backslash, no space at either end, no "-" or "." first.
bool is_name(std::string_view text);

const std::vector<std::string_view>& roles();
const std::vector<std::string_view>& surfaces();

/// True for an absolute path in its simplest form: no "." or "..", no "//", no "/" at the end.
bool is_simple_absolute(std::string_view path);

/// True for what looks like a name of the time zone database: "Asia/Jakarta", "UTC". Whether there
/// is such a zone is not known here.
bool is_zone(std::string_view text);

/// True for a PKCS#11 URI (RFC 7512) that names something and holds no PIN.
bool is_token_uri(std::string_view text);

}  // namespace breakglass::policy
