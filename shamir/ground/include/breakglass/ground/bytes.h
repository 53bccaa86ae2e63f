#pragma once
// Bytes that are not secret, and the view every parser takes.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace breakglass {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The bytes of a text, without a copy.
inline ByteView as_bytes(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Bytes read as text, without a copy; the encoding is the caller's concern.
inline std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Compares without a branch on the content; lengths are public.
bool equal_constant_time(ByteView a, ByteView b);

/// Lower-case hexadecimal. Not for secrets: the result is a plain string.
std::string to_hex(ByteView bytes);

/// Adds bytes at the end.
inline void append(Bytes& to, ByteView bytes) {
    to.insert(to.end(), bytes.begin(), bytes.end());
}

}  // namespace breakglass
