#pragma once
// HPKE in base mode, one message per key: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256,
// ChaCha20Poly1305. Source: RFC 9180.

#include <optional>
#include <string_view>

#include <breakglass/age/p256.h>
#include <breakglass/ground/bytes.h>

namespace breakglass::age {

struct HpkeMessage {
    P256Point encapsulated{};  // "enc"
    Bytes ciphertext;          // 16 bytes longer than the plaintext
};

/// SealBase (RFC 9180, 6.1). seed: the input of DeriveKeyPair (7.1.3), at least 32 bytes, secret,
/// and never used for another message.
HpkeMessage hpke_seal(const P256Point& recipient, std::string_view info, ByteView aad,
                      const SecretBytes& plaintext, const SecretBytes& seed);

/// OpenBase; nothing when the message is not for this key or was changed. Errors: the key's own.
Result<std::optional<SecretBytes>> hpke_open(const P256Agreement& key,
                                             const P256Point& encapsulated, std::string_view info,
                                             ByteView aad, ByteView ciphertext);

}  // namespace breakglass::age
