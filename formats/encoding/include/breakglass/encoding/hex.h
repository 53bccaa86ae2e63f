#pragma once
// Hexadecimal with one spelling per value: lower case, two digits a byte. Writing bytes that are
// not secret is to_hex() in the ground room.

#include <optional>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::encoding {

/// Nothing when a digit is missing, foreign or in upper case.
std::optional<Bytes> from_hex(std::string_view text);

/// The same for a secret, without tables or branches on it.
std::optional<SecretBytes> secret_from_hex(ByteView text);

/// Lower-case digits in locked memory, without tables or branches.
SecretBytes secret_to_hex(const SecretBytes& bytes);

}  // namespace breakglass::encoding
