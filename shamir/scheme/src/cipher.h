#pragma once
// The passphrase cipher of the standard: four Feistel rounds over PBKDF2.
// Source: SLIP-0039, "Encryption of the master secret".

#include <cstdint>

#include <breakglass/ground/secret_bytes.h>

namespace breakglass::slip39 {

struct CipherSetup {
    std::uint16_t identifier = 0;
    bool extendable = false;
    std::uint8_t iteration_exponent = 0;
};

/// secret: an even number of bytes.
SecretBytes encrypt(const SecretBytes& secret, const SecretBytes& passphrase,
                    const CipherSetup& setup);
SecretBytes decrypt(const SecretBytes& encrypted, const SecretBytes& passphrase,
                    const CipherSetup& setup);

}  // namespace breakglass::slip39
