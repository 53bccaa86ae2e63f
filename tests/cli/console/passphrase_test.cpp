#include "catch.h"
#include "cli/temporary_directory.h"

#include <string>

#include <breakglass/console/terminal.h>

using namespace breakglass;
using namespace breakglass::console;
using breakglass::testing::put_file;

namespace {

std::string text_of(const SecretBytes& secret) {
    return std::string(as_text(secret.expose()));
}

}  // namespace

TEST_CASE("a passphrase is the first line of its file, with any line end") {
    const testing::TemporaryDirectory here;
    for (const char* content :
         {"open sesame", "open sesame\n", "open sesame\r\n", "open sesame\nmore\n"}) {
        put_file(here / "p", content);
        auto passphrase = read_passphrase({.file = here / "p", .purpose = "test"});
        REQUIRE(passphrase);
        CHECK(text_of(*passphrase) == "open sesame");
    }
}

TEST_CASE("PASSPHRASE-EMPTY: an empty first line is refused") {
    const testing::TemporaryDirectory here;
    put_file(here / "p", "\nsecond\n");
    auto passphrase = read_passphrase({.file = here / "p", .purpose = "test"});
    REQUIRE_FALSE(passphrase);
    CHECK(passphrase.error().rule == "PASSPHRASE-EMPTY");
}

TEST_CASE("PASSPHRASE-FILE: a missing, a huge and a directory as passphrase file are refused") {
    const testing::TemporaryDirectory here;
    put_file(here / "huge", std::string(5000, 'x'));
    for (const std::string& file : {here / "missing", here / "huge", here.path()}) {
        auto passphrase = read_passphrase({.file = file, .purpose = "test"});
        REQUIRE_FALSE(passphrase);
        CHECK(passphrase.error().rule == "PASSPHRASE-FILE");
    }
}

TEST_CASE("TERMINAL-NONE: without a file, --non-interactive never prompts") {
    auto passphrase = read_passphrase({.non_interactive = true, .purpose = "test"});
    REQUIRE_FALSE(passphrase);
    CHECK(passphrase.error().rule == "TERMINAL-NONE");
}
