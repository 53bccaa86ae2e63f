#include "trial.h"

#include "catch.h"

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
