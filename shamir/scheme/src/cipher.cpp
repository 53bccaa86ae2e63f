#include "cipher.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <breakglass/ground/check.h>
#include <breakglass/ground/kdf.h>

namespace breakglass::slip39 {

namespace {

constexpr std::string_view salt_label = "shamir";
constexpr std::size_t iterations_per_round = 10'000 / 4;
using Rounds = std::array<std::uint8_t, 4>;

SecretBytes round_salt(ByteView half, const CipherSetup& setup) {
    // an extendable set leaves its identifier out, so that further sets can join the same secret
    const std::size_t label_bytes = setup.extendable ? 0 : salt_label.size() + 2;
    SecretBytes salt(label_bytes + half.size());
    if (!setup.extendable) {
        std::ranges::copy(as_bytes(salt_label), salt.expose_mut().begin());
        salt.expose_mut()[salt_label.size()] = static_cast<std::uint8_t>(setup.identifier >> 8);
        salt.expose_mut()[salt_label.size() + 1] = static_cast<std::uint8_t>(setup.identifier);
    }
    std::ranges::copy(half, salt.expose_mut().subspan(label_bytes).begin());
    return salt;
}

SecretBytes feistel(const SecretBytes& input, const SecretBytes& passphrase,
                    const CipherSetup& setup, const Rounds& rounds) {
    check(!input.empty() && input.size() % 2 == 0, "the cipher takes two equal halves");
    const std::size_t half = input.size() / 2;
    SecretBytes left = SecretBytes::copy_of(input.expose().first(half));
    SecretBytes right = SecretBytes::copy_of(input.expose().last(half));
    SecretBytes password(1 + passphrase.size());
    std::ranges::copy(passphrase.expose(), password.expose_mut().subspan(1).begin());
    for (const std::uint8_t round : rounds) {
        password.expose_mut()[0] = round;
        const SecretBytes salt = round_salt(right.expose(), setup);
        const SecretBytes mask = pbkdf2_hmac_sha256(
            password, salt.expose(), iterations_per_round << setup.iteration_exponent, half);
        for (std::size_t at = 0; at < half; ++at)
            left.expose_mut()[at] ^= mask.expose()[at];
        std::swap(left, right);
    }
    SecretBytes output(input.size());
    std::ranges::copy(right.expose(), output.expose_mut().begin());
    std::ranges::copy(left.expose(), output.expose_mut().subspan(half).begin());
    return output;
}

}  // namespace

SecretBytes encrypt(const SecretBytes& secret, const SecretBytes& passphrase,
                    const CipherSetup& setup) {
    return feistel(secret, passphrase, setup, Rounds{0, 1, 2, 3});
}

SecretBytes decrypt(const SecretBytes& encrypted, const SecretBytes& passphrase,
                    const CipherSetup& setup) {
    return feistel(encrypted, passphrase, setup, Rounds{3, 2, 1, 0});
}

}  // namespace breakglass::slip39
