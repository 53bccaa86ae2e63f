#include "catch.h"
#include "roster.h"

using namespace breakglass;
using namespace breakglass::reach_test;
using reach::Way;

TEST_CASE("without an escrow there is one path: the cards that the policy asks for") {
    const auto paths = reach::paths(sound(), {});
    REQUIRE(paths.size() == 1);
    CHECK(paths[0].way == Way::planned);
    CHECK(paths[0].people.who.size() == 3);
    CHECK(paths[0].places.who.size() == 2);
    CHECK(paths[0].alone.empty());
}

TEST_CASE("paths: KEKs first, the active set before retiring ones, and no planned one beside it") {
    reach::Holdings holdings;
    holdings.sets = {live_set(sound(), "00000001", catalog::SetState::retiring),
                     live_set(sound(), "00000002", catalog::SetState::active)};
    holdings.keks = {live_kek("old", "auditor"), live_kek("new", "finance")};
    holdings.keks[0].kek.state = catalog::KekState::retiring;
    holdings.keks[1].backups = 7;
    std::vector<std::string> names;
    for (const reach::Path& path : reach::paths(sound(), holdings)) {
        names.push_back(reach::describe(path));
    }
    CHECK(names == std::vector<std::string>{"KEK new", "KEK old", "share set 00000002",
                                            "share set 00000001"});
    const auto paths = reach::paths(sound(), holdings);
    CHECK(paths[0].people.who == std::vector<std::string>{"finance"});
    CHECK(paths[0].places.who == std::vector<std::string>{"Bandung"});
    CHECK(*paths[0].backups == 7);
}

TEST_CASE("a set that is only handed out does not stand for the cards the policy asks for") {
    reach::Holdings holdings;
    holdings.sets = {live_set(sound(), "00000001", catalog::SetState::delivered)};
    const auto paths = reach::paths(sound(), holdings);
    REQUIRE(paths.size() == 2);
    CHECK(paths[1].way == Way::planned);
}

TEST_CASE("who does both: an operator who opens alone, by a KEK or by cards") {
    reach::Holdings holdings;
    holdings.keks = {live_kek("everyday", "platform-lead"), live_kek("other", "auditor")};
    const auto both = reach::who_does_both(sound(), holdings);
    REQUIRE(both.size() == 1);
    CHECK(both[0].person == "platform-lead");
    CHECK(both[0].by == "KEK everyday");
    policy::Policy lax = sound();
    lax.recovery.groups[0].threshold = 1;
    REQUIRE(reach::who_does_both(lax, {}).size() == 1);
    CHECK(reach::who_does_both(lax, {})[0].by == "the cards this policy asks for");
}

TEST_CASE("a holder in no known place is a place of their own") {
    policy::Policy policy = sound();
    for (policy::Person& person : policy.persons) {
        person.place.clear();
    }
    const auto paths = reach::paths(policy, {});
    CHECK(paths[0].places.who.size() == 3);
    CHECK(paths[0].places.who[0] == "an unknown place (platform-lead)");
}
