// Signatures and keys here are made, and cross-checked, by the ssh-keygen of the machine.

#include "formats/signature/signed.h"

using namespace breakglass;
using namespace breakglass::signature;
using testing::rule_of;
using testing::Signed;

TEST_CASE("a signature of ssh-keygen verifies, with sha512 and with sha256") {
    for (const char* options : {"", "-O hashalg=sha256", "-O hashalg=sha512"}) {
        const Signed made("ed25519", options);
        CHECK(verify(made.signature(), made.key(), "breakglass.test", as_bytes("a statement\n")));
        CHECK(ssh_keygen_takes(made.scratch, made.key(), "breakglass.test"));
    }
}

TEST_CASE("an empty message and a large one verify") {
    for (const std::string& message : {std::string(), std::string(300000, 'x')}) {
        const Signed made("ed25519", "", message);
        CHECK(verify(made.signature(), made.key(), "breakglass.test", as_bytes(message)));
    }
}

TEST_CASE("a public key reads back with its comment and has ssh-keygen's fingerprint") {
    const Signed made;
    CHECK(made.key().kind == "ssh-ed25519");
    CHECK(made.key().comment == "platform lead");
    REQUIRE(made.scratch.run("ssh-keygen -l -f key.pub") == 0);
    CHECK(made.scratch.read_text("out").find(" " + fingerprint(made.key()) + " ") !=
          std::string::npos);
    CHECK(made.scratch.read_text("key.pub").starts_with(to_text(made.key()) + " "));
}

TEST_CASE("SIGNATURE-FORGED: another text is refused, by ssh-keygen too") {
    const Signed made;
    CHECK(rule_of(verify(made.signature(), made.key(), "breakglass.test",
                         as_bytes("a statement!\n"))) == "SIGNATURE-FORGED");
    made.scratch.write("message", "a statement!\n");
    CHECK_FALSE(ssh_keygen_takes(made.scratch, made.key(), "breakglass.test"));
}

TEST_CASE("SIGNATURE-NAMESPACE: a signature for one purpose does not serve another") {
    const Signed made;
    CHECK(rule_of(verify(made.signature(), made.key(), "breakglass.sealing",
                         as_bytes("a statement\n"))) == "SIGNATURE-NAMESPACE");
    SshSignature renamed = made.signature();
    renamed.name_space = "breakglass.sealing";
    CHECK(rule_of(verify(renamed, made.key(), "breakglass.sealing", as_bytes("a statement\n"))) ==
          "SIGNATURE-FORGED");
}

TEST_CASE("SIGNATURE-KEY: the key inside the signature is not believed") {
    const Signed made;
    const Signed other;
    CHECK(rule_of(verify(made.signature(), other.key(), "breakglass.test",
                         as_bytes("a statement\n"))) == "SIGNATURE-KEY");
    SshSignature relabelled = made.signature();
    relabelled.key = other.key();
    CHECK(rule_of(verify(relabelled, other.key(), "breakglass.test", as_bytes("a statement\n"))) ==
          "SIGNATURE-FORGED");
}

TEST_CASE("SIGNATURE-MALFORMED: every cut and every changed character is refused") {
    const Signed made;
    const Bytes armored = made.scratch.read("message.sig");
    const PublicKey key = made.key();
    for (std::size_t size = 0; size + 1 < armored.size(); ++size) {
        CAPTURE(size);
        const auto cut = parse_signature(ByteView(armored).first(size));
        REQUIRE_FALSE(cut);
        CHECK(cut.error().rule == "SIGNATURE-MALFORMED");
    }
    for (std::size_t at = 0; at < armored.size(); ++at) {
        Bytes changed = armored;
        changed[at] ^= 1U;
        CAPTURE(at);
        const auto parsed = parse_signature(changed);
        if (parsed) {
            CHECK_FALSE(verify(*parsed, key, "breakglass.test", as_bytes("a statement\n")));
        }
    }
}

TEST_CASE("SIGNATURE-MALFORMED: text around the armor and oversized input are refused") {
    const Signed made;
    const Bytes armored = made.scratch.read("message.sig");
    for (const char* extra : {"\n", " ", "x", "\n\n"}) {
        Bytes longer = armored;
        append(longer, as_bytes(extra));
        CHECK_FALSE(parse_signature(longer));
        Bytes before(as_bytes(extra).begin(), as_bytes(extra).end());
        append(before, armored);
        CHECK_FALSE(parse_signature(before));
    }
    CHECK_FALSE(parse_signature(Bytes(70000, 'A')));
    CHECK_FALSE(parse_signature({}));
}

TEST_CASE("SIGNATURE-KEY: lines that are not one public key are refused") {
    const Signed made;
    const std::string good = to_text(made.key());
    const std::string options = "restrict " + good;
    const std::string other_kind = "ssh-rsa" + good.substr(good.find(' '));
    for (const std::string& line :
         {std::string(), std::string("ssh-ed25519"), std::string("ssh-ed25519 "),
          std::string("ssh-ed25519 AAAA"), std::string("ssh-ed25519 !!!!"), options, other_kind,
          good + "\n" + good, good.substr(0, good.size() - 4), good + "AAAA",
          std::string(20000, 'a')}) {
        CAPTURE(line);
        const auto parsed = parse_public_key(line);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.error().rule == "SIGNATURE-KEY");
        CHECK(parsed.error().kind == ErrorKind::usage);
    }
    CHECK(parse_public_key(good + "\r\n"));
}
