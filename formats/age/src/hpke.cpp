#include "wrap.h"

#include <algorithm>

#include <breakglass/age/hpke.h>
#include <breakglass/ground/check.h>
#include <breakglass/ground/kdf.h>

namespace breakglass::age {

namespace {

constexpr std::uint8_t mode_base = 0x00;
constexpr std::size_t key_bytes = 32;    // Nk of ChaCha20Poly1305, Nh, Nsecret and Nsk alike
constexpr std::size_t nonce_bytes = 12;  // Nn

// RFC 9180, 4.1: "KEM" || 0x0010; 5.1: "HPKE" || 0x0010 || 0x0001 || 0x0003
constexpr std::string_view kem_suite{"KEM\x00\x10", 5};
constexpr std::string_view hpke_suite{"HPKE\x00\x10\x00\x01\x00\x03", 10};

/// RFC 9180, 4: everything is bound to the version, the suite and a label.
std::string labelled(std::string_view suite, std::string_view label) {
    std::string text = "HPKE-v1";
    text += suite;
    text += label;
    return text;
}

SecretBytes labelled_extract(std::string_view suite, ByteView salt, std::string_view label,
                             ByteView material) {
    const std::string front = labelled(suite, label);
    SecretBytes input(front.size() + material.size());
    const auto rest = std::ranges::copy(front, input.expose_mut().begin()).out;
    std::ranges::copy(material, rest);
    return hkdf_sha256_extract(salt, input.expose());
}

SecretBytes labelled_expand(std::string_view suite, const SecretBytes& key, std::string_view label,
                            ByteView info, std::size_t size) {
    Bytes input;
    input.push_back(static_cast<std::uint8_t>(size >> 8U));
    input.push_back(static_cast<std::uint8_t>(size));
    append(input, as_bytes(labelled(suite, label)));
    append(input, info);
    return hkdf_sha256_expand(key, input, size);
}

/// RFC 9180, 7.1.3.
SoftwareP256Key derive_key_pair(const SecretBytes& seed) {
    check(seed.size() >= key_bytes, "a seed of 32 bytes or more");
    const SecretBytes root = labelled_extract(kem_suite, {}, "dkp_prk", seed.expose());
    for (unsigned counter = 0; counter <= 255; ++counter) {
        const Bytes number = {static_cast<std::uint8_t>(counter)};
        auto key = SoftwareP256Key::from_scalar(
            labelled_expand(kem_suite, root, "candidate", number, key_bytes));
        if (key) return std::move(*key);
    }
    // RFC 9180, 7.1.3: the probability is 2^-8192
    stop_on_bug("HPKE found no key", __FILE__, __LINE__);
}

/// ExtractAndExpand (RFC 9180, 4.1).
SecretBytes shared_secret(const SecretBytes& agreed, const P256Point& encapsulated,
                          const P256Point& recipient) {
    Bytes context(encapsulated.begin(), encapsulated.end());
    append(context, recipient);
    const SecretBytes root = labelled_extract(kem_suite, {}, "eae_prk", agreed.expose());
    return labelled_expand(kem_suite, root, "shared_secret", context, key_bytes);
}

struct MessageKey {
    SecretBytes key;
    SecretBytes nonce;
};

/// KeySchedule in base mode (RFC 9180, 5.1), for message 0.
MessageKey key_schedule(const SecretBytes& shared, std::string_view info) {
    Bytes context(1, mode_base);
    context.reserve(1 + 2 * key_bytes);
    append(context, labelled_extract(hpke_suite, {}, "psk_id_hash", {}).expose());
    append(context, labelled_extract(hpke_suite, {}, "info_hash", as_bytes(info)).expose());
    const SecretBytes secret = labelled_extract(hpke_suite, shared.expose(), "secret", {});
    return {labelled_expand(hpke_suite, secret, "key", context, key_bytes),
            labelled_expand(hpke_suite, secret, "base_nonce", context, nonce_bytes)};
}

}  // namespace

HpkeMessage hpke_seal(const P256Point& recipient, std::string_view info, ByteView aad,
                      const SecretBytes& plaintext, const SecretBytes& seed) {
    const SoftwareP256Key ephemeral = derive_key_pair(seed);
    const auto agreed = ephemeral.agree(recipient);
    check(static_cast<bool>(agreed), "a key in memory cannot fail to agree");
    const SecretBytes shared = shared_secret(*agreed, ephemeral.point(), recipient);
    const MessageKey message = key_schedule(shared, info);
    return {ephemeral.point(), seal_once(message.key, message.nonce.expose(), aad, plaintext)};
}

Result<std::optional<SecretBytes>> hpke_open(const P256Agreement& key,
                                             const P256Point& encapsulated, std::string_view info,
                                             ByteView aad, ByteView ciphertext) {
    const auto agreed = key.agree(encapsulated);
    if (!agreed) return agreed.error();
    check(agreed->size() == key_bytes, "an x coordinate of 32 bytes");
    const SecretBytes shared = shared_secret(*agreed, encapsulated, key.point());
    const MessageKey message = key_schedule(shared, info);
    return open_once(message.key, message.nonce.expose(), aad, ciphertext);
}

}  // namespace breakglass::age
