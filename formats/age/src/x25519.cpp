#include "wrap.h"

#include <algorithm>

#include <breakglass/age/x25519.h>
#include <breakglass/encoding/base64.h>
#include <breakglass/encoding/bech32.h>
#include <breakglass/ground/check.h>
#include <breakglass/ground/kdf.h>

namespace breakglass::age {

namespace {

constexpr std::string_view type = "X25519";
constexpr std::string_view label = "age-encryption.org/v1/X25519";
constexpr std::string_view recipient_prefix = "age";
constexpr std::string_view identity_prefix = "AGE-SECRET-KEY-";
constexpr std::size_t key_bytes = 32;

SecretBytes wrap_key(const SecretBytes& shared, const Point25519& share,
                     const Point25519& recipient) {
    Bytes salt(share.begin(), share.end());
    append(salt, recipient);
    return hkdf_sha256(shared, salt, label);
}

}  // namespace

X25519Recipient::X25519Recipient(std::span<const std::uint8_t, 32> point) {
    std::ranges::copy(point, point_.begin());
}

Result<X25519Recipient> X25519Recipient::parse(std::string_view text) {
    const auto read = encoding::from_bech32(text);
    if (!read || read->prefix != recipient_prefix || read->data.size() != key_bytes) {
        return Error{ErrorKind::usage, "AGE-RECIPIENT-UNKNOWN",
                     "this is not an age1... recipient, or it was not copied exactly", ""};
    }
    return X25519Recipient(ByteView(read->data).first<key_bytes>());
}

Result<Stanza> X25519Recipient::wrap(const SecretBytes& file_key, Randomness& randomness) const {
    return wrap_derived(file_key, random_secret(key_bytes, randomness));
}

Result<Stanza> X25519Recipient::wrap_derived(const SecretBytes& file_key,
                                             const SecretBytes& seed) const {
    const auto shared = x25519(seed, point_);
    if (!shared) return low_order("the recipient");
    const Point25519 share = x25519_base(seed);
    return Stanza{std::string(type),
                  {encoding::to_base64(share)},
                  seal_file_key(wrap_key(*shared, share, point_), file_key)};
}

std::string X25519Recipient::text() const {
    return encoding::to_bech32(recipient_prefix, point_);
}

X25519Identity::X25519Identity(SecretBytes secret)
    : secret_(std::move(secret)), recipient_(x25519_base(secret_)) {}

X25519Identity X25519Identity::generate(Randomness& randomness) {
    return X25519Identity(random_secret(key_bytes, randomness));
}

Result<X25519Identity> X25519Identity::parse(ByteView text) {
    auto secret = encoding::secret_from_bech32(identity_prefix, text);
    if (!secret || secret->size() != key_bytes) {
        return Error{ErrorKind::usage, "AGE-IDENTITY-UNKNOWN",
                     "this is not an AGE-SECRET-KEY-1... identity, or it was not copied exactly",
                     ""};
    }
    return X25519Identity(std::move(*secret));
}

SecretBytes X25519Identity::text() const {
    return encoding::secret_to_bech32(identity_prefix, secret_);
}

Result<std::optional<SecretBytes>> X25519Identity::unwrap(std::span<const Stanza> stanzas) const {
    for (const Stanza& stanza : stanzas) {
        if (stanza.type != type) continue;
        if (const Status shape = check_shape(stanza, 1); !shape) return shape.error();
        const auto share = point_argument(stanza.arguments[0]);
        if (!share) return stanza_malformed(stanza, "its argument is not 32 bytes of base64");
        const auto shared = x25519(secret_, *share);
        if (!shared) return low_order("the key share of an X25519 stanza");
        auto file_key = open_file_key(wrap_key(*shared, *share, recipient_.point()), stanza.body);
        if (file_key) return file_key;
    }
    return std::optional<SecretBytes>();
}

}  // namespace breakglass::age
