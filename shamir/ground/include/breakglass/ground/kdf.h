#pragma once
// Keys from keys: HMAC-SHA256 (RFC 2104), HKDF-SHA256 (RFC 5869), PBKDF2-HMAC-SHA256 (RFC 8018).

#include <cstddef>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass {

/// A MAC that may be shown. key: any length.
Hash256 hmac_sha256(ByteView key, ByteView message);

/// size bytes, at most 8,160 (255 hashes, RFC 5869, 2.3). An empty salt means 32 zero bytes.
SecretBytes hkdf_sha256(const SecretBytes& key, ByteView salt, std::string_view info,
                        std::size_t size = 32);

/// The extract step alone (RFC 5869, 2.2); inputs as given.
SecretBytes hkdf_sha256_extract(ByteView salt, ByteView key);

/// The expand step alone (RFC 5869, 2.3). pseudorandom_key: 32 bytes; info may hold any byte.
SecretBytes hkdf_sha256_expand(const SecretBytes& pseudorandom_key, ByteView info,
                               std::size_t size);

/// size bytes from a passphrase. iterations: at least 1.
SecretBytes pbkdf2_hmac_sha256(const SecretBytes& passphrase, ByteView salt, std::size_t iterations,
                               std::size_t size);

}  // namespace breakglass
