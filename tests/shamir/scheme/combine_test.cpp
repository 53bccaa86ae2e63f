#include "catch.h"
#include "scheme_samples.h"

#include <bit>

using namespace breakglass;
using namespace breakglass::slip39;

namespace {

std::vector<std::size_t> positions_of(unsigned subset) {
    std::vector<std::size_t> positions;
    for (unsigned at = 0; at < 32; ++at) {
        if ((subset >> at & 1U) != 0) positions.push_back(at);
    }
    return positions;
}

std::string rule_of(std::span<const Share> shares) {
    const auto secret = combine(shares, SecretBytes());
    return secret ? "" : secret.error().rule;
}

}  // namespace

TEST_CASE("every subset of k or more shares gives the secret, every smaller one is too few") {
    RepeatableRandomness randomness(1);
    for (const auto& [threshold, members] : {std::pair{1U, 1U}, {2U, 3U}, {3U, 5U}, {5U, 5U}}) {
        const SecretBytes secret = random_secret(32, randomness);
        const auto shares = split_plain(secret, threshold, members, randomness);
        for (unsigned subset = 1; subset < 1U << members; ++subset) {
            const auto picked = pick(shares, positions_of(subset));
            const auto found = combine(picked, SecretBytes());
            if (static_cast<unsigned>(std::popcount(subset)) >= threshold) {
                REQUIRE(found);
                CHECK(hex(*found) == hex(secret));
            } else {
                REQUIRE_FALSE(found);
                CHECK(found.error().rule == "SHARE-TOO-FEW");
                CHECK(found.error().kind == ErrorKind::not_met);
            }
        }
    }
}

TEST_CASE("groups open by their own thresholds, and the secret by enough groups") {
    RepeatableRandomness randomness(2);
    const SecretBytes secret = random_secret(32, randomness);
    SplitPlan plan;
    plan.groups = {{2, 3}, {1, 1}, {2, 2}};
    plan.groups_required = 2;
    const auto shares = split(secret, SecretBytes(), plan, randomness);
    REQUIRE(shares);
    for (unsigned subset = 1; subset < 1U << 6; ++subset) {
        const int complete = (std::popcount(subset & 7U) >= 2 ? 1 : 0) +
                             ((subset & 8U) != 0 ? 1 : 0) + ((subset & 48U) == 48U ? 1 : 0);
        const auto found = combine(pick(*shares, positions_of(subset)), SecretBytes());
        CHECK(static_cast<bool>(found) == (complete >= 2));
        if (found) {
            CHECK(hex(*found) == hex(secret));
        } else {
            CHECK(found.error().rule == "SHARE-TOO-FEW");
        }
    }
}

TEST_CASE("secrets of every kind of length come back, with passphrase, exponent and either flag") {
    RepeatableRandomness randomness(3);
    for (const std::size_t bytes : {16U, 18U, 32U, 64U, 256U}) {
        for (const bool extendable : {false, true}) {
            const SecretBytes secret = random_secret(bytes, randomness);
            SplitPlan plan;
            plan.groups = {{3, 4}};
            plan.extendable = extendable;
            plan.iteration_exponent = 1;
            const auto shares = split(secret, secret_text("correct horse"), plan, randomness);
            REQUIRE(shares);
            const auto picked = pick(*shares, {3, 0, 2});
            const auto found = combine(picked, secret_text("correct horse"));
            REQUIRE(found);
            CHECK(hex(*found) == hex(secret));
            const auto other = combine(picked, secret_text("wrong horse"));
            REQUIRE(other);
            CHECK(hex(*other) != hex(secret));
        }
    }
}

TEST_CASE("SHARE-TOO-FEW says how many are here and how many are needed") {
    RepeatableRandomness randomness(4);
    const auto shares = split_plain(random_secret(16, randomness), 3, 5, randomness);
    const auto plain = combine(pick(shares, {0, 4}), SecretBytes());
    REQUIRE_FALSE(plain);
    CHECK(plain.error().message == "2 of the 3 shares needed are here");
    CHECK(rule_of({}) == "SHARE-TOO-FEW");

    SplitPlan plan;
    plan.groups = {{2, 3}, {2, 3}};
    plan.groups_required = 2;
    const auto groups = split(random_secret(16, randomness), SecretBytes(), plan, randomness);
    REQUIRE(groups);
    const auto one = combine(pick(*groups, {0, 1, 5}), SecretBytes());
    REQUIRE_FALSE(one);
    CHECK(one.error().message ==
          "1 of the 2 groups needed are complete: 2 of the 2 shares that group 1 needs, 1 of the 2 "
          "shares that group 2 needs");
}

TEST_CASE("SHARE-MIXED-SETS names the share that differs from most others, and in what") {
    RepeatableRandomness randomness(5);
    const SecretBytes secret = random_secret(16, randomness);
    const auto shares = split_plain(secret, 3, 5, randomness);
    const auto others = split_plain(secret, 3, 5, randomness);
    std::vector<Share> mixed = pick(others, {0});
    mixed.push_back(shares[1].clone());
    mixed.push_back(shares[2].clone());
    const std::vector<std::string> names = {"a.txt line 1", "b.txt line 1", "b.txt line 2"};
    const auto found = rejoin(mixed, SecretBytes(), names);
    REQUIRE_FALSE(found);
    CHECK(found.error().rule == "SHARE-MIXED-SETS");
    CHECK(found.error().kind == ErrorKind::unverified);
    CHECK(found.error().message.starts_with("a.txt line 1 is of another set: it has identifier"));
    CHECK(found.error().message.ends_with("as in b.txt line 1"));
}

TEST_CASE("SHARE-MIXED-SETS notices every field that a set has in common") {
    RepeatableRandomness randomness(6);
    const auto shares = split_plain(random_secret(16, randomness), 3, 5, randomness);
    const auto refused = [&](auto change) {
        std::vector<Share> changed = pick(shares, {0, 1, 2});
        change(changed[2]);
        return rule_of(changed) == "SHARE-MIXED-SETS";
    };
    CHECK(refused([](Share& share) { share.identifier ^= 1; }));
    CHECK(refused([](Share& share) { share.extendable = true; }));
    CHECK(refused([](Share& share) { share.iteration_exponent = 1; }));
    CHECK(refused([](Share& share) { share.group_count = 2; }));
    CHECK(refused([](Share& share) { share.group_threshold = share.group_count = 2; }));
    CHECK(refused([](Share& share) { share.member_threshold = 2; }));
    CHECK(refused([](Share& share) { share.value = SecretBytes(18); }));
}

TEST_CASE("a repeated share counts once") {
    RepeatableRandomness randomness(8);
    const SecretBytes secret = random_secret(16, randomness);
    const auto shares = split_plain(secret, 2, 3, randomness);
    CHECK(rule_of(pick(shares, {1, 1, 1})) == "SHARE-TOO-FEW");
    const auto found = rejoin(pick(shares, {1, 1, 2, 1}), SecretBytes());
    REQUIRE(found);
    CHECK(hex(found->secret) == hex(secret));
    CHECK(found->agreeing == std::vector<std::size_t>{0, 2});
    CHECK(found->repeated == std::vector<std::size_t>{1, 3});
}

TEST_CASE("SHARE-DUPLICATE: one index with two different values is refused, both named") {
    RepeatableRandomness randomness(9);
    const auto shares = split_plain(random_secret(16, randomness), 2, 3, randomness);
    std::vector<Share> given = pick(shares, {0, 1, 1});
    given[2].value.expose_mut()[3] ^= 1;
    const auto found = rejoin(given, SecretBytes());
    REQUIRE_FALSE(found);
    CHECK(found.error().rule == "SHARE-DUPLICATE");
    CHECK(found.error().message ==
          "share 2 and share 3 are both share 2 of group 1, with different words");

    std::vector<Share> single = pick(split_plain(SecretBytes(16), 1, 1, randomness), {0, 0});
    single[1].member_index = 4;
    CHECK(rule_of(single).empty());  // with a member threshold of 1 there is one share
    single[1].value.expose_mut()[0] ^= 1;
    CHECK(rule_of(single) == "SHARE-DUPLICATE");
}

TEST_CASE("SHARE-DIGEST: any flipped bit in any of k shares is noticed") {
    RepeatableRandomness randomness(10);
    const auto shares = split_plain(random_secret(16, randomness), 3, 5, randomness);
    for (std::size_t damaged = 0; damaged < 3; ++damaged) {
        for (std::size_t bit = 0; bit < 128; ++bit) {
            std::vector<Share> given = pick(shares, {0, 2, 4});
            given[damaged].value.expose_mut()[bit / 8] ^=
                static_cast<std::uint8_t>(1U << (bit % 8));
            CHECK(rule_of(given) == "SHARE-DIGEST");
        }
    }
}
