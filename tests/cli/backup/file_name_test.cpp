#include "file_name.h"

#include "catch.h"
#include "cli/temporary_directory.h"

using namespace breakglass;
using namespace breakglass::backup;

TEST_CASE("a label never leaves its directory or hides as a file name") {
    const sealed::BackupId id{0xab, 0xcd, 0x01, 0x23, 0x45};
    const std::string tail = "-20310302T040506Z-abcd0123";
    const std::int64_t time = 1930190706;
    CHECK(file_stem("payroll-db", time, id) == "payroll-db" + tail);
    CHECK(file_stem("../../etc/passwd", time, id) == "_.._.._etc_passwd" + tail);
    CHECK(file_stem("-rf", time, id) == "_-rf" + tail);
    CHECK(file_stem("a b\n\"\xc3\xa4", time, id) == "a_b____" + tail);
    CHECK(file_stem(std::string(500, 'x'), time, id).size() + 4 <= 255);
}

TEST_CASE("an output directory must be there: a missing mount is not filled") {
    const testing::TemporaryDirectory directory;
    CHECK(*in_directory(directory.path(), "a") == directory / "a");
    CHECK(*in_directory(directory.path() + "/", "a") == directory / "a");
    const auto missing = in_directory(directory / "not-mounted", "a");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().rule == "FILE-MISSING");
}
