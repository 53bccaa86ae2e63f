#include "catch.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <stdlib.h>

#include <breakglass/age/file.h>
#include <breakglass/age/identity_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/keystore/keystore.h>

using namespace breakglass;
namespace fs = std::filesystem;

namespace {

class Folder {
  public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "keystore.XXXXXX").string();
        check(::mkdtemp(name.data()) != nullptr, "no temporary folder");
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const fs::path& path() const { return path_; }
    std::string uri(const std::string& name) const { return "file:" + (path_ / name).string(); }

  private:
    fs::path path_;
};

SecretBytes passphrase(std::string_view text) {
    return SecretBytes::copy_of(as_bytes(text));
}

keystore::Unlocking unlock_with(std::string text) {
    return {.passphrase = [text]() -> Result<SecretBytes> { return passphrase(text); }};
}

Result<std::string> make(const std::string& uri, std::string_view text) {
    keystore::Protection protection;
    protection.passphrase = passphrase(text);
    return keystore::create(uri, protection, "2031-03-02T04:05:06Z");
}

template <typename T>
std::string rule_of(const Result<T>& result) {
    return result ? std::string("no error") : result.error().rule;
}

/// An age file with this content, under the recipient.
void plant(const fs::path& file, std::string_view content, const age::Recipient& keeper) {
    const age::Recipient* const keepers[] = {&keeper};
    auto sealed = age::encrypt_secret(keepers, passphrase(content), system_randomness());
    REQUIRE(sealed);
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(sealed->data()),
               static_cast<std::streamsize>(sealed->size()));
}

}  // namespace

TEST_CASE("a keystore URI names one file by its absolute path") {
    auto file = keystore::file_of("file:/keys/kek 1.age");
    REQUIRE(file);
    CHECK(*file == "/keys/kek 1.age");
    for (const char* uri :
         {"file:", "file:kek.age", "file://host/kek.age", "file:///kek.age", "file:/keys/"}) {
        CAPTURE(uri);
        CHECK(rule_of(keystore::file_of(uri)) == "KEYSTORE-URI");
    }
}

TEST_CASE("KEYSTORE-UNSUPPORTED: tokens and unknown kinds of keystore are a usage error") {
    for (const char* uri : {"pkcs11:token=kek", "https://x/kek", "/keys/kek.age", "", "FILE:/x"}) {
        CAPTURE(uri);
        auto file = keystore::file_of(uri);
        CHECK(rule_of(file) == "KEYSTORE-UNSUPPORTED");
        CHECK(file.error().kind == ErrorKind::usage);
    }
}

TEST_CASE("KEYSTORE-IN-ESCROW: the keystore lies outside, whatever the path looks like") {
    Folder folder;
    const fs::path escrow = folder.path() / "escrow";
    fs::create_directories(escrow / "cases");
    fs::create_directories(folder.path() / "escrow-keys");
    fs::create_directory_symlink(escrow / "cases", folder.path() / "alias");
    fs::create_symlink(escrow / "kek.age", folder.path() / "link.age");
    std::ofstream(escrow / "kek.age") << "x";
    for (const fs::path& inside :
         {escrow / "kek.age", escrow / "cases" / "kek.age", folder.path() / "alias" / "kek.age",
          folder.path() / "link.age", folder.path() / "escrow-keys" / ".." / "escrow" / "k"}) {
        CAPTURE(inside);
        CHECK(rule_of(keystore::check_outside(inside, escrow)) == "KEYSTORE-IN-ESCROW");
    }
    CHECK(keystore::check_outside(folder.path() / "kek.age", escrow));
    CHECK(keystore::check_outside(folder.path() / "escrow-keys" / "kek.age", escrow));
    CHECK(keystore::check_outside(escrow / ".." / "kek.age", escrow));
    CHECK(rule_of(keystore::check_outside(folder.path() / "no" / "kek.age", escrow)) ==
          "KEYSTORE-PLACE");
}

TEST_CASE("a keystore under a passphrase opens with it and with nothing else") {
    Folder folder;
    const std::string uri = folder.uri("kek.age");
    auto recipient = make(uri, "correct horse");
    REQUIRE(recipient);
    CHECK(recipient->starts_with("age1"));
    CHECK((fs::status(folder.path() / "kek.age").permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    auto identity = keystore::open(uri, *recipient, unlock_with("correct horse"));
    REQUIRE(identity);
    CHECK(identity->recipient().text() == *recipient);

    auto wrong = keystore::open(uri, *recipient, unlock_with("wrong horse"));
    CHECK(rule_of(wrong) == "KEYSTORE-NO-MATCH");
    CHECK(wrong.error().kind == ErrorKind::not_met);
    CHECK(rule_of(keystore::open(uri, *recipient, {})) == "KEYSTORE-NO-MATCH");
    auto given_up =
        keystore::open(uri, *recipient, {.passphrase = []() -> Result<SecretBytes> {
                           return Error{ErrorKind::usage, "TERMINAL-NONE", "no terminal", ""};
                       }});
    CHECK(rule_of(given_up) == "TERMINAL-NONE");

    auto mismatch = keystore::open(uri, age::X25519Identity::generate().recipient().text(),
                                   unlock_with("correct horse"));
    CHECK(rule_of(mismatch) == "KEK-MISMATCH");
    CHECK(mismatch.error().kind == ErrorKind::unverified);
}

TEST_CASE("FILE-EXISTS: a keystore is never overwritten") {
    Folder folder;
    std::ofstream(folder.path() / "kek.age") << "precious";
    CHECK(rule_of(make(folder.uri("kek.age"), "p")) == "FILE-EXISTS");
    CHECK(fs::file_size(folder.path() / "kek.age") == 8);
}

TEST_CASE("a keystore under a recipient asks for no passphrase") {
    Folder folder;
    const auto keeper = age::X25519Identity::generate();
    keystore::Protection protection;
    protection.recipient = keeper.recipient().text();
    auto recipient = keystore::create(folder.uri("kek.age"), protection, "2031-03-02T04:05:06Z");
    REQUIRE(recipient);
    bool asked = false;
    keystore::Unlocking unlocking{.passphrase = [&asked]() -> Result<SecretBytes> {
        asked = true;
        return passphrase("p");
    }};
    unlocking.identities.push_back(&keeper);
    CHECK(keystore::open(folder.uri("kek.age"), *recipient, unlocking));
    CHECK_FALSE(asked);

    protection.recipient = "age1nonsense";
    CHECK(rule_of(keystore::create(folder.uri("other.age"), protection, "x")) ==
          "AGE-RECIPIENT-UNKNOWN");
    CHECK_FALSE(fs::exists(folder.path() / "other.age"));
}

TEST_CASE("KEYSTORE-MISSING: an absent keystore is named") {
    Folder folder;
    CHECK(rule_of(keystore::open(folder.uri("kek.age"), "age1x", {})) == "KEYSTORE-MISSING");
}

TEST_CASE("KEYSTORE-DAMAGED: what is inside must be exactly one age key") {
    Folder folder;
    const auto keeper = age::X25519Identity::generate();
    keystore::Unlocking unlocking;
    unlocking.identities.push_back(&keeper);
    const SecretBytes key_text = age::X25519Identity::generate().text();
    const std::string key(as_text(key_text.expose()));
    const fs::path file = folder.path() / "kek.age";
    for (const std::string& content :
         {std::string(), std::string("# a comment\n"), std::string("hello\n"),
          key.substr(0, key.size() - 1) + "\n", key + "\n" + key + "\n", key + "\nhello\n",
          key + key + "\n"}) {
        plant(file, content, keeper.recipient());
        CHECK(rule_of(keystore::open(folder.uri("kek.age"), "age1x", unlocking)) ==
              "KEYSTORE-DAMAGED");
    }
    // Line ends and comments of other tools are fine: only the key differs here.
    plant(file, "# x\r\n\r\n" + key, keeper.recipient());
    CHECK(rule_of(keystore::open(folder.uri("kek.age"), "age1x", unlocking)) == "KEK-MISMATCH");
}

TEST_CASE("a keystore that was cut short or changed does not open") {
    Folder folder;
    const auto keeper = age::X25519Identity::generate();
    keystore::Protection protection;
    protection.recipient = keeper.recipient().text();
    const fs::path file = folder.path() / "kek.age";
    auto recipient = keystore::create("file:" + file.string(), protection, "x");
    REQUIRE(recipient);
    auto whole = disk::read_file(file.string(), 65536);
    REQUIRE(whole);
    keystore::Unlocking unlocking;
    unlocking.identities.push_back(&keeper);
    fs::resize_file(file, whole->size() - 1);
    CHECK_FALSE(keystore::open("file:" + file.string(), *recipient, unlocking));
    fs::resize_file(file, 0);
    CHECK_FALSE(keystore::open("file:" + file.string(), *recipient, unlocking));
    (*whole)[whole->size() / 2] ^= 1;
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(whole->data()),
               static_cast<std::streamsize>(whole->size()));
    CHECK_FALSE(keystore::open("file:" + file.string(), *recipient, unlocking));
}
