// HPKE against RFC 9180, A.5.1 (DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, base
// mode); the p256tag stanza against the C2SP age specification.

#include "catch.h"
#include "fixtures.h"

#include <breakglass/age/hpke.h>
#include <breakglass/age/p256tag.h>
#include <breakglass/encoding/base64.h>
#include <breakglass/encoding/hex.h>
#include <breakglass/ground/kdf.h>

using namespace breakglass;
using namespace breakglass::age;
using namespace breakglass::age::testing;

namespace {

Bytes hex(std::string_view text) {
    return encoding::from_hex(text).value();
}

const std::string ikm_e = "f1f1a3bc95416871539ecb51c3a8f0cf608afb40fbbe305c0a72819d35c33f1f";
const std::string enc =
    "04c07836a0206e04e31d8ae99bfd549380b072a1b1b82e563c935c095827824fc1559eac6fb9e3c70cd3193968994e"
    "7fe9781aa103f5b50e934b5b2f387e381291";
const std::string pk_r =
    "04a697bffde9405c992883c5c439d6cc358170b51af72812333b015621dc0f40bad9bb726f68a5c013806a790ec716"
    "ab8669f84f6b694596c2987cf35baba2a006";
const std::string sk_r = "a4d1c55836aa30f9b3fbb6ac98d338c877c2867dd3a77396d13f68d3ab150d3b";
const std::string info = "Ode on a Grecian Urn";
const std::string plaintext = "4265617574792069732074727574682c20747275746820626561757479";
const std::string ciphertext =
    "6469c41c5c81d3aa85432531ecf6460ec945bde1eb428cb2fedf7a29f5a685b4ccb0d057f03ea2952a27bb458b";

SoftwareP256Key recipient_key() {
    return std::move(SoftwareP256Key::from_scalar(SecretBytes::copy_of(hex(sk_r))).value());
}

std::unique_ptr<const P256TagIdentity> tag_identity() {
    return std::make_unique<P256TagIdentity>(std::make_unique<SoftwareP256Key>(recipient_key()));
}

Stanza sample() {
    const P256TagRecipient recipient(recipient_key().point());
    return *recipient.wrap_derived(SecretBytes::copy_of(patterned(16)),
                                   SecretBytes::copy_of(patterned(32)));
}

std::string rule_of(const Stanza& stanza) {
    const Stanza stanzas[] = {stanza};
    const auto unwrapped = tag_identity()->unwrap(stanzas);
    if (!unwrapped) return unwrapped.error().rule;
    return unwrapped->has_value() ? "ok" : "not mine";
}

}  // namespace

TEST_CASE("HPKE seals what RFC 9180, A.5.1.1 seals") {
    const auto recipient = p256_point(hex(pk_r));
    REQUIRE(recipient.has_value());
    const HpkeMessage message =
        hpke_seal(*recipient, info, as_bytes("Count-0"), SecretBytes::copy_of(hex(plaintext)),
                  SecretBytes::copy_of(hex(ikm_e)));
    CHECK(to_hex(message.encapsulated) == enc);
    CHECK(to_hex(message.ciphertext) == ciphertext);
}

TEST_CASE("HPKE opens what RFC 9180, A.5.1.1 seals, and nothing else") {
    const SoftwareP256Key key = recipient_key();
    CHECK(to_hex(key.point()) == pk_r);
    const auto encapsulated = p256_point(hex(enc));
    REQUIRE(encapsulated.has_value());
    const auto opened = hpke_open(key, *encapsulated, info, as_bytes("Count-0"), hex(ciphertext));
    REQUIRE(opened);
    REQUIRE(opened->has_value());
    CHECK(to_hex((*opened)->expose()) == plaintext);
    CHECK_FALSE(
        hpke_open(key, *encapsulated, info, as_bytes("Count-1"), hex(ciphertext))->has_value());
    CHECK_FALSE(
        hpke_open(key, *encapsulated, "Ode", as_bytes("Count-0"), hex(ciphertext))->has_value());
    CHECK_FALSE(
        hpke_open(key, key.point(), info, as_bytes("Count-0"), hex(ciphertext))->has_value());
}

TEST_CASE("a P-256 point has two spellings, and what is on no curve has none") {
    const auto point = p256_point(hex(pk_r));
    REQUIRE(point.has_value());
    CHECK(p256_point(compress(*point)).value() == *point);
    Bytes off = hex(pk_r);
    off.back() ^= 1;
    CHECK_FALSE(p256_point(off).has_value());
    Bytes hybrid = hex(pk_r);
    hybrid[0] = 0x06;
    CHECK_FALSE(p256_point(hybrid).has_value());
    hybrid[0] = 0x07;
    CHECK_FALSE(p256_point(hybrid).has_value());
    CHECK_FALSE(p256_point(Bytes(1, 0)).has_value());  // the neutral element
    CHECK_FALSE(p256_point(Bytes(65, 0)).has_value());
    CHECK_FALSE(p256_point(ByteView(hex(pk_r)).first(64)).has_value());
    CHECK_FALSE(p256_point({}).has_value());
    // x = p + 5 for the field's prime p: the same number as x = 5, where there is a point
    CHECK(p256_point(hex("020000000000000000000000000000000000000000000000000000000000000005"))
              .has_value());
    CHECK_FALSE(
        p256_point(hex("02ffffffff00000001000000000000000000000001000000000000000000000004"))
            .has_value());
}

TEST_CASE("a P-256 secret lies between 0 and the order of the group") {
    const auto scalar = [](std::string_view text) {
        return SoftwareP256Key::from_scalar(SecretBytes::copy_of(hex(text))).has_value();
    };
    CHECK_FALSE(scalar("0000000000000000000000000000000000000000000000000000000000000000"));
    CHECK(scalar("0000000000000000000000000000000000000000000000000000000000000001"));
    CHECK(scalar("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550"));
    CHECK_FALSE(scalar("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"));
    CHECK_FALSE(scalar("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"));
    CHECK_FALSE(scalar("01"));
}

TEST_CASE("the age specification's age1tag1 recipient is read and written the same way") {
    const std::string text = "age1tag1qt8lw0ual6avlwmwatk888yqnmdamm7xfd0wak53ut6elz5c4swx2yqdj4e";
    const auto recipient = P256TagRecipient::parse(text);
    REQUIRE(recipient);
    CHECK(recipient->text() == text);
    const auto by_kind = parse_deriving_recipient(text);
    REQUIRE(by_kind);
    CHECK((*by_kind)->stanza_type() == "p256tag");
    CHECK((*by_kind)->text() == text);
}

TEST_CASE("a p256tag stanza has the specification's shape and opens again") {
    const Stanza stanza = sample();
    CHECK(stanza.type == "p256tag");
    REQUIRE(stanza.arguments.size() == 2);
    CHECK(stanza.arguments[0].size() == 6);
    CHECK(stanza.arguments[1].size() == 87);
    CHECK(stanza.body.size() == 32);
    CHECK(stanza == sample());  // the same inputs, the same stanza
    const Stanza stanzas[] = {stanza};
    const auto file_key = tag_identity()->unwrap(stanzas);
    REQUIRE(file_key);
    REQUIRE(file_key->has_value());
    CHECK(equal_constant_time((*file_key)->expose(), patterned(16)));
}

TEST_CASE("a p256tag stanza for another key, or with a chance tag, is not ours") {
    Stanza other = sample();
    other.arguments[0] = "AAAAAA";
    CHECK(rule_of(other) == "not mine");
    Stanza changed = sample();
    changed.body[0] ^= 1;
    CHECK(rule_of(changed) == "not mine");
    other.type = "p256Tag";
    CHECK(rule_of(other) == "not mine");
}

TEST_CASE("AGE-STANZA-MALFORMED: p256tag stanzas of the wrong shape") {
    Stanza stanza = sample();
    stanza.arguments.push_back("x");
    CHECK(rule_of(stanza) == "AGE-STANZA-MALFORMED");
    stanza = sample();
    stanza.arguments.pop_back();
    CHECK(rule_of(stanza) == "AGE-STANZA-MALFORMED");
    stanza = sample();
    stanza.arguments[0] += "AA";
    CHECK(rule_of(stanza) == "AGE-STANZA-MALFORMED");
    stanza = sample();
    stanza.arguments[0].back() = '=';
    CHECK(rule_of(stanza) == "AGE-STANZA-MALFORMED");
    stanza = sample();
    stanza.arguments[1].pop_back();
    CHECK(rule_of(stanza) == "AGE-STANZA-MALFORMED");
    stanza = sample();
    stanza.body.push_back(0);
    CHECK(rule_of(stanza) == "AGE-STANZA-MALFORMED");
}

TEST_CASE("AGE-POINT: a p256tag key share off the curve is refused before it is used") {
    // the tag is recomputed, so that it matches the broken share
    const P256TagRecipient recipient(recipient_key().point());
    Bytes share = hex(enc);
    share.back() ^= 1;
    const Hash256 hash = sha256(compress(recipient.point()));
    Bytes input = share;
    append(input, ByteView(hash).first(4));
    const Hash256 tag = hmac_sha256(as_bytes("age-encryption.org/p256tag"), input);
    const Stanza stanza{"p256tag",
                        {encoding::to_base64(ByteView(tag).first(4)), encoding::to_base64(share)},
                        Bytes(32)};
    CHECK(rule_of(stanza) == "AGE-POINT");
}
