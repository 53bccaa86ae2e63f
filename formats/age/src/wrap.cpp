#include "wrap.h"

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

#include <breakglass/encoding/base64.h>
#include <breakglass/ground/check.h>

namespace breakglass::age {

namespace {

constexpr std::array<std::uint8_t, crypto_aead_chacha20poly1305_IETF_NPUBBYTES> zero_nonce{};
constexpr std::size_t tag_bytes = crypto_aead_chacha20poly1305_IETF_ABYTES;

void check_key(const SecretBytes& key, ByteView nonce) {
    check(key.size() == crypto_aead_chacha20poly1305_IETF_KEYBYTES, "a wrap key of 32 bytes");
    check(nonce.size() == zero_nonce.size(), "a nonce of 12 bytes");
}

}  // namespace

Bytes seal_once(const SecretBytes& key, ByteView nonce, ByteView aad,
                const SecretBytes& plaintext) {
    check_key(key, nonce);
    Bytes sealed(plaintext.size() + tag_bytes);
    const int done = crypto_aead_chacha20poly1305_ietf_encrypt(
        sealed.data(), nullptr, plaintext.expose().data(), plaintext.size(), aad.data(), aad.size(),
        nullptr, nonce.data(), key.expose().data());
    check(done == 0, "ChaCha20-Poly1305 cannot fail to seal");
    return sealed;
}

std::optional<SecretBytes> open_once(const SecretBytes& key, ByteView nonce, ByteView aad,
                                     ByteView sealed) {
    check_key(key, nonce);
    if (sealed.size() < tag_bytes) return std::nullopt;
    SecretBytes plaintext(sealed.size() - tag_bytes);
    const int done = crypto_aead_chacha20poly1305_ietf_decrypt(
        plaintext.expose_mut().data(), nullptr, nullptr, sealed.data(), sealed.size(), aad.data(),
        aad.size(), nonce.data(), key.expose().data());
    if (done != 0) return std::nullopt;
    return plaintext;
}

Bytes seal_file_key(const SecretBytes& wrap_key, const SecretBytes& file_key) {
    check(file_key.size() == file_key_bytes, "a file key of 16 bytes");
    return seal_once(wrap_key, zero_nonce, {}, file_key);
}

std::optional<SecretBytes> open_file_key(const SecretBytes& wrap_key, ByteView body) {
    check(body.size() == wrapped_key_bytes, "the body was measured before");
    return open_once(wrap_key, zero_nonce, {}, body);
}

std::optional<SecretBytes> x25519(const SecretBytes& scalar, const Point25519& point) {
    check(scalar.size() == crypto_scalarmult_SCALARBYTES, "a scalar of 32 bytes");
    SecretBytes shared(crypto_scalarmult_BYTES);
    const int done =
        crypto_scalarmult(shared.expose_mut().data(), scalar.expose().data(), point.data());
    // libsodium says so itself, but whether it does depends on its build
    if (done != 0 || sodium_is_zero(shared.expose().data(), shared.size()) != 0)
        return std::nullopt;
    return shared;
}

Point25519 x25519_base(const SecretBytes& scalar) {
    check(scalar.size() == crypto_scalarmult_SCALARBYTES, "a scalar of 32 bytes");
    Point25519 point{};
    check(crypto_scalarmult_base(point.data(), scalar.expose().data()) == 0, "X25519 base point");
    return point;
}

std::optional<Point25519> point_argument(const std::string& argument) {
    const auto bytes = encoding::from_base64(argument);
    if (!bytes || bytes->size() != std::tuple_size_v<Point25519>) return std::nullopt;
    Point25519 point{};
    std::ranges::copy(*bytes, point.begin());
    return point;
}

Error stanza_malformed(const Stanza& stanza, const std::string& what) {
    return {ErrorKind::unverified, "AGE-STANZA-MALFORMED",
            fmt::format("{} stanza of the age header: {}", stanza.type, what), ""};
}

Status check_shape(const Stanza& stanza, std::size_t arguments) {
    if (stanza.arguments.size() != arguments) {
        return stanza_malformed(stanza, fmt::format("{} arguments after the type, expected {}",
                                                    stanza.arguments.size(), arguments));
    }
    // Measured before it is opened: a longer body could be made to open under many keys.
    if (stanza.body.size() != wrapped_key_bytes) {
        return stanza_malformed(stanza, fmt::format("the wrapped key has {} bytes, expected {}",
                                                    stanza.body.size(), wrapped_key_bytes));
    }
    return {};
}

Error low_order(const std::string& what) {
    return {ErrorKind::unverified, "AGE-LOW-ORDER",
            what + " is a point of low order, which gives everybody the same key", ""};
}

}  // namespace breakglass::age
