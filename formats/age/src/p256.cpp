// P-256 through Botan. Everything that differs between Botan 2.19 and 3.x stands in this file.

#include <algorithm>

#include <botan/bigint.h>
#include <botan/ec_group.h>
#include <botan/ecdh.h>
#include <botan/pubkey.h>
#include <botan/system_rng.h>
#include <botan/version.h>

#include <breakglass/age/p256.h>
#include <breakglass/ground/check.h>

namespace breakglass::age {

namespace {

constexpr std::size_t coordinate_bytes = 32;

// FIPS 186-4, D.1.2.3
constexpr std::array<std::uint8_t, 32> group_order = {
    0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51};

/// id-ecDH over the named curve 1.2.840.10045.3.1.7, as both versions of Botan read it.
Botan::AlgorithmIdentifier p256_algorithm() {
    const std::vector<std::uint8_t> named_curve = {0x06, 0x08, 0x2a, 0x86, 0x48,
                                                   0xce, 0x3d, 0x03, 0x01, 0x07};
    return {Botan::OID("1.3.132.1.12"), named_curve};
}

Botan::ECDH_PrivateKey private_key(const SecretBytes& scalar) {
#if BOTAN_VERSION_MAJOR >= 3
    // RFC 5915: version 1 and the key; 3.x computes the public half in constant time
    Botan::secure_vector<std::uint8_t> der = {0x30, 0x25, 0x02, 0x01, 0x01, 0x04, 0x20};
    const ByteView secret = scalar.expose();
    der.insert(der.end(), secret.begin(), secret.end());
    return Botan::ECDH_PrivateKey(p256_algorithm(), der);
#else
    // 2.19 would compute the public half of a DER key without blinding
    Botan::System_RNG randomness;
    return Botan::ECDH_PrivateKey(randomness, Botan::EC_Group("secp256r1"),
                                  Botan::BigInt(scalar.expose().data(), scalar.size()));
#endif
}

P256Point to_point(const std::vector<std::uint8_t>& encoded) {
    P256Point point{};
    check(encoded.size() == point.size() && encoded[0] == 0x04, "an uncompressed P-256 point");
    std::ranges::copy(encoded, point.begin());
    return point;
}

/// 0 < scalar < order, in time that does not depend on the scalar.
bool is_valid(ByteView scalar) {
    unsigned any = 0;
    unsigned borrow = 0;
    for (std::size_t i = scalar.size(); i-- > 0;) {
        any |= scalar[i];
        borrow = (scalar[i] - group_order[i] - borrow) >> 31U;
    }
    return any != 0 && borrow == 1;
}

}  // namespace

std::optional<P256Point> p256_point(ByteView encoded) {
    // The first byte is looked at here: Botan would also take the hybrid form.
    const bool compressed =
        encoded.size() == 1 + coordinate_bytes && (encoded[0] == 0x02 || encoded[0] == 0x03);
    const bool uncompressed = encoded.size() == 1 + 2 * coordinate_bytes && encoded[0] == 0x04;
    if (!compressed && !uncompressed) return std::nullopt;
    try {
        const Botan::ECDH_PublicKey key(p256_algorithm(), {encoded.begin(), encoded.end()});
        const P256Point point = to_point(key.public_value());
        // A coordinate at or above the field's prime would be a second spelling of the point.
        const ByteView same = ByteView(point).subspan(1, encoded.size() - 1);
        if (!std::ranges::equal(same, encoded.subspan(1))) return std::nullopt;
        return point;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

P256CompressedPoint compress(const P256Point& point) {
    P256CompressedPoint compressed{};
    compressed[0] = static_cast<std::uint8_t>(0x02 | (point.back() & 1));
    std::copy_n(point.begin() + 1, coordinate_bytes, compressed.begin() + 1);
    return compressed;
}

std::optional<SoftwareP256Key> SoftwareP256Key::from_scalar(SecretBytes scalar) {
    if (scalar.size() != coordinate_bytes || !is_valid(scalar.expose())) return std::nullopt;
    const P256Point point = to_point(private_key(scalar).public_value());
    return SoftwareP256Key(std::move(scalar), point);
}

SoftwareP256Key SoftwareP256Key::generate(Randomness& randomness) {
    // Fewer than one in 2^32 draws lies outside the group.
    for (int tries = 0; tries < 16; ++tries) {
        auto key = from_scalar(random_secret(coordinate_bytes, randomness));
        if (key) return std::move(*key);
    }
    stop_on_bug("the source of randomness is broken", __FILE__, __LINE__);
}

Result<SecretBytes> SoftwareP256Key::agree(const P256Point& peer) const {
    Botan::System_RNG randomness;  // blinds the multiplication
    const Botan::ECDH_PrivateKey key = private_key(scalar_);
    const Botan::PK_Key_Agreement agreement(key, randomness, "Raw");
    const auto shared = agreement.derive_key(coordinate_bytes, peer.data(), peer.size());
    check(shared.length() == coordinate_bytes, "an x coordinate of 32 bytes");
    return SecretBytes::copy_of({shared.begin(), shared.end()});
}

}  // namespace breakglass::age
