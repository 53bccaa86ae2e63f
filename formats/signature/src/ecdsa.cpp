// ECDSA through Botan, in calls that 2.19 and 3.x share.

#include "kinds.h"

#include <algorithm>
#include <array>
#include <exception>
#include <memory>

#include <botan/asn1_obj.h>
#include <botan/ecdsa.h>
#include <botan/pubkey.h>

namespace breakglass::signature {

namespace {

constexpr std::string_view kind_start = "ecdsa-sha2-";

struct Curve {
    std::string_view name;
    std::size_t field_bytes;
    const char* scheme;                // RFC 5656, 6.2.1: the hash grows with the curve
    std::array<std::uint8_t, 10> oid;  // DER of the named curve (RFC 5480, 2.1.1.1)
    std::size_t oid_bytes;
};

constexpr std::array<Curve, 3> curves = {{
    {"nistp256",
     32,
     "EMSA1(SHA-256)",
     {0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07},
     10},
    {"nistp384", 48, "EMSA1(SHA-384)", {0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22}, 7},
    {"nistp521", 66, "EMSA1(SHA-512)", {0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23}, 7},
}};

const Curve* find_curve(std::string_view name) {
    const auto* const found =
        std::ranges::find_if(curves, [name](const Curve& curve) { return curve.name == name; });
    return found == curves.end() ? nullptr : found;
}

/// Null when the point is not on the curve, or not spelt in its one uncompressed way.
std::unique_ptr<Botan::ECDSA_PublicKey> load(const Curve& curve, ByteView point) {
    // RFC 5656, 3.1: OpenSSH knows uncompressed points only, so there is one spelling of a key
    if (point.size() != 1 + 2 * curve.field_bytes || point[0] != 0x04) return nullptr;
    try {
        const Botan::AlgorithmIdentifier algorithm(
            Botan::OID("1.2.840.10045.2.1"),
            std::vector<std::uint8_t>(
                curve.oid.begin(),
                curve.oid.begin() + static_cast<std::ptrdiff_t>(curve.oid_bytes)));
        const std::vector<std::uint8_t> encoded(point.begin(), point.end());
        auto key = std::make_unique<Botan::ECDSA_PublicKey>(algorithm, encoded);
        // A coordinate at or above the field's prime would be a second spelling.
        if (key->public_key_bits() != encoded) return nullptr;
        return key;
    } catch (const std::exception&) {
        return nullptr;
    }
}

/// r and s as Botan takes them: one after the other, each as long as the field.
std::optional<Bytes> fixed_length(const Curve& curve, ByteView value) {
    WireReader numbers(value);
    Bytes fixed;
    for (int both = 0; both < 2; ++both) {
        const auto number = numbers.positive_number();
        if (!number || number->size() > curve.field_bytes) return std::nullopt;
        fixed.insert(fixed.end(), curve.field_bytes - number->size(), 0);
        append(fixed, *number);
    }
    if (!numbers.at_end()) return std::nullopt;
    return fixed;
}

}  // namespace

bool is_curve_point(std::string_view curve, ByteView point) {
    const Curve* known = find_curve(curve);
    return known != nullptr && load(*known, point) != nullptr;
}

bool ecdsa_matches(std::string_view curve, ByteView point, ByteView value, ByteView signed_bytes) {
    const Curve* known = find_curve(curve);
    if (known == nullptr) return false;
    const auto key = load(*known, point);
    const auto fixed = fixed_length(*known, value);
    if (!key || !fixed) return false;
    try {
        Botan::PK_Verifier verifier(*key, known->scheme);
        return verifier.verify_message(signed_bytes.data(), signed_bytes.size(), fixed->data(),
                                       fixed->size());
    } catch (const std::exception&) {
        return false;
    }
}

Status check_ecdsa(const Kind& kind, WireReader key) {
    // RFC 5656, 3.1: the name of the curve again, then the point
    const std::string_view curve = kind.name.substr(kind_start.size());
    const auto named = key.string();
    const auto point = key.string();
    if (!named || !point || !key.at_end()) {
        return malformed_key(kind, "it is not a curve's name, a point and nothing after them");
    }
    if (as_text(*named) != curve) return malformed_key(kind, "it names another curve inside");
    if (!is_curve_point(curve, *point)) {
        return malformed_key(kind, "it holds no uncompressed point of " + std::string(curve));
    }
    return {};
}

bool ecdsa_proves(const Kind& kind, WireReader key, const SshSignature& signature,
                  ByteView signed_bytes) {
    const auto curve = key.string();
    const auto point = key.string();
    return curve && point &&
           ecdsa_matches(kind.name.substr(kind_start.size()), *point, signature.value,
                         signed_bytes);
}

}  // namespace breakglass::signature
