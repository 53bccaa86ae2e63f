#include <algorithm>

#include <sodium.h>

#include <breakglass/encoding/base64.h>
#include <breakglass/ground/hash.h>
#include <breakglass/note/note.h>

namespace breakglass::note {

namespace {

// C2SP signed-note: the type byte of an Ed25519 key
constexpr std::uint8_t ed25519 = 0x01;
constexpr std::string_view private_prefix = "PRIVATE+KEY+";

Error bad_key(const std::string& what) {
    return {ErrorKind::usage, "NOTE-KEY", what, ""};
}

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Status check_name(std::string_view name) {
    const bool fits = !name.empty() && name.size() <= 255 && std::ranges::none_of(name, [](char c) {
        return c == '+' || is_space(c) || static_cast<unsigned char>(c) < 0x21 || c == 0x7f;
    });
    if (fits) return {};
    return bad_key("a key's name has 1 to 255 characters and neither white space nor \"+\"");
}

KeyHash hash_of(std::string_view name, std::span<const std::uint8_t, 32> public_key) {
    Bytes hashed;
    append(hashed, as_bytes(name));
    hashed.push_back('\n');
    hashed.push_back(ed25519);
    append(hashed, public_key);
    const Hash256 digest = sha256(hashed);
    KeyHash hash{};
    std::copy_n(digest.begin(), hash.size(), hash.begin());
    return hash;
}

/// Splits "name+hash+key" at its first two "+": Base64 may hold more of them.
struct KeyParts {
    std::string_view name;
    std::string_view hash;
    std::string_view key;
};

std::optional<KeyParts> split_key(std::string_view text) {
    const std::size_t first = text.find('+');
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = text.find('+', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    return KeyParts{text.substr(0, first), text.substr(first + 1, second - first - 1),
                    text.substr(second + 1)};
}

}  // namespace

Result<Verifier> Verifier::make(std::string name, std::span<const std::uint8_t, 32> public_key) {
    if (auto fits = check_name(name); !fits) return std::move(fits).error();
    Verifier verifier;
    verifier.hash_ = hash_of(name, public_key);
    verifier.name_ = std::move(name);
    std::ranges::copy(public_key, verifier.public_key_.begin());
    return verifier;
}

Result<Verifier> Verifier::parse(std::string_view text) {
    const auto parts = split_key(text);
    if (!parts) return bad_key("a verifier key reads name+hash+base64");
    const auto key = encoding::from_base64_padded(parts->key);
    if (!key || key->size() != 33 || key->front() != ed25519) {
        return bad_key("a verifier key of the kind Ed25519 was expected");
    }
    auto verifier = make(std::string(parts->name), std::span(*key).subspan<1, 32>());
    if (verifier && to_hex(verifier->hash_) != parts->hash) {
        return bad_key("the hash of the verifier key does not match its name and key");
    }
    return verifier;
}

std::string Verifier::text() const {
    Bytes typed{ed25519};
    append(typed, public_key_);
    return name_ + "+" + to_hex(hash_) + "+" + encoding::to_base64_padded(typed);
}

Result<Signer> Signer::generate(std::string name, Randomness& randomness) {
    SecretBytes seed = random_secret(crypto_sign_SEEDBYTES, randomness);
    SecretBytes secret_key(crypto_sign_SECRETKEYBYTES);
    std::array<std::uint8_t, 32> public_key{};
    crypto_sign_seed_keypair(public_key.data(), secret_key.expose_mut().data(),
                             seed.expose().data());
    auto verifier = Verifier::make(std::move(name), public_key);
    if (!verifier) return std::move(verifier).error();
    return Signer(std::move(seed), *std::move(verifier));
}

Result<Signer> Signer::parse(ByteView text) {
    const Error refused = bad_key("a signing key reads PRIVATE+KEY+name+hash+base64");
    // Only the name and the hash are looked at as text; the key itself goes to locked memory.
    std::string_view rest = as_text(text);
    if (!rest.starts_with(private_prefix)) return refused;
    rest.remove_prefix(private_prefix.size());
    const auto parts = split_key(rest);
    if (!parts) return refused;
    const auto key = encoding::secret_from_base64_padded(as_bytes(parts->key));
    if (!key || key->size() != 33 || key->expose()[0] != ed25519) return refused;
    SecretBytes seed = SecretBytes::copy_of(key->expose().subspan(1));
    SecretBytes secret_key(crypto_sign_SECRETKEYBYTES);
    std::array<std::uint8_t, 32> public_key{};
    crypto_sign_seed_keypair(public_key.data(), secret_key.expose_mut().data(),
                             seed.expose().data());
    auto verifier = Verifier::make(std::string(parts->name), public_key);
    if (!verifier) return std::move(verifier).error();
    if (to_hex(verifier->hash()) != parts->hash) {
        return bad_key("the hash of the signing key does not match its name and key");
    }
    return Signer(std::move(seed), *std::move(verifier));
}

SecretBytes Signer::text() const {
    const std::string start =
        std::string(private_prefix) + verifier_.name() + "+" + to_hex(verifier_.hash()) + "+";
    // Base64 of 33 bytes: 44 characters, no padding; libsodium's encoder has no secret index.
    SecretBytes typed(33);
    typed.expose_mut()[0] = ed25519;
    std::ranges::copy(seed_.expose(), typed.expose_mut().subspan(1).begin());
    constexpr std::size_t encoded = 44;
    SecretBytes text(start.size() + encoded + 1);
    std::ranges::copy(as_bytes(start), text.expose_mut().begin());
    sodium_bin2base64(reinterpret_cast<char*>(text.expose_mut().subspan(start.size()).data()),
                      encoded + 1, typed.expose().data(), typed.size(),
                      sodium_base64_VARIANT_ORIGINAL);
    text.shrink(start.size() + encoded);
    return text;
}

std::array<std::uint8_t, 64> Signer::sign(ByteView message) const {
    SecretBytes secret_key(crypto_sign_SECRETKEYBYTES);
    std::array<std::uint8_t, 32> public_key{};
    crypto_sign_seed_keypair(public_key.data(), secret_key.expose_mut().data(),
                             seed_.expose().data());
    std::array<std::uint8_t, 64> value{};
    crypto_sign_detached(value.data(), nullptr, message.data(), message.size(),
                         secret_key.expose().data());
    return value;
}

}  // namespace breakglass::note
