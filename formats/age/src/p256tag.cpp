#include "wrap.h"

#include <algorithm>

#include <breakglass/age/hpke.h>
#include <breakglass/age/p256tag.h>
#include <breakglass/encoding/base64.h>
#include <breakglass/encoding/bech32.h>
#include <breakglass/ground/check.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/kdf.h>

namespace breakglass::age {

namespace {

constexpr std::string_view type = "p256tag";
constexpr std::string_view label = "age-encryption.org/p256tag";
constexpr std::string_view recipient_prefix = "age1tag";
constexpr std::size_t tag_bytes = 4;
constexpr std::size_t seed_bytes = 32;

Bytes tag_of(const P256Point& recipient, ByteView encapsulated) {
    const Hash256 hash = sha256(compress(recipient));
    Bytes input(encapsulated.begin(), encapsulated.end());
    append(input, ByteView(hash).first(tag_bytes));
    const SecretBytes whole = hkdf_sha256_extract(as_bytes(label), input);
    const ByteView tag = whole.expose().first(tag_bytes);
    return {tag.begin(), tag.end()};
}

}  // namespace

Result<P256TagRecipient> P256TagRecipient::parse(std::string_view text) {
    const auto read = encoding::from_bech32(text);
    if (read && read->prefix == recipient_prefix &&
        read->data.size() == std::tuple_size_v<P256CompressedPoint>) {
        const auto point = p256_point(read->data);
        if (point) return P256TagRecipient(*point);
    }
    return Error{ErrorKind::usage, "AGE-RECIPIENT-UNKNOWN",
                 "this is not an age1tag1... recipient, or it was not copied exactly", ""};
}

Result<Stanza> P256TagRecipient::wrap(const SecretBytes& file_key, Randomness& randomness) const {
    return wrap_derived(file_key, random_secret(seed_bytes, randomness));
}

Result<Stanza> P256TagRecipient::wrap_derived(const SecretBytes& file_key,
                                              const SecretBytes& seed) const {
    check(file_key.size() == file_key_bytes, "a file key of 16 bytes");
    HpkeMessage message = hpke_seal(point_, label, {}, file_key, seed);
    return Stanza{std::string(type),
                  {encoding::to_base64(tag_of(point_, message.encapsulated)),
                   encoding::to_base64(message.encapsulated)},
                  std::move(message.ciphertext)};
}

std::string P256TagRecipient::text() const {
    return encoding::to_bech32(recipient_prefix, compress(point_));
}

P256TagIdentity::P256TagIdentity(std::unique_ptr<const P256Agreement> key) : key_(std::move(key)) {
    check(key_ != nullptr, "a P-256 key");
}

Result<std::optional<SecretBytes>> P256TagIdentity::unwrap(std::span<const Stanza> stanzas) const {
    for (const Stanza& stanza : stanzas) {
        if (stanza.type != type) continue;
        if (const Status shape = check_shape(stanza, 2); !shape) return shape.error();
        const auto tag = encoding::from_base64(stanza.arguments[0]);
        if (!tag || tag->size() != tag_bytes) {
            return stanza_malformed(stanza, "its tag is not 4 bytes of base64");
        }
        const auto encoded = encoding::from_base64(stanza.arguments[1]);
        if (!encoded || encoded->size() != std::tuple_size_v<P256Point>) {
            return stanza_malformed(stanza, "its key share is not 65 bytes of base64");
        }
        if (tag_of(key_->point(), *encoded) != *tag) continue;
        const auto encapsulated = p256_point(*encoded);
        if (!encapsulated) {
            return Error{ErrorKind::unverified, "AGE-POINT",
                         "the key share of a p256tag stanza is not a point of the curve", ""};
        }
        auto file_key = hpke_open(*key_, *encapsulated, label, {}, stanza.body);
        if (!file_key) return std::move(file_key).error();
        // Tags are short: another key's tag may equal ours, and then the body does not open.
        if (*file_key) return file_key;
    }
    return std::optional<SecretBytes>();
}

}  // namespace breakglass::age
