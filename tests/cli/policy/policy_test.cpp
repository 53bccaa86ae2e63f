#include "catch.h"
#include "sound_policy.h"

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace breakglass;
using namespace breakglass::policy_test;

namespace {

std::string example(const std::string& name) {
    std::ifstream file(std::string(EXAMPLE_POLICIES) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every key of the reference is read") {
    const auto parsed = parse(sound_policy());
    REQUIRE(parsed);
    const policy::Policy& policy = *parsed;
    CHECK(policy.escrow == "payroll");
    CHECK(policy.owner == "platform-lead");
    CHECK(policy.objective->seconds() == std::chrono::hours(4));
    REQUIRE(policy.recovery.groups.size() == 1);
    const policy::Group& group = policy.recovery.groups[0];
    CHECK(group.threshold == 3);
    REQUIRE(group.holders.size() == 5);
    CHECK(group.holders[0].delivery.kind == policy::DeliveryKind::paper);
    CHECK(group.holders[3].delivery.kind == policy::DeliveryKind::age);
    CHECK(group.holders[3].delivery.text == age_recipient);
    CHECK(group.holders[4].delivery.kind == policy::DeliveryKind::token);
    CHECK(policy.rule(policy::CaseKind::incident).collect.text() == "8h");
    CHECK(policy.rule(policy::CaseKind::incident).use.text() == "4h");
    CHECK(policy.rule(policy::CaseKind::incident).cooling_off.is_zero());
    CHECK(policy.rotation.kek_age->text() == "180d");
    CHECK(policy.rotation.after_recovery == policy::AfterUse::rewrap);
    CHECK(policy.rotation.after_departure == policy::AfterUse::re_encrypt);
    CHECK(policy.drill.every->text() == "90d");
    CHECK(policy.drill.card_check->text() == "180d");
    REQUIRE(policy.store("offsite") != nullptr);
    CHECK_FALSE(policy.store("offsite")->writable);
    CHECK(policy.store("offsite")->retain->text() == "35d");
    CHECK(policy.store("elsewhere") == nullptr);
    CHECK(policy.person("platform-lead")->ssh == owner_key);
    CHECK(policy.person("platform-lead")->zone.empty());
    CHECK(policy.person("platform-lead")->has_role("operator"));
    CHECK_FALSE(policy.person("legal")->has_role("operator"));
}

TEST_CASE("text in any script is read as it is written, in every kind of string") {
    // Latin, Cyrillic, Chinese, a key symbol, and the sign that stands for bytes inside the reader.
    const std::string text = "caf\xc3\xa9 \xd1\x97 \xe6\x9d\xb1\xe4\xba\xac \xf0\x9f\x94\x91 ~7e ~";
    for (const char* quote : {"\"", "'", "\"\"\"", "'''"}) {
        const auto parsed = parse(policy_with("\"Jakarta\"", quote + text + quote));
        REQUIRE(parsed);
        CHECK(parsed->persons[0].place == text);
    }
    const auto escaped = parse(policy_with("Jakarta", "caf\\u00e9"));
    REQUIRE(escaped);
    CHECK(escaped->persons[0].place == "caf\xc3\xa9");
    // Outside strings TOML 1.0 has no place for it.
    CHECK(refusal(policy_with("escrow", "\xd1\x97scrow")) == "POLICY-SYNTAX");
    CHECK(refusal(policy_with("[recovery]", "[\xd1\x97]")) == "POLICY-SYNTAX");
    CHECK(refusal(policy_with("escrow", "~65scrow")) == "POLICY-SYNTAX");
}

TEST_CASE("the policy hash is of the stored bytes, comments and spacing included") {
    const std::string text = sound_policy();
    const auto plain = parse(text);
    const auto commented = parse(text + "# a remark\n");
    REQUIRE(plain);
    REQUIRE(commented);
    CHECK(plain->hash == sha256(as_bytes(text)));
    CHECK(plain->hash != commented->hash);
    CHECK(as_text(plain->stored) == text);
}

TEST_CASE("where a policy is silent, the defaults ask for other people") {
    std::string text = sound_policy();
    const std::size_t begin = text.find("[approval]");
    text.erase(begin, text.find("[rotation]") - begin);
    const auto parsed = parse(text);
    REQUIRE(parsed);
    CHECK(parsed->rule(policy::CaseKind::incident).approvals == 2);
    CHECK(parsed->rule(policy::CaseKind::policy).approvals == 2);
    CHECK(parsed->rule(policy::CaseKind::destruction).approvals == 2);
    CHECK(parsed->rule(policy::CaseKind::exception).approvals == 2);
    CHECK(parsed->rule(policy::CaseKind::restore).approvals == 1);
    CHECK_FALSE(parsed->rule(policy::CaseKind::incident).requester_share_counts);
}

TEST_CASE("the strictest matching restore rule holds, and the general one for other labels") {
    const auto parsed =
        parse(policy_with("[rotation]", "[[restore]]\nlabel = \"*\"\napprovals = 0\n[rotation]"));
    REQUIRE(parsed);
    CHECK(parsed->restore_approvals("payroll-2031") == 2);
    CHECK(parsed->restore_approvals("scratch") == 0);
    const auto without = parse(sound_policy());
    REQUIRE(without);
    CHECK(without->restore_approvals("scratch") == 1);
}

TEST_CASE("two patterns overlap exactly when some label matches both") {
    // Against every label of up to four letters: patterns as short as these meet there or never.
    const std::string letters = "ab";
    std::vector<std::string> labels{""};
    for (std::size_t at = 0; at < labels.size(); ++at) {
        for (const char letter : letters) {
            if (labels[at].size() < 4) labels.push_back(labels[at] + letter);
        }
    }
    std::vector<std::string> patterns{""};
    for (std::size_t at = 0; at < patterns.size(); ++at) {
        for (const char letter : std::string("ab*?")) {
            if (patterns[at].size() < 3) patterns.push_back(patterns[at] + letter);
        }
    }
    std::erase(patterns, "");
    std::size_t overlapping = 0;
    for (const std::string& one : patterns) {
        for (const std::string& other : patterns) {
            const bool meet = std::ranges::any_of(labels, [&](const std::string& label) {
                return policy::LabelGlob::parse(one)->matches(label) &&
                       policy::LabelGlob::parse(other)->matches(label);
            });
            if (policy::overlap(one, other) != meet) FAIL(one << " and " << other);
            overlapping += meet ? 1U : 0U;
        }
    }
    CHECK(overlapping > 1000);
    CHECK(overlapping < patterns.size() * patterns.size());
}

TEST_CASE("a label pattern matches whole labels only") {
    const auto matches = [](std::string_view pattern, std::string_view label) {
        const auto glob = policy::LabelGlob::parse(pattern);
        REQUIRE(glob);
        return glob->matches(label);
    };
    CHECK(matches("payroll", "payroll"));
    CHECK_FALSE(matches("payroll", "payroll-2"));
    CHECK_FALSE(matches("payroll", "Payroll"));
    CHECK(matches("payroll*", "payroll"));
    CHECK(matches("*", ""));
    CHECK(matches("*-db-*", "hr-db-eu"));
    CHECK_FALSE(matches("*-db-*", "hr-db"));
    CHECK(matches("a*b*c", "aXbXbXc"));
    CHECK(matches("db-?", "db-1"));
    CHECK_FALSE(matches("db-?", "db-"));
    CHECK(matches("**a", "a"));
    CHECK_FALSE(matches("[ab]", "a"));
    // A pattern that is exponential for a matcher that backtracks over every star.
    std::string stars;
    for (int count = 0; count < 40; ++count) {
        stars += "a*";
    }
    CHECK_FALSE(matches(stars + "b", std::string(128, 'a')));
}

TEST_CASE("a file is placed in the innermost store that holds it") {
    const auto parsed =
        parse(sound_policy() + "[[store]]\nname = \"inner\"\npath = \"/mnt/offsite/inner\"\n");
    REQUIRE(parsed);
    const auto outer = policy::place_in_store(*parsed, "/mnt/offsite/a/b.age");
    REQUIRE(outer);
    CHECK(outer->store == "offsite");
    CHECK(outer->relative == "a/b.age");
    const auto inner = policy::place_in_store(*parsed, "/mnt/offsite/inner/b.age");
    REQUIRE(inner);
    CHECK(inner->store == "inner");
    CHECK(inner->relative == "b.age");
    CHECK_FALSE(policy::place_in_store(*parsed, "/mnt/offsite"));
    CHECK_FALSE(policy::place_in_store(*parsed, "/mnt/offsite/"));
    CHECK_FALSE(policy::place_in_store(*parsed, "/mnt/offsite-2/b.age"));
}

TEST_CASE("the shipped examples are sound and say what their names promise") {
    const auto five = parse(example("team-of-five.toml"));
    REQUIRE(five);
    REQUIRE(five->recovery.groups.size() == 1);
    CHECK(five->recovery.groups[0].threshold == 3);
    CHECK(five->recovery.groups[0].holders.size() == 5);
    const auto two = parse(example("two-departments.toml"));
    REQUIRE(two);
    CHECK(two->recovery.groups_required == 2);
    REQUIRE(two->recovery.groups.size() == 2);
    for (const policy::Group& group : two->recovery.groups) {
        CHECK(group.threshold == 2);
        CHECK(group.holders.size() == 3);
    }
}
