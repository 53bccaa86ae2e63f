#pragma once
// Base64 with one spelling per value (RFC 4648, sections 3.5 and 4). Characters are mapped without
// tables or branches, so the same code serves secrets.

#include <optional>
#include <string>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::encoding {

/// Base64 without padding.
std::string to_base64(ByteView bytes);

/// Reads base64 without padding; nothing when a character is foreign (white space and "=" are),
/// the length is impossible or an unused bit is set.
std::optional<Bytes> from_base64(std::string_view text);

/// Base64 with padding, as PEM and SSH write it.
std::string to_base64_padded(ByteView bytes);

/// Reads base64 with padding; nothing when it is not the canonical spelling.
std::optional<Bytes> from_base64_padded(std::string_view text);

/// The same for a secret, never touching unlocked memory.
std::optional<SecretBytes> secret_from_base64_padded(ByteView text);

}  // namespace breakglass::encoding
