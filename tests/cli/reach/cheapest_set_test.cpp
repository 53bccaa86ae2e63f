#include "catch.h"

#include <random>

#include <breakglass/reach/quorum.h>

using namespace breakglass;
using reach::Cheapest;
using reach::Group;
using reach::Quorum;

namespace {

// The size of the smallest set, by trying every set there is.
std::size_t smallest_by_trying(const Quorum& quorum) {
    const std::vector<std::string> names = reach::holders_of(quorum);
    std::size_t smallest = names.size() + 1;
    for (std::uint32_t chosen = 0; chosen < std::uint32_t{1} << names.size(); ++chosen) {
        std::vector<std::string> who;
        for (std::size_t index = 0; index < names.size(); ++index) {
            if ((chosen >> index & 1U) != 0) who.push_back(names[index]);
        }
        if (who.size() < smallest && reach::reaches(quorum, who)) smallest = who.size();
    }
    return smallest;
}

Quorum random_quorum(std::mt19937& random) {
    const auto up_to = [&](int highest) {
        return std::uniform_int_distribution<int>(1, highest)(random);
    };
    Quorum quorum;
    const int people = up_to(9);
    const int groups = up_to(5);
    for (int group = 0; group < groups; ++group) {
        Group& added = quorum.groups.emplace_back();
        added.name = "g" + std::to_string(group);
        const int shares = up_to(6);
        for (int share = 0; share < shares; ++share) {
            added.holders.push_back("p" + std::to_string(up_to(people)));
        }
        added.threshold = up_to(shares);
    }
    quorum.groups_required = up_to(groups);
    return quorum;
}

}  // namespace

TEST_CASE("the cheapest set of 3,000 random quorums is as small as trying every set finds") {
    std::mt19937 random(20311102);
    std::size_t several = 0;
    for (int round = 0; round < 3000; ++round) {
        const Quorum quorum = random_quorum(random);
        const Cheapest cheapest = reach::cheapest_set(quorum);
        REQUIRE(cheapest.exact);
        REQUIRE(reach::reaches(quorum, cheapest.who));
        REQUIRE(cheapest.who.size() == smallest_by_trying(quorum));
        several += cheapest.who.size() < static_cast<std::size_t>(reach::fewest_shares(quorum));
    }
    // The cases that need a search at all were among them.
    CHECK(several > 300);
}

TEST_CASE("three of five holders of one share each are three people") {
    const Quorum quorum{1, {{"custodians", 3, {"a", "b", "c", "d", "e"}}}};
    const Cheapest cheapest = reach::cheapest_set(quorum);
    CHECK(cheapest.who == std::vector<std::string>{"a", "b", "c"});
    CHECK(cheapest.exact);
}

TEST_CASE("a person with shares in two groups brings both") {
    const Quorum quorum{2, {{"one", 2, {"a", "b", "c"}}, {"two", 2, {"c", "d", "b"}}}};
    CHECK(reach::cheapest_set(quorum).who == std::vector<std::string>{"b", "c"});
    CHECK(reach::fewest_shares(quorum) == 4);
}

TEST_CASE("the copies of a share are one share, in however many hands") {
    const Quorum quorum{2, {{"copied", 1, {"a", "a", "b"}}, {"other", 2, {"c", "d"}}}};
    CHECK(reach::cheapest_set(quorum).who.size() == 3);
    CHECK_FALSE(reach::reaches(quorum, {"a", "b"}));
    CHECK(reach::opens_without(quorum, "a"));
    CHECK_FALSE(reach::opens_without(quorum, "c"));
}

TEST_CASE("the largest quorum there is, one share each, is counted exactly") {
    Quorum quorum;
    quorum.groups_required = 16;
    for (int group = 0; group < 16; ++group) {
        Group& added = quorum.groups.emplace_back();
        added.threshold = 9;
        for (int share = 0; share < 16; ++share) {
            added.holders.push_back(std::to_string(group) + "/" + std::to_string(share));
        }
    }
    const Cheapest cheapest = reach::cheapest_set(quorum);
    CHECK(cheapest.exact);
    CHECK(cheapest.who.size() == 144);
}

TEST_CASE("a search that would take too long stops, says so, and its set still opens") {
    std::mt19937 random(7);
    Quorum quorum;
    quorum.groups_required = 9;
    for (int group = 0; group < 16; ++group) {
        Group& added = quorum.groups.emplace_back();
        added.threshold = 7;
        for (int share = 0; share < 16; ++share) {
            added.holders.push_back(
                "p" + std::to_string(std::uniform_int_distribution<int>(0, 99)(random)));
        }
    }
    const Cheapest cheapest = reach::cheapest_set(quorum);
    CHECK_FALSE(cheapest.exact);
    CHECK(reach::reaches(quorum, cheapest.who));
}
