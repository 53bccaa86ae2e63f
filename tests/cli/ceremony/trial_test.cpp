#include "trial.h"

#include "catch.h"

#include <limits>

#include <breakglass/age/x25519.h>

using namespace breakglass;
using ceremony::try_shares;

namespace {

struct Split {
    SecretBytes secret;
    slip39::SplitPlan plan;
    std::vector<slip39::Share> shares;
};

Split split(std::vector<slip39::Group> groups, unsigned required) {
    Split made{.secret = random_secret(32),
               .plan = {.groups = std::move(groups), .groups_required = required}};
    auto shares = slip39::split(made.secret, SecretBytes(), made.plan);
    REQUIRE(shares);
    made.shares = *std::move(shares);
    return made;
}

}  // namespace

TEST_CASE("every combination that should open the key is counted and tried") {
    const auto count = [](std::vector<slip39::Group> groups, unsigned required) {
        const Split made = split(std::move(groups), required);
        const auto trials =
            try_shares(made.secret, made.shares, made.plan, 1000, system_randomness());
        REQUIRE(trials);
        CHECK(trials->tried == trials->possible);
        return trials->possible;
    };
    CHECK(count({{3, 5}}, 1) == 10);
    CHECK(count({{2, 3}, {2, 3}}, 2) == 9);
    CHECK(count({{2, 3}, {2, 3}, {1, 1}}, 2) == 9 + 3 + 3);
    CHECK(count({{1, 1}}, 1) == 1);
    CHECK(count({{4, 4}}, 1) == 1);
}

TEST_CASE("above the bound a sample is tried, and the number of all is told") {
    const Split made = split({{8, 16}}, 1);
    const auto trials = try_shares(made.secret, made.shares, made.plan, 20, system_randomness());
    REQUIRE(trials);
    CHECK(trials->possible == 12870);
    CHECK(trials->tried == 20);
}

TEST_CASE("CEREMONY-TRIAL: one bad share among sixteen is found, in the sample too") {
    Split made = split({{2, 16}}, 1);
    made.shares[11].value.expose_mut()[0] ^= 1U;
    for (const std::size_t bound : {1000U, 16U}) {
        const auto trials =
            try_shares(made.secret, made.shares, made.plan, bound, system_randomness());
        REQUIRE_FALSE(trials);
        CHECK(trials.error().rule == "CEREMONY-TRIAL");
    }
}

TEST_CASE("CEREMONY-TRIAL: shares of another key are found") {
    const Split made = split({{2, 3}}, 1);
    const auto trials =
        try_shares(random_secret(32), made.shares, made.plan, 1000, system_randomness());
    REQUIRE_FALSE(trials);
    CHECK(trials.error().rule == "CEREMONY-TRIAL");
}

TEST_CASE("a bank's policy: every combination of two of three groups is tried") {
    // security 2 of 3, operations 2 of 3, board 2 of 3; any two groups
    const Split bank = split({{2, 3}, {2, 3}, {2, 3}}, 2);
    const auto trials =
        try_shares(bank.secret, bank.shares, bank.plan, 100000, system_randomness());
    REQUIRE(trials);
    CHECK(trials->possible == 27);
    CHECK(trials->tried == 27);
    // one bad share of nine is found, wherever it lies
    for (std::size_t bad = 0; bad < bank.shares.size(); ++bad) {
        Split broken = split({{2, 3}, {2, 3}, {2, 3}}, 2);
        broken.shares[bad].value.expose_mut()[7] ^= 0x10U;
        const auto found =
            try_shares(broken.secret, broken.shares, broken.plan, 100000, system_randomness());
        REQUIRE_FALSE(found);
        CHECK(found.error().rule == "CEREMONY-TRIAL");
    }
}

TEST_CASE("the largest plain policy, 8 of 16, is tried as a whole within the bound") {
    const Split made = split({{8, 16}}, 1);
    const auto trials =
        try_shares(made.secret, made.shares, made.plan, 100000, system_randomness());
    REQUIRE(trials);
    CHECK(trials->possible == 12870);
    CHECK(trials->tried == 12870);
}

TEST_CASE("sixteen of thirty-two in two groups is more than can be tried, and says so") {
    const Split made = split({{8, 16}, {8, 16}}, 2);
    const auto trials = try_shares(made.secret, made.shares, made.plan, 2000, system_randomness());
    REQUIRE(trials);
    CHECK(trials->possible == 12870ULL * 12870ULL);
    CHECK(trials->tried == 2000);
}

TEST_CASE("a number of combinations beyond counting does not wrap round") {
    const Split made = split(std::vector<slip39::Group>(16, slip39::Group{8, 16}), 16);
    const auto trials = try_shares(made.secret, made.shares, made.plan, 10, system_randomness());
    REQUIRE(trials);
    CHECK(trials->possible == std::numeric_limits<std::uint64_t>::max());
    CHECK(trials->tried == 256);  // every share takes part
}

TEST_CASE("CEREMONY-TRIAL: a set of one share that gives another key is found") {
    const Split made = split({{1, 1}}, 1);
    const auto trials =
        try_shares(random_secret(32), made.shares, made.plan, 100000, system_randomness());
    REQUIRE_FALSE(trials);
    CHECK(trials.error().rule == "CEREMONY-TRIAL");
}
