#include <sodium.h>

#include <breakglass/ground/check.h>
#include <breakglass/ground/random.h>

namespace breakglass {

namespace {

class SystemRandomness final : public Randomness {
  public:
    SystemRandomness() { check(sodium_init() >= 0, "libsodium could not start"); }
    void fill(std::span<std::uint8_t> out) override {
        if (!out.empty()) randombytes_buf(out.data(), out.size());
    }
};

}  // namespace

Randomness& system_randomness() {
    static SystemRandomness kernel;
    return kernel;
}

SecretBytes random_secret(std::size_t size, Randomness& randomness) {
    SecretBytes secret(size);
    randomness.fill(secret.expose_mut());
    return secret;
}

}  // namespace breakglass
