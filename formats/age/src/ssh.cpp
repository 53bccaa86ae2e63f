#include "ssh_key.h"
#include "wrap.h"

#include <algorithm>

#include <sodium.h>

#include <breakglass/age/ssh.h>
#include <breakglass/encoding/base64.h>
#include <breakglass/ground/check.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/kdf.h>

namespace breakglass::age {

namespace {

constexpr std::string_view label = "age-encryption.org/v1/ssh-ed25519";
constexpr std::size_t tag_bytes = 4;

/// What names the recipient in a stanza: the start of the key's SHA-256, so not anonymous.
std::string tag_of(ByteView wire) {
    const Hash256 hash = sha256(wire);
    return encoding::to_base64(ByteView(hash).first(tag_bytes));
}

/// The X25519 shared point, multiplied by a public number that binds the SSH key.
std::optional<SecretBytes> tweaked(const std::optional<SecretBytes>& shared, ByteView wire) {
    if (!shared) return std::nullopt;
    const SecretBytes tweak = hkdf_sha256(SecretBytes(), wire, label);
    Point25519 point{};
    std::ranges::copy(shared->expose(), point.begin());
    auto bound = x25519(tweak, point);
    wipe(point);
    return bound;
}

SecretBytes wrap_key(const SecretBytes& shared, const Point25519& share,
                     const Point25519& recipient) {
    Bytes salt(share.begin(), share.end());
    append(salt, recipient);
    return hkdf_sha256(shared, salt, label);
}

Error unknown_recipient() {
    return {ErrorKind::usage, "AGE-RECIPIENT-UNKNOWN",
            "this is not an ssh-ed25519 public key, or it was not copied exactly", ""};
}

}  // namespace

Result<SshRecipient> SshRecipient::from_key(std::span<const std::uint8_t, 32> ed25519) {
    SshRecipient recipient;
    std::ranges::copy(ed25519, recipient.ed25519_.begin());
    const int done =
        crypto_sign_ed25519_pk_to_curve25519(recipient.point_.data(), recipient.ed25519_.data());
    if (done != 0) return unknown_recipient();
    return recipient;
}

Result<SshRecipient> SshRecipient::parse(std::string_view line) {
    const std::size_t space = line.find(' ');
    if (line.substr(0, space) != ssh_ed25519 || space == std::string_view::npos) {
        return unknown_recipient();
    }
    std::string_view key = line.substr(space + 1);
    key = key.substr(0, key.find_first_of(" \t\r\n"));
    const auto wire = encoding::from_base64_padded(key);
    const auto ed25519 = wire ? parse_ssh_wire(*wire) : std::nullopt;
    if (!ed25519) return unknown_recipient();
    return from_key(*ed25519);
}

Bytes SshRecipient::wire() const {
    return ssh_wire(ed25519_);
}

std::string SshRecipient::text() const {
    return std::string(ssh_ed25519) + ' ' + encoding::to_base64_padded(wire());
}

Result<Stanza> SshRecipient::wrap(const SecretBytes& file_key, Randomness& randomness) const {
    const SecretBytes ephemeral = random_secret(32, randomness);
    const auto shared = tweaked(x25519(ephemeral, point_), wire());
    if (!shared) return low_order("the recipient");
    const Point25519 share = x25519_base(ephemeral);
    return Stanza{std::string(ssh_ed25519),
                  {tag_of(wire()), encoding::to_base64(share)},
                  seal_file_key(wrap_key(*shared, share, point_), file_key)};
}

Result<SshIdentity> SshIdentity::parse(ByteView file, const AskPassphrase& passphrase) {
    const auto key = parse_ssh_private_key(file, passphrase);
    if (!key) return key.error();
    auto recipient = SshRecipient::from_key(key->key);
    if (!recipient) return std::move(recipient).error();
    SecretBytes hash(crypto_hash_sha512_BYTES);
    crypto_hash_sha512(hash.expose_mut().data(), key->seed.expose().data(), key->seed.size());
    hash.shrink(crypto_scalarmult_SCALARBYTES);  // RFC 8032, 5.1.5: the first half is the scalar
    return SshIdentity(std::move(hash), std::move(*recipient));
}

Result<std::optional<SecretBytes>> SshIdentity::unwrap(std::span<const Stanza> stanzas) const {
    const Bytes wire = recipient_.wire();
    for (const Stanza& stanza : stanzas) {
        if (stanza.type != ssh_ed25519) continue;
        if (const Status shape = check_shape(stanza, 2); !shape) return shape.error();
        const auto share = point_argument(stanza.arguments[1]);
        if (!share) return stanza_malformed(stanza, "its key share is not 32 bytes of base64");
        if (stanza.arguments[0] != tag_of(wire)) continue;
        const auto shared = tweaked(x25519(scalar_, *share), wire);
        if (!shared) return low_order("the key share of an ssh-ed25519 stanza");
        auto file_key = open_file_key(wrap_key(*shared, *share, recipient_.point_), stanza.body);
        if (file_key) return file_key;
    }
    return std::optional<SecretBytes>();
}

}  // namespace breakglass::age
