#include "kinds.h"
#include "wire.h"

#include <sodium.h>

namespace breakglass::signature {

bool verify_ed25519(ByteView key_blob, ByteView value, ByteView signed_bytes) {
    WireReader reader(key_blob);
    if (!reader.string()) return false;
    const auto point = reader.string();
    if (!point || point->size() != crypto_sign_PUBLICKEYBYTES ||
        value.size() != crypto_sign_BYTES) {
        return false;
    }
    return crypto_sign_verify_detached(value.data(), signed_bytes.data(), signed_bytes.size(),
                                       point->data()) == 0;
}

}  // namespace breakglass::signature
