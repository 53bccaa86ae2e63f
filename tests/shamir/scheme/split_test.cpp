#include "catch.h"
#include "scheme_samples.h"

#include <set>

using namespace breakglass;
using namespace breakglass::slip39;

namespace {

std::string rule_of_plan(SplitPlan plan) {
    const auto shares = split(secret_text("sixteen bytes ok"), SecretBytes(), plan);
    return shares ? "" : shares.error().rule;
}

SplitPlan plain(unsigned threshold, unsigned members) {
    SplitPlan plan;
    plan.groups = {{threshold, members}};
    return plan;
}

/// Gives each two-byte draw in turn, and then zero bytes.
class ScriptedDraws final : public Randomness {
  public:
    explicit ScriptedDraws(std::vector<std::uint16_t> draws) : draws_(std::move(draws)) {}
    void fill(std::span<std::uint8_t> out) override {
        const std::uint16_t draw = next_ < draws_.size() ? draws_[next_++] : 0;
        for (std::uint8_t& byte : out)
            byte = 0;
        out[0] = static_cast<std::uint8_t>(draw >> 8);
        out[1] = static_cast<std::uint8_t>(draw);
    }

  private:
    std::vector<std::uint16_t> draws_;
    std::size_t next_ = 0;
};

}  // namespace

TEST_CASE("SPLIT-THRESHOLD: a plan that makes no sense is refused before there is a share") {
    CHECK(rule_of_plan({}) == "SPLIT-THRESHOLD");
    CHECK(rule_of_plan(plain(0, 3)) == "SPLIT-THRESHOLD");
    CHECK(rule_of_plan(plain(4, 3)) == "SPLIT-THRESHOLD");
    CHECK(rule_of_plan(plain(2, 17)) == "SPLIT-THRESHOLD");
    CHECK(rule_of_plan(plain(1, 3)) == "SPLIT-THRESHOLD");
    SplitPlan groups = plain(2, 3);
    groups.groups_required = 2;
    CHECK(rule_of_plan(groups) == "SPLIT-THRESHOLD");
    groups.groups_required = 0;
    CHECK(rule_of_plan(groups) == "SPLIT-THRESHOLD");
    groups = plain(2, 3);
    groups.iteration_exponent = 16;
    CHECK(rule_of_plan(groups) == "SPLIT-THRESHOLD");
    groups = plain(2, 3);
    groups.groups.resize(17, {2, 3});
    CHECK(rule_of_plan(groups) == "SPLIT-THRESHOLD");
    CHECK(rule_of_plan(plain(1, 1)).empty());
    CHECK(rule_of_plan(plain(16, 16)).empty());
}

TEST_CASE("SPLIT-SECRET-LENGTH: too short, too long and odd secrets are refused") {
    for (const std::size_t bytes : {0U, 14U, 15U, 17U, 33U, 258U}) {
        const auto shares = split(SecretBytes(bytes), SecretBytes(), plain(2, 3));
        REQUIRE_FALSE(shares);
        CHECK(shares.error().rule == "SPLIT-SECRET-LENGTH");
        CHECK(shares.error().kind == ErrorKind::usage);
    }
}

TEST_CASE("SPLIT-PASSPHRASE: only printable ASCII makes a passphrase any tool can take") {
    for (const char* passphrase : {"tab\t", "\x7f", "caf\xc3\xa9", "\n"}) {
        const auto shares = split(SecretBytes(16), secret_text(passphrase), plain(2, 3));
        REQUIRE_FALSE(shares);
        CHECK(shares.error().rule == "SPLIT-PASSPHRASE");
    }
    CHECK(split(SecretBytes(16), secret_text(" ~!azAZ09"), plain(2, 3)));
}

TEST_CASE("the identifier is drawn again until it differs from every known set's") {
    ScriptedDraws draws({0x8123, 0x0123, 0x7fff, 0x0042});
    SplitPlan plan = plain(1, 1);
    plan.known_identifiers = {0x0123, 0x7fff};
    const auto shares = split(SecretBytes(16), SecretBytes(), plan, draws);
    REQUIRE(shares);
    CHECK(shares->front().identifier == 0x0042);
}

TEST_CASE("SPLIT-IDENTIFIERS: with every identifier in use there is none left to draw") {
    SplitPlan plan = plain(2, 3);
    for (unsigned identifier = 0; identifier < 0x8000; ++identifier) {
        plan.known_identifiers.push_back(static_cast<std::uint16_t>(identifier));
    }
    CHECK(rule_of_plan(plan) == "SPLIT-IDENTIFIERS");
}

TEST_CASE("a split says in every share what it is part of, and no two shares are alike") {
    SplitPlan plan;
    plan.groups = {{2, 3}, {1, 1}, {3, 5}};
    plan.groups_required = 2;
    plan.extendable = true;
    plan.iteration_exponent = 1;
    const auto shares = split(random_secret(32), SecretBytes(), plan);
    REQUIRE(shares);
    REQUIRE(shares->size() == 9);
    std::set<std::string> values;
    for (const Share& share : *shares) {
        CHECK(share.identifier == shares->front().identifier);
        CHECK(share.extendable);
        CHECK(share.iteration_exponent == 1);
        CHECK(share.group_threshold == 2);
        CHECK(share.group_count == 3);
        CHECK(share.member_threshold == plan.groups[share.group_index].threshold);
        values.insert(hex(share.value));
    }
    CHECK(values.size() == 9);
}
