#include <botan/hash.h>
#include <sodium.h>

#include <breakglass/ground/check.h>
#include <breakglass/ground/hash.h>

namespace breakglass {

struct Sha256::State {
    std::unique_ptr<Botan::HashFunction> hash = Botan::HashFunction::create_or_throw("SHA-256");
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(ByteView bytes) {
    state_->hash->update(bytes.data(), bytes.size());
}

Hash256 Sha256::finish() {
    Hash256 digest{};
    state_->hash->final(digest.data());
    return digest;
}

Hash256 sha256(ByteView bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

Hash256 blake2b_256(std::string_view key, ByteView bytes) {
    check(!key.empty() && key.size() <= crypto_generichash_KEYBYTES_MAX, "BLAKE2b key length");
    Hash256 digest{};
    const ByteView label = as_bytes(key);
    crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), label.data(),
                       label.size());
    return digest;
}

}  // namespace breakglass
