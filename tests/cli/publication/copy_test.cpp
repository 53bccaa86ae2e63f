#include "catch.h"
#include "cli/temporary_directory.h"

#include <algorithm>

#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/publication/copy.h>
#include <breakglass/sealed/header.h>

using namespace breakglass;
using namespace breakglass::publication;
using breakglass::testing::file_text;
using breakglass::testing::put_file;
using breakglass::testing::TemporaryDirectory;

namespace {

constexpr catalog::BackupId id{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

/// A header whose fixed part is all "f" and whose changing part is all one letter.
Bytes header_with(char changing) {
    Bytes header(sealed::fixed_bytes, 'f');
    header.resize(sealed::header_bytes, static_cast<std::uint8_t>(changing));
    return header;
}

std::string file_with(char changing) {
    const Bytes header = header_with(changing);
    return std::string(as_text(header)) + std::string(id.begin(), id.end()) + "the payload";
}

}  // namespace

TEST_CASE("a rewrite changes the last 512 bytes of the header and nothing else") {
    const TemporaryDirectory here;
    put_file(here / "a.age", file_with('o'));
    REQUIRE(rewrite_copy(here / "a.age", id, header_with('n')));
    CHECK(file_text(here / "a.age") == file_with('n'));
    REQUIRE(rewrite_copy(here / "a.age", id, header_with('n')));
    CHECK(file_text(here / "a.age") == file_with('n'));
}

TEST_CASE("a rewrite mends every torn mix of old and new sector") {
    const TemporaryDirectory here;
    for (std::size_t torn = 0; torn <= sealed::rewritable_bytes; torn += 64) {
        std::string content = file_with('o');
        std::fill_n(content.begin() + sealed::fixed_bytes, torn, 'n');
        put_file(here / "a.age", content);
        REQUIRE(rewrite_copy(here / "a.age", id, header_with('n')));
        CHECK(file_text(here / "a.age") == file_with('n'));
    }
}

TEST_CASE("COPY-SWAPPED: another backup under the same name is left as it is") {
    const TemporaryDirectory here;
    std::string other = file_with('o');
    other[sealed::header_bytes] = 'x';
    put_file(here / "a.age", other);
    auto refused = rewrite_copy(here / "a.age", id, header_with('n'));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "COPY-SWAPPED");
    CHECK(file_text(here / "a.age") == other);
}

TEST_CASE("COPY-FIXED-PART: a file whose unchanging part differs is left as it is") {
    const TemporaryDirectory here;
    std::string other = file_with('o');
    other[100] = 'x';
    put_file(here / "a.age", other);
    auto refused = rewrite_copy(here / "a.age", id, header_with('n'));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "COPY-FIXED-PART");
    CHECK(file_text(here / "a.age") == other);
}

TEST_CASE("COPY-TRUNCATED: a file that ends within its header is left as it is") {
    const TemporaryDirectory here;
    for (const std::size_t size : {std::size_t{0}, std::size_t{4000}, sealed::payload_offset - 1}) {
        put_file(here / "a.age", file_with('o').substr(0, size));
        auto refused = rewrite_copy(here / "a.age", id, header_with('n'));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().rule == "COPY-TRUNCATED");
        CHECK(file_text(here / "a.age").size() == size);
    }
}

TEST_CASE("a symbolic link, a pipe and a directory are never written through") {
    const TemporaryDirectory here;
    put_file(here / "real.age", file_with('o'));
    REQUIRE(::symlink((here / "real.age").c_str(), (here / "link.age").c_str()) == 0);
    REQUIRE(::mkfifo((here / "pipe.age").c_str(), 0600) == 0);
    for (const std::string& name :
         {here / "link.age", here / "pipe.age", here.path(), here / "none"}) {
        CHECK_FALSE(rewrite_copy(name, id, header_with('n')));
    }
    CHECK(file_text(here / "real.age") == file_with('o'));
}

TEST_CASE("FILE-NOT-ALLOWED: a read-only copy fails by name and stays as it is") {
    if (::geteuid() == 0) {
        WARN("runs as root: permissions do not hold back root, nothing to see");
        return;
    }
    const TemporaryDirectory here;
    put_file(here / "a.age", file_with('o'));
    REQUIRE(::chmod((here / "a.age").c_str(), 0400) == 0);
    auto refused = rewrite_copy(here / "a.age", id, header_with('n'));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "FILE-NOT-ALLOWED");
    CHECK(file_text(here / "a.age") == file_with('o'));
}
