#include "catch.h"
#include "cli/temporary_directory.h"

#include <breakglass/custodian/seen_cards.h>

using namespace breakglass;
using namespace breakglass::custodian;

TEST_CASE("checked cards read back as they were written") {
    const std::vector<SeenCard> cards = {{"0011aabb", 0, 15}, {"ffffffff", 15, 0}};
    const std::string text = encode_seen(cards);
    const auto read = parse_seen(as_bytes(text));
    REQUIRE(read);
    CHECK(*read == cards);
    const auto none = parse_seen({});
    REQUIRE(none);
    CHECK(none->empty());
}

TEST_CASE("CHECK-NOTE-MALFORMED: a line that is no card is named") {
    for (const char* bad :
         {"\n", "0011aabb 0 1", "0011aabb 0\n", "0011AABB 0 1\n", "0011aab 0 1\n",
          "0011aabb 16 1\n", "0011aabb 0 16\n", "0011aabb 00 1\n", "0011aabb 0 +1\n",
          "0011aabb 0 1 \n", "0011aabb  0 1\n", "0011aabb 0 -1\n", "0011aabb 0 \n"}) {
        CAPTURE(bad);
        const std::string text = std::string("0011aabb 0 1\n") + bad;
        const auto cards = parse_seen(as_bytes(text));
        REQUIRE_FALSE(cards);
        CHECK(cards.error().rule == "CHECK-NOTE-MALFORMED");
        CHECK(cards.error().message.find("line 2") != std::string::npos);
    }
}

TEST_CASE("CHECK-TOO-MANY: a machine stays two cards short of every group, but takes one") {
    for (std::size_t threshold = 1; threshold <= 16; ++threshold) {
        CAPTURE(threshold);
        std::vector<SeenCard> cards;
        std::size_t taken = 0;
        while (taken < 16 && add_seen(cards, {"0011aabb", 0, taken}, threshold, "custodians"))
            ++taken;
        CHECK(taken == (threshold <= 3 ? 1 : threshold - 2));
        CHECK(taken == most_on_one_machine(threshold));
        const auto refused = add_seen(cards, {"0011aabb", 0, 15}, threshold, "custodians");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().rule == "CHECK-TOO-MANY");
        CHECK(refused.error().kind == ErrorKind::unverified);
        CHECK(cards.size() == taken);
        // The same card again, another group and another set are other questions.
        CHECK(add_seen(cards, {"0011aabb", 0, 0}, threshold, "custodians"));
        CHECK(cards.size() == taken);
        CHECK(add_seen(cards, {"0011aabb", 1, 15}, threshold, "board"));
        CHECK(add_seen(cards, {"0011aabc", 0, 15}, threshold, "custodians"));
    }
}

TEST_CASE("the note of checked cards outlives the command and is private") {
    const breakglass::testing::TemporaryDirectory directory;
    const std::string file = directory / "checked-cards";
    REQUIRE(note_seen(file, {"0011aabb", 0, 1}, 3, "custodians"));
    REQUIRE(note_seen(file, {"0011aabb", 0, 1}, 3, "custodians"));
    const auto refused = note_seen(file, {"0011aabb", 0, 2}, 3, "custodians");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "CHECK-TOO-MANY");
    REQUIRE(note_seen(file, {"0011aabb", 2, 2}, 3, "board"));
    const auto nowhere =
        note_seen(directory / "absent/checked-cards", {"0011aabb", 0, 1}, 3, "custodians");
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().rule == "CHECK-NOTE-WRITE");
}
