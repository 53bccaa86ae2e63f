#include "catch.h"

#include <algorithm>
#include <cstdint>
#include <functional>

#include <breakglass/custodian/acts.h>
#include <breakglass/records/utc.h>

using namespace breakglass;
using namespace breakglass::custodian;

namespace {

constexpr Time made = 1'900'000'000;
constexpr Time day = 86400;

struct Shape {
    std::size_t threshold;
    std::size_t holders;
};

records::Manifest set_of(std::size_t groups_required, const std::vector<Shape>& shapes) {
    records::Manifest manifest{.escrow = "payroll", .set_id = "0011aabb"};
    manifest.groups_required = static_cast<std::uint8_t>(groups_required);
    manifest.created_at = made;
    for (const Shape& shape : shapes) {
        records::Group group;
        group.name = "group-" + std::to_string(manifest.groups.size() + 1);
        group.threshold = static_cast<std::uint8_t>(shape.threshold);
        for (std::size_t i = 0; i < shape.holders; ++i) {
            records::Member member;
            member.index = static_cast<std::uint8_t>(shape.threshold == 1 ? 0 : i);
            member.holder = group.name + "-holder-" + std::to_string(i + 1);
            member.delivery = "paper";
            group.members.push_back(member);
        }
        manifest.groups.push_back(group);
    }
    return manifest;
}

records::LedgerEntry entry(const char* act, std::size_t group, std::size_t number,
                           std::vector<records::LedgerFact> more, Time at = made + day) {
    records::LedgerEntry made_entry;
    made_entry.act = act;
    made_entry.time = at;
    made_entry.facts = {{"set", "0011aabb"},
                        {"group", "group-" + std::to_string(group)},
                        {"number", std::to_string(number)}};
    made_entry.facts.insert(made_entry.facts.end(), more.begin(), more.end());
    return made_entry;
}

policy::Policy checked_every(int days) {
    policy::Policy policy;
    policy.drill.card_check = policy::Duration::days(days);
    return policy;
}

Custody after(const records::Manifest& manifest, const std::vector<records::LedgerEntry>& entries,
              Time now = made + 2 * day) {
    return custody_of(manifest, catalog::SetState::active, {}, entries, checked_every(180), now);
}

/// Whether the cards that are left still open the set.
bool opens(const records::Manifest& manifest, const std::vector<bool>& gone) {
    std::size_t card = 0;
    std::size_t groups = 0;
    for (const records::Group& group : manifest.groups) {
        std::size_t good = 0;
        for (std::size_t i = 0; i < group.members.size(); ++i)
            good += gone[card++] ? 0U : 1U;
        groups += good >= group.threshold ? 1U : 0U;
    }
    return groups >= manifest.groups_required;
}

/// By trying every way to lose cards: the largest number of which every choice leaves it open.
int margin_by_trying(const records::Manifest& manifest) {
    std::size_t cards = 0;
    for (const records::Group& group : manifest.groups)
        cards += group.members.size();
    int fewest = static_cast<int>(cards) + 1;
    for (std::uint32_t choice = 0; choice < (1U << cards); ++choice) {
        std::vector<bool> gone(cards);
        int lost = 0;
        for (std::size_t i = 0; i < cards; ++i) {
            gone[i] = ((choice >> i) & 1U) != 0;
            lost += gone[i] ? 1 : 0;
        }
        if (!opens(manifest, gone)) fewest = std::min(fewest, lost);
    }
    return fewest - 1;
}

}  // namespace

TEST_CASE("the margin is what every way of losing cards leaves") {
    for (const auto& shapes : std::vector<std::vector<Shape>>{{{3, 5}},
                                                              {{1, 4}},
                                                              {{2, 2}},
                                                              {{2, 3}, {2, 3}, {2, 3}},
                                                              {{1, 3}, {2, 4}, {3, 3}},
                                                              {{2, 5}, {4, 4}, {1, 1}}}) {
        for (std::size_t required = 1; required <= shapes.size(); ++required) {
            const records::Manifest manifest = set_of(required, shapes);
            CAPTURE(shapes.size(), required);
            CHECK(after(manifest, {}).margin() == margin_by_trying(manifest));
        }
    }
}

TEST_CASE("a lost card leaves the margin, once, and stays lost after a check") {
    const records::Manifest manifest = set_of(1, {{2, 3}});
    const auto lost = entry(lost_act, 1, 2, {{"reason", "theft"}});
    CHECK(after(manifest, {}).margin() == 1);
    const Custody once =
        after(manifest,
              {lost, lost, entry(check_act, 1, 2, {{"checked", records::utc_text(made + day)}})});
    CHECK(once.margin() == 0);
    REQUIRE(once.places[1].lost);
    CHECK(once.places[1].lost->reason == "theft");
    const auto alarm = alarm_of(once);
    REQUIRE(alarm);
    CHECK(alarm->rule == "CUSTODIAN-LAST-SAFE");
    const Custody twice = after(manifest, {lost, entry(lost_act, 1, 1, {{"reason", "fire"}})});
    CHECK(twice.margin() == -1);
    CHECK(alarm_of(twice)->rule == "CUSTODIAN-TOO-FEW");
    CHECK_FALSE(alarm_of(after(manifest, {})));
}

TEST_CASE("entries about another set, group, card or act change nothing") {
    const records::Manifest manifest = set_of(2, {{2, 3}, {2, 3}});
    auto other_set = entry(lost_act, 1, 1, {{"reason", "x"}});
    other_set.facts[0].value = "ffffffff";
    const Custody custody =
        after(manifest, {other_set, entry(lost_act, 3, 1, {}), entry(lost_act, 1, 4, {}),
                         entry("ceremony.confirm", 1, 1, {}),
                         entry(check_act, 1, 1, {{"checked", "yesterday"}})});
    for (const Place& place : custody.places) {
        CHECK_FALSE(place.lost);
        CHECK_FALSE(place.checked_at);
    }
}

TEST_CASE("a card is overdue when nobody saw it for longer than the policy allows") {
    const records::Manifest manifest = set_of(1, {{2, 3}});
    const std::vector<catalog::Confirmation> read = {
        {.set_id = "0011aabb", .group = 0, .member = 0, .at = made, .how = "qr"},
        {.set_id = "0011aabb", .group = 0, .member = 1, .at = made, .how = "words"}};
    const auto checked = entry(check_act, 1, 2, {{"checked", records::utc_text(made + 100 * day)}});
    const auto older = entry(check_act, 1, 2, {{"checked", records::utc_text(made + 50 * day)}});
    const auto at = [&](Time now, catalog::SetState state) {
        return custody_of(manifest, state, read, {checked, older}, checked_every(180), now);
    };
    const Custody early = at(made + 180 * day, catalog::SetState::active);
    CHECK_FALSE(early.places[0].overdue);
    CHECK(early.places[2].overdue);  // never seen at all
    CHECK(*early.places[1].checked_at == made + 100 * day);
    const Custody late = at(made + 180 * day + 1, catalog::SetState::active);
    CHECK(late.places[0].overdue);
    CHECK_FALSE(late.places[1].overdue);
    CHECK(at(made + 281 * day, catalog::SetState::active).places[1].overdue);
    CHECK_FALSE(at(made + 281 * day, catalog::SetState::retiring).places[1].overdue);
}
