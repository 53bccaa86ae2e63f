#include <algorithm>

#include <botan/mac.h>
#include <botan/pwdhash.h>

#include <breakglass/ground/check.h>
#include <breakglass/ground/kdf.h>

namespace breakglass {

namespace {

constexpr std::size_t hash_bytes = 32;

}  // namespace

Hash256 hmac_sha256(ByteView key, ByteView message) {
    auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SHA-256)");
    mac->set_key(key.data(), key.size());
    mac->update(message.data(), message.size());
    Hash256 tag{};
    mac->final(tag.data());
    return tag;
}

SecretBytes hkdf_sha256_extract(ByteView salt, ByteView key) {
    static constexpr std::uint8_t zeros[hash_bytes] = {};
    auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SHA-256)");
    if (salt.empty()) {
        mac->set_key(zeros, sizeof zeros);
    } else {
        mac->set_key(salt.data(), salt.size());
    }
    mac->update(key.data(), key.size());
    SecretBytes pseudorandom_key(hash_bytes);
    mac->final(pseudorandom_key.expose_mut().data());
    return pseudorandom_key;
}

SecretBytes hkdf_sha256_expand(const SecretBytes& pseudorandom_key, ByteView info,
                               std::size_t size) {
    // RFC 5869, 2.3: the output is at most 255 hashes long
    check(size > 0 && size <= 255 * hash_bytes, "HKDF output length");
    auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(SHA-256)");
    mac->set_key(pseudorandom_key.expose().data(), pseudorandom_key.size());
    SecretBytes out(size);
    SecretBytes block(hash_bytes);
    std::size_t done = 0;
    for (std::uint8_t counter = 1; done < size; ++counter) {
        if (counter > 1) mac->update(block.expose().data(), hash_bytes);
        mac->update(info.data(), info.size());
        mac->update(counter);
        mac->final(block.expose_mut().data());
        const std::size_t count = std::min(hash_bytes, size - done);
        std::ranges::copy(block.expose().first(count), out.expose_mut().subspan(done).begin());
        done += count;
    }
    return out;
}

SecretBytes hkdf_sha256(const SecretBytes& key, ByteView salt, std::string_view info,
                        std::size_t size) {
    return hkdf_sha256_expand(hkdf_sha256_extract(salt, key.expose()), as_bytes(info), size);
}

SecretBytes pbkdf2_hmac_sha256(const SecretBytes& passphrase, ByteView salt, std::size_t iterations,
                               std::size_t size) {
    check(iterations > 0 && size > 0, "PBKDF2 parameters");
    auto family = Botan::PasswordHashFamily::create_or_throw("PBKDF2(SHA-256)");
    auto hash = family->from_params(iterations);
    SecretBytes out(size);
    const ByteView words = passphrase.expose();
    // an empty span may carry a null pointer, which Botan would hand to memcpy
    const char* text = words.empty() ? "" : reinterpret_cast<const char*>(words.data());
    hash->derive_key(out.expose_mut().data(), size, text, words.size(), salt.data(), salt.size());
    return out;
}

}  // namespace breakglass
