#include "catch.h"
#include "cli/temporary_directory.h"

#include <sys/stat.h>

#include <breakglass/backup/pins.h>

using namespace breakglass;
using namespace breakglass::backup;

namespace {

Pin pin(const std::string& escrow, std::uint8_t fingerprint, std::uint64_t ledger,
        const std::string& file = "/etc/sealing") {
    Pin made;
    made.fingerprint.fill(fingerprint);
    made.ledger_size = ledger;
    made.escrow = escrow;
    made.file = file;
    return made;
}

std::string rule_of(const Result<PinOutcome>& result) {
    return result ? "" : result.error().rule;
}

}  // namespace

TEST_CASE("pins read back as they were written") {
    const std::vector<Pin> pins = {pin("payroll", 1, 0), pin("a b \"c\"", 2, UINT64_MAX, "/x y")};
    const auto read = parse_pins(as_bytes(encode_pins(pins)));
    REQUIRE(read);
    CHECK(*read == pins);
    const auto none = parse_pins({});
    REQUIRE(none);
    CHECK(none->empty());
}

TEST_CASE("PINS-MALFORMED: a line that is no pin is named") {
    const std::string good = encode_pins({pin("payroll", 1, 7)});
    for (const std::string& bad :
         {std::string("\n"), std::string("x\n"), good.substr(0, good.size() - 1), good.substr(2),
          "A" + good.substr(1), good.substr(0, good.find('\t')) + "\t-1\te\tf\n",
          good.substr(0, good.find('\t')) + "\t18446744073709551616\te\tf\n",
          good.substr(0, good.find('\t')) + "\t1\t\tf\n",
          good.substr(0, good.size() - 1) + "\tmore\n"}) {
        const std::string text = good + bad;
        CAPTURE(bad);
        const auto pins = parse_pins(as_bytes(text));
        REQUIRE_FALSE(pins);
        CHECK(pins.error().rule == "PINS-MALFORMED");
        CHECK(pins.error().message.find("line 2") != std::string::npos);
    }
}

TEST_CASE("a first use is pinned, a second is known, at another place too") {
    std::vector<Pin> pins;
    CHECK(*compare_and_pin(pins, pin("payroll", 1, 3), "pins") == PinOutcome::first_use);
    CHECK(*compare_and_pin(pins, pin("payroll", 1, 3), "pins") == PinOutcome::known);
    CHECK(*compare_and_pin(pins, pin("payroll", 1, 3, "/other"), "pins") == PinOutcome::known);
    CHECK(pins.size() == 2);
}

TEST_CASE("SEALING-PIN-DIFFERS: another fingerprint for the escrow or for the place") {
    std::vector<Pin> pins;
    REQUIRE(compare_and_pin(pins, pin("payroll", 1, 3), "pins"));
    const std::vector<Pin> before = pins;
    CHECK(rule_of(compare_and_pin(pins, pin("payroll", 2, 9), "pins")) == "SEALING-PIN-DIFFERS");
    CHECK(rule_of(compare_and_pin(pins, pin("payroll", 2, 9, "/elsewhere"), "pins")) ==
          "SEALING-PIN-DIFFERS");
    CHECK(rule_of(compare_and_pin(pins, pin("thief", 2, 9), "pins")) == "SEALING-PIN-DIFFERS");
    CHECK(pins == before);
}

TEST_CASE("a smaller ledger than one seen at any place is superseded, and the larger one stays") {
    std::vector<Pin> pins;
    REQUIRE(compare_and_pin(pins, pin("payroll", 1, 5), "pins"));
    CHECK(*compare_and_pin(pins, pin("payroll", 1, 9), "pins") == PinOutcome::known);
    CHECK(*compare_and_pin(pins, pin("payroll", 1, 8), "pins") == PinOutcome::superseded);
    CHECK(*compare_and_pin(pins, pin("payroll", 1, 8, "/new"), "pins") == PinOutcome::superseded);
    CHECK(*compare_and_pin(pins, pin("payroll", 1, 9), "pins") == PinOutcome::known);
    CHECK(pins.front().ledger_size == 9);
}

TEST_CASE("the file of pins is made on first use, for its owner alone") {
    const testing::TemporaryDirectory directory;
    const std::string file = directory / "pins";
    CHECK(*check_pin(file, pin("payroll", 1, 3)) == PinOutcome::first_use);
    CHECK(*check_pin(file, pin("payroll", 1, 3)) == PinOutcome::known);
    CHECK(rule_of(check_pin(file, pin("payroll", 2, 3))) == "SEALING-PIN-DIFFERS");
    struct stat facts = {};
    REQUIRE(::stat(file.c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600U);
}

TEST_CASE("PINS-WRITE: a first use that cannot be kept is refused") {
    CHECK(rule_of(check_pin("/proc/no-such-directory/pins", pin("payroll", 1, 3))) == "PINS-WRITE");
}
