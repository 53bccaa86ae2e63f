#pragma once
// Base64 with padding (RFC 4648, 4), one spelling per value.

#include <optional>
#include <string>
#include <string_view>

#include <breakglass/ground/bytes.h>

namespace breakglass::signature {

/// Nothing when a character is foreign, padding is missing or surplus bits are set.
std::optional<Bytes> decode_base64(std::string_view text);
std::string encode_base64(ByteView bytes);

}  // namespace breakglass::signature
