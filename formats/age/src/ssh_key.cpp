#include "ssh_key.h"

#include <algorithm>

#include <botan/pwdhash.h>
#include <botan/stream_cipher.h>
#include <sodium.h>

#include <breakglass/encoding/base64.h>
#include <breakglass/ground/check.h>

namespace breakglass::age {

namespace {

constexpr std::string_view begin_line = "-----BEGIN OPENSSH PRIVATE KEY-----";
constexpr std::string_view end_line = "-----END OPENSSH PRIVATE KEY-----";
constexpr std::string_view magic{"openssh-key-v1\0", 15};
constexpr std::size_t cipher_key_bytes = 32;
constexpr std::size_t cipher_block_bytes = 16;
constexpr std::size_t plain_block_bytes = 8;
// ssh-keygen writes 16 or 24; ten thousand take minutes
constexpr std::uint32_t max_rounds = 10'000;

Error broken(const char* what) {
    return {ErrorKind::usage, "AGE-SSH-KEY", std::string("the OpenSSH private key ") + what, ""};
}

Error other_kind(const char* what, const char* hint) {
    return {ErrorKind::usage, "AGE-SSH-KEY-KIND", std::string("the OpenSSH private key ") + what,
            hint};
}

Error wrong_passphrase() {
    return {ErrorKind::not_met, "AGE-PASSPHRASE", "the passphrase of the SSH key does not match",
            ""};
}

/// Takes the fields of RFC 4251, 5 off the front of bytes.
class Fields {
  public:
    explicit Fields(ByteView bytes) : rest_(bytes) {}
    std::optional<ByteView> take(std::size_t size) {
        if (rest_.size() < size) return std::nullopt;
        const ByteView taken = rest_.first(size);
        rest_ = rest_.subspan(size);
        return taken;
    }
    std::optional<std::uint32_t> number() {
        const auto bytes = take(4);
        if (!bytes) return std::nullopt;
        std::uint32_t value = 0;
        for (const std::uint8_t byte : *bytes)
            value = value << 8U | byte;
        return value;
    }
    std::optional<ByteView> field() {
        const auto size = number();
        return size ? take(*size) : std::nullopt;
    }
    ByteView rest() const { return rest_; }

  private:
    ByteView rest_;
};

void append_field(Bytes& to, ByteView bytes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    for (int shift = 24; shift >= 0; shift -= 8) {
        to.push_back(static_cast<std::uint8_t>(size >> static_cast<unsigned>(shift)));
    }
    append(to, bytes);
}

/// The binary inside the text form; line lengths are the writer's choice.
std::optional<SecretBytes> unwrap_text(ByteView file) {
    std::string_view text = as_text(file);
    const auto trim = [&text] {
        while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
            text.remove_suffix(1);
    };
    trim();
    if (!text.starts_with(begin_line) || !text.ends_with(end_line)) return std::nullopt;
    if (text.size() < begin_line.size() + end_line.size()) return std::nullopt;
    text = text.substr(begin_line.size(), text.size() - begin_line.size() - end_line.size());
    SecretBytes joined(text.size());
    std::size_t size = 0;
    for (const char c : text) {
        joined.expose_mut()[size] = static_cast<std::uint8_t>(c);
        size += c == '\n' || c == '\r' ? 0 : 1;
    }
    joined.shrink(size);
    return encoding::secret_from_base64_padded(joined.expose());
}

struct Envelope {
    ByteView cipher, kdf, kdf_options, public_key, sealed;
};

std::optional<Envelope> parse_envelope(ByteView bytes) {
    Fields fields(bytes);
    const auto start = fields.take(magic.size());
    if (!start || as_text(*start) != magic) return std::nullopt;
    const auto cipher = fields.field();
    const auto kdf = fields.field();
    const auto options = fields.field();
    const auto count = fields.number();
    const auto key = fields.field();
    const auto sealed = fields.field();
    if (!cipher || !kdf || !options || count != 1U || !key || !sealed) return std::nullopt;
    if (!fields.rest().empty()) return std::nullopt;
    return Envelope{*cipher, *kdf, *options, *key, *sealed};
}

/// What the passphrase gives: a cipher key and an initial counter block.
Result<SecretBytes> derive(const Envelope& envelope, const AskPassphrase& ask) {
    Fields options(envelope.kdf_options);
    const auto salt = options.field();
    const auto rounds = options.number();
    if (!salt || salt->empty() || !rounds || *rounds == 0 || !options.rest().empty()) {
        return broken("has malformed bcrypt options");
    }
    if (*rounds > max_rounds) return broken("asks for more than 10,000 rounds of bcrypt");
    check(static_cast<bool>(ask), "somebody to ask for the passphrase");
    const auto passphrase = ask();
    if (!passphrase) return passphrase.error();
    if (passphrase->empty()) return wrong_passphrase();
    SecretBytes derived(cipher_key_bytes + cipher_block_bytes);
    try {
        const auto family = Botan::PasswordHashFamily::create_or_throw("Bcrypt-PBKDF");
        const auto hash = family->from_params(*rounds);
        const ByteView words = passphrase->expose();
        hash->derive_key(derived.expose_mut().data(), derived.size(),
                         reinterpret_cast<const char*>(words.data()), words.size(), salt->data(),
                         salt->size());
    } catch (const std::exception&) {
        return broken("has bcrypt options that cannot be used");
    }
    return derived;
}

SecretBytes decrypt(const SecretBytes& derived, ByteView sealed) {
    const auto cipher = Botan::StreamCipher::create_or_throw("CTR-BE(AES-256)");
    cipher->set_key(derived.expose().data(), cipher_key_bytes);
    cipher->set_iv(derived.expose().data() + cipher_key_bytes, cipher_block_bytes);
    SecretBytes plain(sealed.size());
    cipher->cipher(sealed.data(), plain.expose_mut().data(), sealed.size());
    return plain;
}

/// The private part: two equal check numbers, the key, a comment, then 1, 2, 3... as padding.
Result<SshPrivateKey> parse_private_part(ByteView bytes, const Ed25519Key& expected) {
    Fields fields(bytes);
    (void)fields.take(8);  // the check numbers, compared by the caller
    const auto type = fields.field();
    const auto key = fields.field();
    const auto secret = fields.field();
    const auto comment = fields.field();
    if (!type || !key || !secret || !comment || as_text(*type) != ssh_ed25519) {
        return broken("is cut short or damaged");
    }
    std::uint8_t padding = 1;
    for (const std::uint8_t byte : fields.rest()) {
        if (byte != padding++) return broken("is damaged after its comment");
    }
    if (secret->size() != crypto_sign_SECRETKEYBYTES) return broken("is not of Ed25519's size");
    SshPrivateKey pair{SecretBytes::copy_of(secret->first(crypto_sign_SEEDBYTES)), expected};
    Ed25519Key made{};
    SecretBytes whole(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(made.data(), whole.expose_mut().data(), pair.seed.expose().data());
    const bool same = made == expected && std::ranges::equal(*key, expected) &&
                      std::ranges::equal(secret->subspan(crypto_sign_SEEDBYTES), expected);
    if (!same) return broken("does not belong to its public key");
    return pair;
}

bool check_numbers_match(ByteView plain) {
    return plain.size() >= 8 && equal_constant_time(plain.first(4), plain.subspan(4, 4));
}

}  // namespace

Bytes ssh_wire(const Ed25519Key& key) {
    Bytes wire;
    append_field(wire, as_bytes(ssh_ed25519));
    append_field(wire, key);
    return wire;
}

std::optional<Ed25519Key> parse_ssh_wire(ByteView wire) {
    Fields fields(wire);
    const auto type = fields.field();
    const auto bytes = fields.field();
    Ed25519Key key{};
    if (!type || as_text(*type) != ssh_ed25519 || !bytes || bytes->size() != key.size()) {
        return std::nullopt;
    }
    if (!fields.rest().empty()) return std::nullopt;
    std::ranges::copy(*bytes, key.begin());
    return key;
}

Result<SshPrivateKey> parse_ssh_private_key(ByteView file, const AskPassphrase& passphrase) {
    const auto binary = unwrap_text(file);
    if (!binary) return broken("is not whole");
    const auto envelope = parse_envelope(binary->expose());
    if (!envelope) return broken("is malformed");
    const auto key = parse_ssh_wire(envelope->public_key);
    if (!key) {
        return other_kind("is not of type ssh-ed25519, the only type that is read",
                          "ssh-keygen -t ed25519");
    }
    if (as_text(envelope->cipher) == "none" && as_text(envelope->kdf) == "none") {
        const bool whole = envelope->kdf_options.empty() &&
                           envelope->sealed.size() % plain_block_bytes == 0 &&
                           check_numbers_match(envelope->sealed);
        if (!whole) return broken("is malformed");
        return parse_private_part(envelope->sealed, *key);
    }
    if (as_text(envelope->cipher) != "aes256-ctr" || as_text(envelope->kdf) != "bcrypt") {
        return other_kind("is locked with a cipher other than aes256-ctr",
                          "ssh-keygen -p -Z aes256-ctr -f KEY-FILE");
    }
    if (envelope->sealed.size() % cipher_block_bytes != 0) return broken("is malformed");
    const auto derived = derive(*envelope, passphrase);
    if (!derived) return derived.error();
    const SecretBytes plain = decrypt(*derived, envelope->sealed);
    if (!check_numbers_match(plain.expose())) return wrong_passphrase();
    return parse_private_part(plain.expose(), *key);
}

}  // namespace breakglass::age
