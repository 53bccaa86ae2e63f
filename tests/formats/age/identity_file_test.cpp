// Identity files of every kind. The SSH keys were made by OpenSSH's ssh-keygen for these tests and
// protect nothing.

#include "catch.h"
#include "fixtures.h"
#include "ssh_keys.h"

#include <breakglass/age/identity_file.h>
#include <breakglass/age/ssh.h>

using namespace breakglass;
using namespace breakglass::age;
using namespace breakglass::age::testing;

namespace {

const std::string key_line =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

AskPassphrase answering(const char* words) {
    return [words]() -> Result<SecretBytes> { return secret_text(words); };
}

std::string rule_of(std::string_view file, const AskPassphrase& ask = {}) {
    const auto read = parse_identities(as_bytes(file), ask);
    if (read) return "ok " + std::to_string(read->size());
    CHECK(read.error().message.find("GFPYY") == std::string::npos);
    return read.error().rule;
}

}  // namespace

TEST_CASE("identity files: comments, empty lines, several keys, either line ending") {
    CHECK(rule_of(key_line) == "ok 1");
    CHECK(rule_of("# created: today\n# public key: age1...\n" + key_line + "\n") == "ok 1");
    CHECK(rule_of("\n\n" + key_line + "\r\n#\r\n\r\n" + key_line + "\r\n") == "ok 2");
}

TEST_CASE("AGE-IDENTITY-UNKNOWN: the line is named and never shown") {
    CHECK(rule_of("") == "AGE-IDENTITY-UNKNOWN");
    CHECK(rule_of("# only a comment\n") == "AGE-IDENTITY-UNKNOWN");
    CHECK(rule_of(key_line + "\n" + key_line.substr(0, 73)) == "AGE-IDENTITY-UNKNOWN");
    CHECK(rule_of(" " + key_line) == "AGE-IDENTITY-UNKNOWN");
    CHECK(rule_of(key_line + " ") == "AGE-IDENTITY-UNKNOWN");
    CHECK(rule_of("AGE-PLUGIN-YUBIKEY-1QQQQ") == "AGE-IDENTITY-UNKNOWN");
    CHECK(rule_of(std::string(1U << 20U, '#') + "\n" + key_line) == "AGE-IDENTITY-UNKNOWN");
    const auto read = parse_identities(as_bytes("# one\n# two\nwrong\n"), {});
    REQUIRE_FALSE(read);
    CHECK(read.error().message.find("line 3") != std::string::npos);
}

TEST_CASE("an identity file under a passphrase, binary and armoured") {
    const ScryptRecipient passphrase(secret_text("open sesame"), 4);
    for (const bool armor : {false, true}) {
        const Bytes file =
            sealed_to(passphrase, as_bytes("# mine\n" + key_line + "\n"), {.armor = armor});
        CHECK(rule_of(as_text(file), answering("open sesame")) == "ok 1");
        CHECK(rule_of(as_text(file), answering("open barley")) == "AGE-PASSPHRASE");
        CHECK(rule_of(as_text(file)) == "AGE-PASSPHRASE");
        CHECK(parse_identities(file, answering("x")).error().kind == ErrorKind::not_met);
    }
    // not identities inside identities
    const Bytes inner = sealed_to(passphrase, as_bytes(key_line));
    CHECK(rule_of(as_text(sealed_to(passphrase, inner)), answering("open sesame")) ==
          "AGE-IDENTITY-UNKNOWN");
}

TEST_CASE("an OpenSSH key opens what was sealed to its public half") {
    const auto recipient = parse_recipient(ssh_public);
    REQUIRE(recipient);
    const std::string bare =
        std::string(ssh_public).substr(0, std::string(ssh_public).find(" for tests"));
    CHECK((*recipient)->text() == bare);
    const Bytes file = sealed_to(**recipient, patterned(1000));
    for (const char* key : {ssh_plain, ssh_locked}) {
        const auto identities = parse_identities(as_bytes(key), answering("two words"));
        REQUIRE(identities);
        REQUIRE(identities->size() == 1);
        const Opened result = opened_with(*identities->front(), file);
        CHECK(result.ended == "ok");
        CHECK(result.released == patterned(1000));
    }
    const auto other = SshIdentity::parse(as_bytes(ssh_other), {});
    REQUIRE(other);
    CHECK(opened_with(*other, file).ended == "AGE-NO-MATCH");
}

TEST_CASE("AGE-PASSPHRASE: a locked SSH key and the wrong words") {
    CHECK(rule_of(ssh_locked, answering("two Words")) == "AGE-PASSPHRASE");
    CHECK(rule_of(ssh_locked, answering("")) == "AGE-PASSPHRASE");
    CHECK(rule_of(ssh_locked) == "AGE-PASSPHRASE");
    // an unlocked key asks nobody
    CHECK(rule_of(ssh_plain) == "ok 1");
}

TEST_CASE("AGE-SSH-KEY-KIND: keys that are not read say what to do") {
    CHECK(rule_of(ssh_ecdsa) == "AGE-SSH-KEY-KIND");
    CHECK(rule_of("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n") == "AGE-SSH-KEY-KIND");
    CHECK(rule_of("-----BEGIN PRIVATE KEY-----\nAAAA\n") == "AGE-SSH-KEY-KIND");
}

TEST_CASE("AGE-SSH-KEY: a key that is cut, changed or not its public half's is refused") {
    const std::string key = ssh_plain;
    for (std::size_t size = 36; size < key.size() - 1; size += 7) {
        CHECK(rule_of(key.substr(0, size)) == "AGE-SSH-KEY");
    }
    int accepted = 0;
    int refused = 0;
    const std::size_t first = key.find('\n') + 1;
    const std::size_t last = key.find("\n-----END");
    for (std::size_t i = first; i < last; ++i) {
        if (key[i] == '\n') continue;
        std::string changed = key;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        const std::string rule = rule_of(changed);
        // only the comment carries no meaning
        (rule == "ok 1" ? accepted : refused) += 1;
    }
    CHECK(refused > accepted * 10);
    CHECK(accepted < 20);
}
