// X25519 and scrypt stanzas, recipients as text, and which rule refuses what. Agreement with other
// implementations is shown by the CCTV vectors and by interop.sh.

#include "catch.h"
#include "fixtures.h"

#include <breakglass/age/scrypt.h>
#include <breakglass/encoding/base64.h>

using namespace breakglass;
using namespace breakglass::age;
using namespace breakglass::age::testing;

namespace {

const std::string identity_text =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
const std::string recipient_text = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

X25519Identity spec_identity() {
    return std::move(*X25519Identity::parse(as_bytes(identity_text)));
}

SecretBytes file_key() {
    return SecretBytes::copy_of(patterned(16));
}

std::string rule_of(const Identity& identity, const std::vector<Stanza>& stanzas) {
    const auto unwrapped = identity.unwrap(stanzas);
    if (!unwrapped) return unwrapped.error().rule;
    if (!unwrapped->has_value()) return "not mine";
    return equal_constant_time((*unwrapped)->expose(), patterned(16)) ? "ok" : "another key";
}

Stanza wrapped(const Recipient& recipient) {
    CountingRandomness randomness;
    return *recipient.wrap(file_key(), randomness);
}

}  // namespace

TEST_CASE("the age specification's identity has the specification's recipient") {
    const X25519Identity identity = spec_identity();
    CHECK(identity.recipient().text() == recipient_text);
    CHECK(as_text(identity.text().expose()) == identity_text);
    const auto recipient = X25519Recipient::parse(recipient_text);
    REQUIRE(recipient);
    CHECK(*recipient == identity.recipient());
}

TEST_CASE("a derived X25519 stanza depends on seed, file key and recipient, and on nothing else") {
    const X25519Identity identity = spec_identity();
    const SecretBytes seed = SecretBytes::copy_of(patterned(32));
    const Stanza stanza = *identity.recipient().wrap_derived(file_key(), seed);
    CHECK(stanza == *identity.recipient().wrap_derived(file_key(), seed));
    CHECK(rule_of(identity, {stanza}) == "ok");
    const SecretBytes other_seed = SecretBytes::copy_of(patterned(32, 8));
    CHECK_FALSE(stanza == *identity.recipient().wrap_derived(file_key(), other_seed));
    CHECK_FALSE(wrapped(identity.recipient()) == stanza);
}

TEST_CASE("X25519 stanzas of others, and unknown stanzas, are passed over") {
    const X25519Identity identity = spec_identity();
    const X25519Identity other(SecretBytes::copy_of(patterned(32)));
    const Stanza ours = wrapped(identity.recipient());
    const Stanza theirs = wrapped(other.recipient());
    CHECK(rule_of(identity, {theirs}) == "not mine");
    CHECK(rule_of(identity,
                  {theirs, {"x25519", {}, {}}, {"grease", {"a", "b"}, patterned(5)}, ours}) ==
          "ok");
    CHECK(rule_of(identity, {}) == "not mine");
}

TEST_CASE("AGE-STANZA-MALFORMED: X25519 stanzas of the wrong shape") {
    const X25519Identity identity = spec_identity();
    const Stanza good = wrapped(identity.recipient());
    Stanza bad = good;
    bad.arguments.clear();
    CHECK(rule_of(identity, {bad}) == "AGE-STANZA-MALFORMED");
    bad = good;
    bad.arguments.emplace_back("1");
    CHECK(rule_of(identity, {bad}) == "AGE-STANZA-MALFORMED");
    for (const std::size_t size : {0U, 16U, 31U, 33U, 48U}) {
        bad = good;
        bad.body.resize(size);
        CHECK(rule_of(identity, {bad}) == "AGE-STANZA-MALFORMED");
    }
    for (const char* share : {"AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", ""}) {
        bad = good;
        bad.arguments[0] = share;
        CHECK(rule_of(identity, {bad}) == "AGE-STANZA-MALFORMED");
    }
    // even when a stanza that opens stands before it in the file, the rest is not looked at
    CHECK(rule_of(identity, {good, bad}) == "ok");
    CHECK(rule_of(identity, {bad, good}) == "AGE-STANZA-MALFORMED");
}

TEST_CASE("AGE-LOW-ORDER: points that give everybody the same key") {
    const X25519Identity identity = spec_identity();
    const std::uint8_t low_points[][32] = {
        {},
        {1},
        {0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3,
         0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32,
         0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00},
        {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
        {0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
         0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}};
    for (const auto& point : low_points) {
        const X25519Recipient low{std::span<const std::uint8_t, 32>(point)};
        CountingRandomness randomness;
        CHECK(low.wrap(file_key(), randomness).error().rule == "AGE-LOW-ORDER");
        Stanza stanza = wrapped(identity.recipient());
        stanza.arguments[0] = encoding::to_base64(point);
        CHECK(rule_of(identity, {stanza}) == "AGE-LOW-ORDER");
    }
}

TEST_CASE("AGE-RECIPIENT-UNKNOWN: what is no recipient is named, but a secret is not repeated") {
    CHECK(parse_recipient(recipient_text));
    for (const std::string& text : std::vector<std::string>{
             "", "age1", "age2abc", recipient_text + "q", recipient_text.substr(1), "AGE1ZVKYG2L",
             "ssh-rsa AAAA", "ssh-ed25519 AAAA", "age1tag1qqqq", identity_text, "age1pq1abc"}) {
        const auto parsed = parse_recipient(text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().rule == "AGE-RECIPIENT-UNKNOWN");
        CHECK(parsed.error().kind == ErrorKind::usage);
        CHECK(parsed.error().message.find("GFPYYSJZ") == std::string::npos);
        CHECK_FALSE(parse_deriving_recipient(text));
    }
    CHECK(parse_recipient("age2abc").error().message.find("age2abc") != std::string::npos);
    std::string upper = recipient_text;
    for (char& c : upper)
        c = static_cast<char>(std::toupper(c));
    CHECK_FALSE(parse_recipient(upper));
}

TEST_CASE("a passphrase opens its own stanza and no other") {
    const Stanza stanza = wrapped(ScryptRecipient(secret_text("correct horse"), 10));
    CHECK(stanza.type == "scrypt");
    REQUIRE(stanza.arguments.size() == 2);
    CHECK(stanza.arguments[1] == "10");
    CHECK(rule_of(ScryptIdentity(secret_text("correct horse")), {stanza}) == "ok");
    CHECK(rule_of(ScryptIdentity(secret_text("correct horsE")), {stanza}) == "not mine");
    CHECK(rule_of(ScryptIdentity(SecretBytes()), {stanza}) == "not mine");
}

TEST_CASE("a passphrase is asked for only when a file is under one") {
    int asked = 0;
    const ScryptIdentity identity([&]() -> Result<SecretBytes> {
        ++asked;
        return secret_text("correct horse");
    });
    const Stanza other = wrapped(spec_identity().recipient());
    CHECK(rule_of(identity, {other}) == "not mine");
    CHECK(asked == 0);
    CHECK(rule_of(identity, {wrapped(ScryptRecipient(secret_text("correct horse"), 1))}) == "ok");
    CHECK(asked == 1);
    const ScryptIdentity silent([]() -> Result<SecretBytes> {
        return Error{ErrorKind::usage, "TEST-NOBODY", "nobody there", ""};
    });
    CHECK(rule_of(silent, {wrapped(ScryptRecipient(secret_text("correct horse"), 1))}) ==
          "TEST-NOBODY");
}

TEST_CASE("AGE-SCRYPT-WORK: a work factor above 22, and AGE-STANZA-MALFORMED: no plain number") {
    const ScryptIdentity identity(secret_text("x"));
    Stanza stanza = wrapped(ScryptRecipient(secret_text("x"), 1));
    for (const char* work :
         {"23", "64", "99", "100", "999", "18446744073709551617", "4294967297"}) {
        stanza.arguments[1] = work;
        CHECK(rule_of(identity, {stanza}) == "AGE-SCRYPT-WORK");
    }
    for (const char* work :
         {"", "0", "01", "018", "+1", "-1", " 1", "1 ", "0x1", "1.0", "a", "1a"}) {
        stanza.arguments[1] = work;
        CHECK(rule_of(identity, {stanza}) == "AGE-STANZA-MALFORMED");
    }
}

TEST_CASE("AGE-SCRYPT-NOT-ALONE: a passphrase stands by itself, on writing and on reading") {
    const ScryptRecipient passphrase(secret_text("x"), 1);
    const X25519Identity identity = spec_identity();
    const Stanza one = wrapped(passphrase);
    const Stanza other = wrapped(identity.recipient());
    CHECK(rule_of(ScryptIdentity(secret_text("x")), {one, other}) == "AGE-SCRYPT-NOT-ALONE");
    CHECK(rule_of(ScryptIdentity(secret_text("x")), {other, one}) == "AGE-SCRYPT-NOT-ALONE");
    CHECK(rule_of(ScryptIdentity(secret_text("x")), {one, one}) == "AGE-SCRYPT-NOT-ALONE");
    // with another identity as well
    const SecretBytes key = file_key();
    const auto header = parse_header(encode_header(std::vector<Stanza>{other, one}, key));
    REQUIRE(header);
    const Identity* const identities[] = {&identity};
    CHECK(unwrap_file_key(*header, identities).error().rule == "AGE-SCRYPT-NOT-ALONE");

    const Recipient* const both[] = {&passphrase, &identity.recipient()};
    MemorySource source({});
    MemorySink sink;
    CountingRandomness randomness;
    const Status refused = encrypt(both, source, sink, randomness);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "AGE-SCRYPT-NOT-ALONE");
    CHECK(refused.error().kind == ErrorKind::usage);
    CHECK(sink.bytes().empty());
}
