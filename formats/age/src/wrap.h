#pragma once
// What the stanza types share: sealing a file key under a wrap key, X25519, and their refusals.

#include <array>
#include <optional>

#include <breakglass/age/stanza.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::age {

using Point25519 = std::array<std::uint8_t, 32>;

/// Bytes of a stanza body: the file key and its tag.
inline constexpr std::size_t wrapped_key_bytes = file_key_bytes + 16;

/// ChaCha20-Poly1305 under a key that is used once, so that the nonce may be zero.
Bytes seal_once(const SecretBytes& key, ByteView nonce, ByteView aad, const SecretBytes& plaintext);
std::optional<SecretBytes> open_once(const SecretBytes& key, ByteView nonce, ByteView aad,
                                     ByteView sealed);

/// The same with the zero nonce and no further data, as age wraps file keys.
Bytes seal_file_key(const SecretBytes& wrap_key, const SecretBytes& file_key);
std::optional<SecretBytes> open_file_key(const SecretBytes& wrap_key, ByteView body);

/// The shared point; nothing when it is the neutral one (a low-order point was given).
std::optional<SecretBytes> x25519(const SecretBytes& scalar, const Point25519& point);
Point25519 x25519_base(const SecretBytes& scalar);

/// A canonical base64 argument of exactly 32 bytes.
std::optional<Point25519> point_argument(const std::string& argument);

/// AGE-STANZA-MALFORMED: "X25519 stanza: <what>".
Error stanza_malformed(const Stanza& stanza, const std::string& what);
/// Refuses a stanza with another number of arguments or another body than 32 bytes.
Status check_shape(const Stanza& stanza, std::size_t arguments);
/// AGE-LOW-ORDER.
Error low_order(const std::string& what);

}  // namespace breakglass::age
