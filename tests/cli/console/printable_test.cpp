#include "catch.h"

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>

using namespace breakglass::console;

TEST_CASE("ordinary text in any script is shown as it is") {
    CHECK(printable("payroll-1 Jakarta é 日本 😀") == "payroll-1 Jakarta é 日本 😀");
    CHECK(quoted("B-4") == "\"B-4\"");
}

TEST_CASE("terminal escapes, newlines and bidirectional marks never reach the terminal") {
    CHECK(printable("a\033[2Jb") == "a\\x1b[2Jb");
    CHECK(printable("one\ntwo\r") == "one\\x0atwo\\x0d");
    CHECK(printable("\xe2\x80\xae"
                    "exe") == "\\u{202e}exe");
    CHECK(printable("\xc2\x9b"
                    "31m") == "\\u{9b}31m");
    CHECK(printable(std::string_view("\0", 1)) == "\\x00");
}

TEST_CASE("invalid UTF-8 is shown byte by byte") {
    CHECK(printable("\xff\xfe") == "\\xff\\xfe");
    CHECK(printable("\xc0\xaf") == "\\xc0\\xaf");           // overlong
    CHECK(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");  // surrogate
    CHECK(printable("\xe2\x82") == "\\xe2\\x82");           // cut off
    CHECK(printable("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
}

TEST_CASE("sizes, durations and times read well") {
    CHECK(readable_size(0) == "0 B");
    CHECK(readable_size(1023) == "1023 B");
    CHECK(readable_size(1536) == "1.5 KiB");
    CHECK(readable_size(std::uint64_t{4} << 30U) == "4.0 GiB");
    CHECK(readable_duration(std::chrono::milliseconds(1500)) == "1.5 s");
    CHECK(readable_duration(std::chrono::seconds(125)) == "2 min 5 s");
    CHECK(readable_duration(std::chrono::minutes(200)) == "3 h 20 min");
    CHECK(rfc3339(0) == "1970-01-01T00:00:00Z");
    CHECK(rfc3339(1930104306) == "2031-03-01T04:05:06Z");
}
