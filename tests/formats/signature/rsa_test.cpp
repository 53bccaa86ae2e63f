#include "formats/signature/signed.h"
#include "formats/signature/wire_text.h"

#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <botan/system_rng.h>

using namespace breakglass;
using namespace breakglass::signature;
using testing::joined;
using testing::mpint;
using testing::rule_of;
using testing::Signed;
using testing::string;

namespace {

Bytes bytes_of(const Botan::BigInt& number) {
    Bytes bytes(number.bytes());
    number.binary_encode(bytes.data());
    return bytes;
}

Bytes blob_of(const Bytes& exponent, const Bytes& modulus) {
    return joined({string("ssh-rsa"), mpint(exponent), mpint(modulus)});
}

/// A key whose private half signs what ssh-keygen would not.
struct OwnKey {
    Botan::System_RNG randomness;
    Botan::RSA_PrivateKey key{randomness, 3072};
    Bytes blob() const { return blob_of(bytes_of(key.get_e()), bytes_of(key.get_n())); }
    PublicKey public_key() const { return *parse_key_blob(blob()); }
    Bytes sign(ByteView bytes, const std::string& scheme) {
        Botan::PK_Signer signer(key, randomness, scheme);
        return signer.sign_message(bytes.data(), bytes.size(), randomness);
    }
    /// Our verdict, and ssh-keygen's, on a signature of the test's message.
    std::pair<std::string, bool> verdicts(const std::string& kind, const Bytes& value) const {
        const testing::Scratch here;
        const std::string armor = testing::sshsig(blob(), joined({string(kind), string(value)}));
        here.write("message", testing::message);
        here.write("message.sig", armor);
        const auto parsed = parse_signature(as_bytes(armor));
        REQUIRE(parsed);
        return {
            rule_of(verify(*parsed, public_key(), "breakglass.test", as_bytes(testing::message))),
            ssh_keygen_takes(here, public_key(), "breakglass.test")};
    }
};

using Verdicts = std::pair<std::string, bool>;

std::string rule_of_key(const Bytes& blob) {
    const auto key = parse_key_blob(blob);
    return key ? rule_of(check_key(*key)) : key.error().rule;
}

}  // namespace

TEST_CASE("SIGNATURE-WEAK-KEY: RSA of 2048 bits is refused, as key and as signature") {
    const Signed made("rsa -b 2048");
    CHECK(ssh_keygen_takes(made.scratch, made.key(), "breakglass.test"));  // stricter on purpose
    CHECK(made.verdict() == "SIGNATURE-WEAK-KEY");
    const Status sound = check_key(made.key());
    CHECK(rule_of(sound) == "SIGNATURE-WEAK-KEY");
    CHECK_THAT(sound.error().message, Catch::Matchers::Contains("2048 bits, expected 3072"));
}

TEST_CASE("SIGNATURE-WEAK-KEY: sizes and exponents at the limits") {
    const auto odd = [](std::size_t bits) {
        Bytes modulus((bits + 7) / 8, 0xff);
        modulus[0] = static_cast<std::uint8_t>(0xffU >> (modulus.size() * 8 - bits));
        return modulus;
    };
    const Bytes usual = {1, 0, 1};
    CHECK(rule_of_key(blob_of(usual, odd(3071))) == "SIGNATURE-WEAK-KEY");
    CHECK(rule_of_key(blob_of(usual, odd(3072))).empty());
    CHECK(rule_of_key(blob_of(usual, odd(16384))).empty());
    CHECK(rule_of_key(blob_of(usual, odd(16385))) == "SIGNATURE-WEAK-KEY");
    CHECK(rule_of_key(blob_of({3}, odd(3072))).empty());
    CHECK(rule_of_key(blob_of(Bytes(8, 0xff), odd(3072))).empty());
    for (const Bytes& exponent : {Bytes{1}, Bytes{2}, Bytes{1, 0, 0}, Bytes(9, 0xff)}) {
        CHECK(rule_of_key(blob_of(exponent, odd(3072))) == "SIGNATURE-WEAK-KEY");
    }
    Bytes even = odd(3072);
    even.back() = 0xfe;
    CHECK(rule_of_key(blob_of(usual, even)) == "SIGNATURE-WEAK-KEY");
}

TEST_CASE("SIGNATURE-KEY: numbers of an RSA key have one spelling") {
    const Bytes modulus(384, 0xff);
    const Bytes positive = string(joined({{0}, modulus}));
    const Bytes usual = string(Bytes{1, 0, 1});
    CHECK(rule_of_key(joined({string("ssh-rsa"), usual, positive})).empty());
    for (const Bytes& fields :
         {joined({usual, string(modulus)}),                    // negative
          joined({usual, string(joined({{0, 0}, modulus}))}),  // a zero too many
          joined({string(Bytes{0, 1, 0, 1}), positive}), joined({string(Bytes{}), positive}),
          joined({string(Bytes{0}), positive}), usual, joined({usual, positive, usual}),
          joined({usual, positive, {0}})}) {
        CHECK(rule_of_key(joined({string("ssh-rsa"), fields})) == "SIGNATURE-KEY");
    }
}

TEST_CASE("SIGNATURE-KIND: RSA with SHA-1 is refused, by ssh-keygen too") {
    OwnKey own;
    const Bytes bytes = testing::bytes_to_sign();
    CHECK(own.verdicts("ssh-rsa", own.sign(bytes, "EMSA3(SHA-1)")) ==
          Verdicts("SIGNATURE-KIND", false));
    CHECK(own.verdicts("rsa-sha2-256", own.sign(bytes, "EMSA3(SHA-256)")) == Verdicts("", true));
    CHECK(own.verdicts("rsa-sha2-512", own.sign(bytes, "EMSA3(SHA-512)")) == Verdicts("", true));
}

TEST_CASE("SIGNATURE-FORGED: RSA under another hash or padding than the signature names") {
    OwnKey own;
    const Bytes bytes = testing::bytes_to_sign();
    for (const char* scheme : {"EMSA3(SHA-512)", "EMSA3(SHA-1)", "EMSA4(SHA-256)"}) {
        CHECK(own.verdicts("rsa-sha2-256", own.sign(bytes, scheme)) ==
              Verdicts("SIGNATURE-FORGED", false));
    }
    CHECK(own.verdicts("rsa-sha2-512", own.sign(bytes, "EMSA3(SHA-256)")) ==
          Verdicts("SIGNATURE-FORGED", false));
}

TEST_CASE(
    "an RSA signature without its leading zeros counts, a longer one does not, as in OpenSSH") {
    OwnKey own;
    // One of 256 signatures begins with a zero, which is one that may be left out: the message
    // decides, so one message of each kind is looked for.
    const auto message_signed_with_first_byte = [&](bool zero) {
        for (int tries = 0; tries < 20000; ++tries) {
            const std::string text = "statement " + std::to_string(tries) + "\n";
            Bytes value = own.sign(testing::bytes_to_sign(text), "EMSA3(SHA-256)");
            if ((value.front() == 0) == zero) return std::pair{text, value};
        }
        throw std::runtime_error("no message had the signature looked for");
    };
    testing::Scratch here;
    // Our verdict's rule; ssh-keygen agrees.
    const auto rule_both_give = [&](const std::string& text, const Bytes& value) {
        const std::string armor =
            testing::sshsig(own.blob(), joined({string("rsa-sha2-256"), string(value)}));
        here.write("message", text);
        here.write("message.sig", armor);
        const std::string rule = rule_of(verify(*parse_signature(as_bytes(armor)), own.public_key(),
                                                "breakglass.test", as_bytes(text)));
        CHECK(rule.empty() == ssh_keygen_takes(here, own.public_key(), "breakglass.test"));
        return rule;
    };

    const auto [plain_text, full] = message_signed_with_first_byte(false);
    CHECK(rule_both_give(plain_text, full) == "");
    Bytes longer = full;
    longer.insert(longer.begin(), 0);
    CHECK(rule_both_give(plain_text, longer) == "SIGNATURE-FORGED");
    CHECK(rule_both_give(plain_text, Bytes(full.begin() + 1, full.end())) == "SIGNATURE-FORGED");
    for (const Bytes& value : {Bytes(), Bytes(1, 0), Bytes(384, 0), Bytes(384, 0xff)}) {
        CHECK(rule_both_give(plain_text, value) == "SIGNATURE-FORGED");
    }

    auto [zero_text, zero_first] = message_signed_with_first_byte(true);
    CHECK(rule_both_give(zero_text, zero_first) == "");
    zero_first.erase(zero_first.begin());
    CHECK(rule_both_give(zero_text, zero_first) == "");
}
