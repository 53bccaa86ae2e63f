// Every kind of key that ssh-keygen makes without a token, against ssh-keygen's own verdict.

#include "formats/signature/signed.h"
#include "formats/signature/wire_text.h"

#include <iostream>

using namespace breakglass;
using namespace breakglass::signature;
using testing::rule_of;
using testing::Signed;

namespace {

const std::vector<std::string> kinds = {"ed25519",      "ecdsa -b 256", "ecdsa -b 384",
                                        "ecdsa -b 521", "rsa -b 3072",  "rsa -b 4096"};

void check_agreement(const Signed& made) {
    CHECK(made.verdict().empty());
    CHECK(ssh_keygen_takes(made.scratch, made.key(), "breakglass.test"));
    for (const char* other :
         {"breakglass.sealing", "breakglass", "breakglass.tes", "breakglass.test2", "file"}) {
        CHECK(made.verdict(other) == "SIGNATURE-NAMESPACE");
        CHECK_FALSE(ssh_keygen_takes(made.scratch, made.key(), other));
    }
    made.scratch.write("message", "another statement\n");
    CHECK(rule_of(verify(made.signature(), made.key(), "breakglass.test",
                         as_bytes("another statement\n"))) == "SIGNATURE-FORGED");
    CHECK_FALSE(ssh_keygen_takes(made.scratch, made.key(), "breakglass.test"));
}

/// Flips every bit of the blob inside the armor, the key's among them; with RSA, which is slow, one
/// bit of every byte.
std::size_t count_refused_flips(const Signed& made) {
    std::size_t refused = 0;
    const bool every_bit = made.key().kind != "ssh-rsa";
    const PublicKey key = made.key();
    const SshSignature original = made.signature();
    Bytes blob = testing::blob_of(made.scratch.read_text("message.sig"));
    for (std::size_t at = 0; at < blob.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            if (!every_bit && bit != at % 8) continue;
            const unsigned flip = 1U << bit;
            blob[at] = static_cast<std::uint8_t>(blob[at] ^ flip);
            const auto parsed = parse_signature(as_bytes(testing::armored(blob)));
            // once with the expected key, once believing the key inside
            if (parsed) {
                for (const PublicKey& signer : {key, parsed->key}) {
                    if (verify(*parsed, signer, "breakglass.test", as_bytes(made.message))) {
                        FAIL("byte " << at << " flip " << flip);
                    }
                }
            }
            ++refused;
            blob[at] = static_cast<std::uint8_t>(blob[at] ^ flip);
        }
    }
    return refused;
}

}  // namespace

TEST_CASE("every kind of key signs, with sha256 and sha512, and ssh-keygen agrees") {
    for (const std::string& kind : kinds) {
        const Signed made(kind);
        for (const char* hash : {"sha256", "sha512"}) {
            CAPTURE(kind, hash);
            made.sign("-O hashalg=" + std::string(hash));
            CHECK(made.signature().hash == hash);
            check_agreement(made);
        }
    }
}

TEST_CASE("every kind of key signs through a real agent, by its .pub alone") {
    const Signed made;  // for its folder
    const testing::Scratch& here = made.scratch;
    std::string add;
    std::string sign;
    for (std::size_t at = 0; at < kinds.size(); ++at) {
        const std::string name = "k" + std::to_string(at);
        REQUIRE(here.run("ssh-keygen -q -N '' -f " + name + " -t " + kinds[at]) == 0);
        here.write("m" + name, made.message);
        add += "ssh-add -q " + name + " && rm " + name + " && ";
        sign += "ssh-keygen -q -Y sign -n breakglass.test -f " + name + ".pub m" + name + " && ";
    }
    here.write("all.sh", add + sign + "true\n");
    REQUIRE(here.run("ssh-agent sh all.sh") == 0);
    for (std::size_t at = 0; at < kinds.size(); ++at) {
        CAPTURE(kinds[at]);
        const std::string name = "k" + std::to_string(at);
        REQUIRE(here.run("mv " + name + ".pub key.pub; mv m" + name + ".sig message.sig") == 0);
        here.write("message", made.message);
        check_agreement(made);
    }
}

TEST_CASE("no bit of a signature or of the key inside it can change") {
    for (const std::string& kind : kinds) {
        if (kind == "rsa -b 4096") continue;  // as the smaller one, and slower
        CAPTURE(kind);
        CHECK(count_refused_flips(Signed(kind)) > 800);
    }
}

TEST_CASE("SIGNATURE-CERTIFICATE: a certificate is refused by name, whoever is expected") {
    const Signed made;
    REQUIRE(made.scratch.run("ssh-keygen -q -t ed25519 -N '' -f ca && "
                             "ssh-keygen -q -s ca -I someone -n someone key.pub") == 0);
    const auto certificate = parse_public_key(made.scratch.read_text("key-cert.pub"));
    REQUIRE(certificate);
    CHECK(rule_of(check_key(*certificate)) == "SIGNATURE-CERTIFICATE");
    made.sign("", "key-cert.pub");
    CHECK(made.signature().key == *certificate);
    for (const PublicKey& signer : {made.key(), *certificate}) {
        CHECK(rule_of(verify(made.signature(), signer, "breakglass.test",
                             as_bytes(made.message))) == "SIGNATURE-CERTIFICATE");
    }
}

TEST_CASE("SIGNATURE-KIND: DSA and kinds nobody knows are refused by name") {
    for (const char* kind : {"ssh-dss", "ssh-ed448", "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
                             "sk-something@example.org", "SSH-ED25519"}) {
        CAPTURE(kind);
        const Bytes blob = testing::joined({testing::string(kind), testing::string(Bytes(32, 1))});
        const auto key = parse_key_blob(blob);
        REQUIRE(key);
        const Status sound = check_key(*key);
        CHECK(rule_of(sound) == "SIGNATURE-KIND");
        CHECK_THAT(sound.error().message, Catch::Matchers::Contains(kind));
        const auto parsed = parse_signature(as_bytes(testing::sshsig(
            blob, testing::joined({testing::string(kind), testing::string(Bytes(64, 1))}))));
        REQUIRE(parsed);
        CHECK(rule_of(verify(*parsed, *key, "breakglass.test", as_bytes(testing::message))) ==
              "SIGNATURE-KIND");
    }
}

TEST_CASE("SIGNATURE-KIND: a DSA key of ssh-keygen, where it still makes them") {
    const testing::Scratch here;
    if (here.run("ssh-keygen -q -t dsa -N '' -f key") != 0) {
        std::cerr << "SKIPPED: this ssh-keygen makes no DSA keys\n";
        return;
    }
    const auto key = parse_public_key(here.read_text("key.pub"));
    REQUIRE(key);
    CHECK(rule_of(check_key(*key)) == "SIGNATURE-KIND");
}

TEST_CASE("SIGNATURE-KIND: a key proves nothing under the name of another algorithm") {
    const Signed made;
    SshSignature renamed = made.signature();
    for (const char* kind : {"ecdsa-sha2-nistp256", "rsa-sha2-512", "sk-ssh-ed25519@openssh.com"}) {
        renamed.kind = kind;
        CHECK(rule_of(verify(renamed, made.key(), "breakglass.test", as_bytes(made.message))) ==
              "SIGNATURE-KIND");
    }
}
