#include "kinds.h"

#include <sodium.h>

namespace breakglass::signature {

Status check_ed25519(const Kind& kind, WireReader key) {
    // RFC 8709, section 4: one string of 32 bytes
    const auto point = key.string();
    if (point && point->size() == crypto_sign_PUBLICKEYBYTES && key.at_end()) return {};
    return malformed_key(kind, "it is not 32 bytes and nothing after them");
}

bool ed25519_matches(ByteView point, ByteView value, ByteView signed_bytes) {
    if (point.size() != crypto_sign_PUBLICKEYBYTES || value.size() != crypto_sign_BYTES) {
        return false;
    }
    return crypto_sign_verify_detached(value.data(), signed_bytes.data(), signed_bytes.size(),
                                       point.data()) == 0;
}

bool ed25519_proves(const Kind& /*kind*/, WireReader key, const SshSignature& signature,
                    ByteView signed_bytes) {
    const auto point = key.string();
    return point && ed25519_matches(*point, signature.value, signed_bytes);
}

}  // namespace breakglass::signature
