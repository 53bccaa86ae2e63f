#include "catch.h"
#include "cli/ceremony/room.h"

#include <breakglass/ceremony/retire.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/ledger/ledger.h>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

std::string hold(Room& room, const std::string& folder) {
    const std::string set = room.start(folder).set_id;
    room.confirm_all(folder);
    REQUIRE(ceremony::activate(room.escrow(), set));
    return set;
}

std::string refusal(Room& room, const std::string& set_id = "") {
    const std::size_t entries = room.escrow().ledger().entries().size();
    const auto retired = ceremony::retire(room.escrow(), {.set_id = set_id}, noon + 120);
    CHECK(room.escrow().ledger().entries().size() == entries);
    return retired ? "" : retired.error().rule;
}

}  // namespace

TEST_CASE("CEREMONY-NO-SUCCESSOR: a set stays while the key of the next one is spent") {
    Room room;
    const std::string first = hold(room, "first");
    const std::string second = hold(room, "second");
    REQUIRE(room.sets().mark_spent(second, noon + 90, "incident"));
    CHECK(refusal(room, first) == "CEREMONY-NO-SUCCESSOR");
    CHECK(refusal(room) == "CEREMONY-NO-SUCCESSOR");
}

TEST_CASE("CEREMONY-SET-UNCLEAR: which of two retiring sets must be said") {
    Room room;
    const std::string first = hold(room, "first");
    const std::string second = hold(room, "second");
    const std::string third = hold(room, "third");
    CHECK(refusal(room) == "CEREMONY-SET-UNCLEAR");
    const auto retired = ceremony::retire(room.escrow(), {.set_id = first}, noon + 120);
    REQUIRE(retired);
    CHECK(retired->successor == third);
    // one is left, so nothing is unclear any more
    const auto other = ceremony::retire(room.escrow(), {}, noon + 120);
    REQUIRE(other);
    CHECK(other->set_id == second);
}

TEST_CASE(
    "RECORD-MANIFEST: a set whose manifest is another than that of its start stays inactive") {
    Room room;
    const std::string set = room.start("cards").set_id;
    room.confirm_all("cards");
    auto stored = room.escrow().read_manifest(set);
    REQUIRE(stored);
    auto manifest = records::parse_manifest(*stored);
    REQUIRE(manifest);
    manifest->groups[0].members[0].name = "somebody else";
    REQUIRE(disk::replace_file((room.escrow().manifests_dir() / (set + ".manifest")).string(),
                               records::encode_manifest(*manifest)));
    const auto activated = ceremony::activate(room.escrow(), set);
    REQUIRE_FALSE(activated);
    CHECK(activated.error().rule == "RECORD-MANIFEST");
    CHECK_FALSE(room.sets().active()->has_value());
}
