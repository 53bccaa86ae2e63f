#include "catch.h"
#include "cli/temporary_directory.h"

#include <breakglass/disk/file_stream.h>
#include <breakglass/disk/read_file.h>

using namespace breakglass;
using namespace breakglass::disk;
using breakglass::testing::put_file;
using breakglass::testing::TemporaryDirectory;

TEST_CASE("a file is read whole up to its limit, plain and secret") {
    const TemporaryDirectory here;
    for (const std::size_t size : {0U, 1U, 65536U, 70000U}) {
        put_file(here / "f", std::string(size, 'x'));
        auto plain = read_file(here / "f", 70000);
        REQUIRE(plain);
        CHECK(plain->size() == size);
        auto secret = read_secret_file(here / "f", 70000);
        REQUIRE(secret);
        CHECK(secret->size() == size);
    }
}

TEST_CASE("FILE-TOO-LARGE: one byte above the limit is refused, also from a device without end") {
    const TemporaryDirectory here;
    put_file(here / "f", std::string(101, 'x'));
    for (const std::string& path : {here / "f", std::string("/dev/zero")}) {
        auto plain = read_file(path, 100);
        REQUIRE_FALSE(plain);
        CHECK(plain.error().rule == "FILE-TOO-LARGE");
        auto secret = read_secret_file(path, 100);
        REQUIRE_FALSE(secret);
        CHECK(secret.error().rule == "FILE-TOO-LARGE");
    }
}

TEST_CASE("FILE-MISSING and FILE-IS-DIRECTORY name the file") {
    const TemporaryDirectory here;
    auto missing = read_file(here / "none", 10);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().rule == "FILE-MISSING");
    CHECK(missing.error().message.find("none") != std::string::npos);
    auto directory = read_file(here.path(), 10);
    REQUIRE_FALSE(directory);
    CHECK(directory.error().rule == "FILE-IS-DIRECTORY");
}
