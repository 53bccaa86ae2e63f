// FIDO keys. No token is here: the signatures are made by hand as PROTOCOL.u2f says, and OpenSSH,
// which needs no token to verify them, has the last word on whether they are right.

#include "formats/signature/signed.h"
#include "formats/signature/wire_text.h"

#include <array>

#include <botan/ecdsa.h>
#include <botan/pubkey.h>
#include <botan/system_rng.h>
#include <sodium.h>

using namespace breakglass;
using namespace breakglass::signature;
using testing::joined;
using testing::mpint;
using testing::rule_of;
using testing::string;

namespace {

constexpr const char* ed25519_sk = "sk-ssh-ed25519@openssh.com";
constexpr const char* ecdsa_sk = "sk-ecdsa-sha2-nistp256@openssh.com";

/// A token of either kind.
struct Token {
    std::string kind;
    std::string application = "ssh:";
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> point{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    Botan::System_RNG randomness;
    Botan::ECDSA_PrivateKey ecdsa{randomness, Botan::EC_Group("secp256r1")};

    explicit Token(std::string its_kind) : kind(std::move(its_kind)) {
        REQUIRE(crypto_sign_keypair(point.data(), secret.data()) == 0);
    }
    Bytes blob() const {
        if (kind == ed25519_sk) {
            return joined({string(kind), string(ByteView(point)), string(application)});
        }
        const auto encoded = ecdsa.public_key_bits();
        return joined(
            {string(kind), string("nistp256"), string(ByteView(encoded)), string(application)});
    }
    PublicKey key() const {
        const auto parsed = parse_key_blob(blob());
        REQUIRE(parsed);
        return *parsed;
    }
    Bytes value_over(const Bytes& frame) {
        if (kind == ed25519_sk) {
            Bytes value(crypto_sign_BYTES);
            REQUIRE(crypto_sign_detached(value.data(), nullptr, frame.data(), frame.size(),
                                         secret.data()) == 0);
            return value;
        }
        Botan::PK_Signer signer(ecdsa, randomness, "EMSA1(SHA-256)");
        const Bytes both = signer.sign_message(frame.data(), frame.size(), randomness);
        const ByteView view(both);
        return joined({mpint(view.first(32)), mpint(view.subspan(32))});
    }
    /// The armored signature of the test's message by a token that reports these flags.
    std::string sign(std::uint8_t flags, std::uint32_t counter = 7) {
        Bytes frame;
        append(frame, sha256(as_bytes(application)));
        frame.push_back(flags);
        append(frame, testing::number(counter));
        append(frame, sha256(testing::bytes_to_sign()));
        return testing::sshsig(
            blob(),
            joined({string(kind), string(value_over(frame)), {flags}, testing::number(counter)}));
    }
};

std::string verdict(const std::string& armor, const PublicKey& key) {
    const auto parsed = parse_signature(as_bytes(armor));
    if (!parsed) return parsed.error().rule;
    return rule_of(verify(*parsed, key, "breakglass.test", as_bytes(testing::message)));
}

bool openssh_takes(const std::string& armor, const PublicKey& key,
                   const std::string& name_space = "breakglass.test") {
    const testing::Scratch here;
    here.write("message", testing::message);
    here.write("message.sig", armor);
    return ssh_keygen_takes(here, key, name_space);
}

}  // namespace

TEST_CASE("a FIDO signature with its user present verifies, and OpenSSH agrees") {
    for (const char* kind : {ed25519_sk, ecdsa_sk}) {
        Token token(kind);
        for (const std::uint32_t counter : {0U, 7U, 0xffffffffU}) {
            CAPTURE(kind, counter);
            const std::string armor = token.sign(0x01, counter);
            CHECK(verdict(armor, token.key()).empty());
            CHECK(openssh_takes(armor, token.key()));
            CHECK_FALSE(openssh_takes(armor, token.key(), "breakglass.other"));
            const auto parsed = parse_signature(as_bytes(armor));
            CHECK(parsed->flags == 0x01);
            CHECK(parsed->counter == counter);
        }
    }
}

TEST_CASE("SIGNATURE-PRESENCE: a token that did not see its user proves nothing here") {
    for (const char* kind : {ed25519_sk, ecdsa_sk}) {
        Token token(kind);
        for (const std::uint8_t flags : Bytes{0x00, 0x04, 0x80, 0xfe}) {
            CAPTURE(kind, static_cast<int>(flags));
            const std::string armor = token.sign(flags);
            CHECK(verdict(armor, token.key()) == "SIGNATURE-PRESENCE");
            // `ssh-keygen -Y verify` does not look at the flag; sshd does. We do.
            CHECK(openssh_takes(armor, token.key()));
        }
    }
}

TEST_CASE("other flags beside presence are signed and otherwise left alone, as in OpenSSH") {
    for (const char* kind : {ed25519_sk, ecdsa_sk}) {
        Token token(kind);
        for (const std::uint8_t flags : Bytes{0x05, 0x41, 0x81, 0xff}) {
            const std::string armor = token.sign(flags);
            CHECK(verdict(armor, token.key()).empty());
            CHECK(openssh_takes(armor, token.key()));
        }
    }
}

TEST_CASE("SIGNATURE-FORGED: a presence that was not signed, another counter or application") {
    for (const char* kind : {ed25519_sk, ecdsa_sk}) {
        Token token(kind);
        auto absent = *parse_signature(as_bytes(token.sign(0x00)));
        absent.flags = 0x01;
        CHECK(rule_of(verify(absent, token.key(), "breakglass.test", as_bytes(testing::message))) ==
              "SIGNATURE-FORGED");
        auto counted = *parse_signature(as_bytes(token.sign(0x01)));
        ++counted.counter;
        CHECK(rule_of(verify(counted, token.key(), "breakglass.test",
                             as_bytes(testing::message))) == "SIGNATURE-FORGED");
        auto moved = *parse_signature(as_bytes(token.sign(0x01)));
        token.application = "ssh:elsewhere";
        moved.key = token.key();
        CHECK(rule_of(verify(moved, token.key(), "breakglass.test", as_bytes(testing::message))) ==
              "SIGNATURE-FORGED");
    }
}

TEST_CASE("no bit of a FIDO signature or of the key inside it can change") {
    for (const char* kind : {ed25519_sk, ecdsa_sk}) {
        Token token(kind);
        const PublicKey key = token.key();
        Bytes blob = testing::blob_of(token.sign(0x01));
        for (std::size_t at = 0; at < blob.size(); ++at) {
            for (unsigned flip = 1; flip < 256; flip <<= 1U) {
                blob[at] = static_cast<std::uint8_t>(blob[at] ^ flip);
                const auto parsed = parse_signature(as_bytes(testing::armored(blob)));
                for (const bool believed : {false, true}) {
                    if (parsed && verify(*parsed, believed ? parsed->key : key, "breakglass.test",
                                         as_bytes(testing::message))) {
                        FAIL(kind << " byte " << at << " flip " << flip);
                    }
                }
                blob[at] = static_cast<std::uint8_t>(blob[at] ^ flip);
            }
        }
    }
}

TEST_CASE("SIGNATURE-MALFORMED: flags and counter are five bytes, no fewer and no more") {
    for (const char* kind : {ed25519_sk, ecdsa_sk}) {
        Token token(kind);
        const Bytes value = joined({string(kind), string(Bytes(64, 1))});
        for (std::size_t size = 0; size < 8; ++size) {
            const std::string armor =
                testing::sshsig(token.blob(), joined({value, Bytes(size, 1)}));
            CHECK(verdict(armor, token.key()) ==
                  (size == 5 ? "SIGNATURE-FORGED" : "SIGNATURE-MALFORMED"));
            CHECK_FALSE(openssh_takes(armor, token.key()));
        }
    }
}

TEST_CASE("SIGNATURE-KEY: a FIDO key is a point and an application, and nothing more") {
    const Bytes kind = string(ed25519_sk);
    const Bytes point = string(Bytes(32, 9));
    CHECK(parse_key_blob(joined({kind, point, string("ssh:")})));
    for (const Bytes& fields :
         {point, joined({point, string("")}), joined({string(Bytes(31, 9)), string("ssh:")}),
          joined({point, string("ssh:"), {0}})}) {
        const auto key = parse_key_blob(joined({kind, fields}));
        REQUIRE_FALSE(key);
        CHECK(key.error().rule == "SIGNATURE-KEY");
    }
    Token token(ecdsa_sk);
    Bytes blob = token.blob();
    blob[string(ecdsa_sk).size() + 4] = 'N';  // the curve's name
    CHECK_FALSE(parse_key_blob(blob));
}
