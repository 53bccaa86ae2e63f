// More shares than needed: a bad one is found, named and left out.

#include "catch.h"
#include "scheme_samples.h"

using namespace breakglass;
using namespace breakglass::slip39;

namespace {

void damage(Share& share) {
    share.value.expose_mut()[5] ^= 0x40;
}

std::vector<std::size_t> all_below(std::size_t count) {
    std::vector<std::size_t> positions;
    for (std::size_t at = 0; at < count; ++at)
        positions.push_back(at);
    return positions;
}

}  // namespace

TEST_CASE("each bad share among more than k is found, wherever it stands") {
    RepeatableRandomness randomness(21);
    const SecretBytes secret = random_secret(32, randomness);
    const auto shares = split_plain(secret, 3, 5, randomness);
    for (std::size_t bad = 0; bad < 5; ++bad) {
        std::vector<Share> given = pick(shares, all_below(5));
        damage(given[bad]);
        const auto found = rejoin(given, SecretBytes());
        REQUIRE(found);
        CHECK(hex(found->secret) == hex(secret));
        CHECK(found->left_out == std::vector<std::size_t>{bad});
        CHECK(found->agreeing.size() == 4);
        const auto strict = combine(given, SecretBytes());
        REQUIRE_FALSE(strict);
        CHECK(strict.error().rule == "SHARE-DIGEST");
    }
}

TEST_CASE("two bad shares of five still leave three that agree") {
    RepeatableRandomness randomness(22);
    const SecretBytes secret = random_secret(32, randomness);
    const auto shares = split_plain(secret, 3, 5, randomness);
    for (std::size_t first = 0; first < 5; ++first) {
        for (std::size_t second = first + 1; second < 5; ++second) {
            std::vector<Share> given = pick(shares, all_below(5));
            damage(given[first]);
            given[second].value.expose_mut()[0] ^= 0x01;
            const auto found = rejoin(given, SecretBytes());
            REQUIRE(found);
            CHECK(hex(found->secret) == hex(secret));
            CHECK(found->left_out == std::vector<std::size_t>{first, second});
        }
    }
}

TEST_CASE("SHARE-DIGEST: three bad shares of five are too many") {
    RepeatableRandomness randomness(23);
    std::vector<Share> given = split_plain(random_secret(32, randomness), 3, 5, randomness);
    damage(given[0]);
    given[2].value.expose_mut()[1] ^= 2;
    given[3].value.expose_mut()[9] ^= 4;
    const auto found = rejoin(given, SecretBytes());
    REQUIRE_FALSE(found);
    CHECK(found.error().rule == "SHARE-DIGEST");
    CHECK(found.error().kind == ErrorKind::unverified);
}

TEST_CASE("the largest set, 8 of 16 with eight bad shares, is settled") {
    RepeatableRandomness randomness(24);
    const SecretBytes secret = random_secret(32, randomness);
    std::vector<Share> given = split_plain(secret, 8, 16, randomness);
    std::vector<std::size_t> bad;
    for (std::size_t at = 0; at < 16; at += 2) {
        given[at].value.expose_mut()[at] ^= static_cast<std::uint8_t>(at + 1);
        bad.push_back(at);
    }
    const auto found = rejoin(given, SecretBytes());
    REQUIRE(found);
    CHECK(hex(found->secret) == hex(secret));
    CHECK(found->left_out == bad);
}

TEST_CASE(
    "SHARE-AMBIGUOUS: two halves of different secrets under one description are not settled") {
    RepeatableRandomness randomness(25);
    const auto shares = split_plain(random_secret(32, randomness), 2, 4, randomness);
    const auto others = split_plain(random_secret(32, randomness), 2, 4, randomness);
    std::vector<Share> given = pick(shares, all_below(4));
    given[2].value = others[2].value.clone();
    given[3].value = others[3].value.clone();
    const auto found = rejoin(given, SecretBytes());
    REQUIRE_FALSE(found);
    CHECK(found.error().rule == "SHARE-AMBIGUOUS");
    CHECK(found.error().kind == ErrorKind::unverified);
}

TEST_CASE("a whole bad group is left out when the other groups are enough") {
    RepeatableRandomness randomness(26);
    const SecretBytes secret = random_secret(32, randomness);
    SplitPlan plan;
    plan.groups = {{2, 2}, {1, 1}, {2, 3}};
    plan.groups_required = 2;
    const auto shares = split(secret, SecretBytes(), plan, randomness);
    REQUIRE(shares);

    std::vector<Share> digest_fails = pick(*shares, all_below(6));
    damage(digest_fails[0]);
    const auto first = rejoin(digest_fails, SecretBytes());
    REQUIRE(first);
    CHECK(hex(first->secret) == hex(secret));
    CHECK(first->left_out == std::vector<std::size_t>{0, 1});

    // a single share carries no digest of its own; the groups' digest finds it
    std::vector<Share> single_forged = pick(*shares, all_below(6));
    damage(single_forged[2]);
    const auto second = rejoin(single_forged, SecretBytes());
    REQUIRE(second);
    CHECK(hex(second->secret) == hex(secret));
    CHECK(second->left_out == std::vector<std::size_t>{2});

    damage(single_forged[0]);
    const auto third = rejoin(single_forged, SecretBytes());
    REQUIRE_FALSE(third);
    CHECK(third.error().rule == "SHARE-DIGEST");
}

TEST_CASE("SHARE-DIGEST: with one group needed, groups that give different secrets are refused") {
    RepeatableRandomness randomness(27);
    const SecretBytes secret = random_secret(32, randomness);
    SplitPlan plan;
    plan.groups = {{2, 2}, {1, 1}};
    const auto shares = split(secret, SecretBytes(), plan, randomness);
    REQUIRE(shares);
    std::vector<Share> given = pick(*shares, all_below(3));
    CHECK(combine(given, SecretBytes()));
    damage(given[2]);
    const auto found = rejoin(given, SecretBytes());
    REQUIRE_FALSE(found);
    CHECK(found.error().rule == "SHARE-DIGEST");
    CHECK(found.error().message == "groups 1 and 2 give different secrets");
}

TEST_CASE("shares of a group too incomplete to judge are reported as unchecked") {
    RepeatableRandomness randomness(28);
    SplitPlan plan;
    plan.groups = {{2, 2}, {3, 3}};
    const auto shares = split(random_secret(32, randomness), SecretBytes(), plan, randomness);
    REQUIRE(shares);
    const auto found = rejoin(pick(*shares, {2, 0, 1, 4}), SecretBytes());
    REQUIRE(found);
    CHECK(found->unchecked == std::vector<std::size_t>{0, 3});
    CHECK(found->agreeing == std::vector<std::size_t>{1, 2});
    CHECK(found->left_out.empty());
}
