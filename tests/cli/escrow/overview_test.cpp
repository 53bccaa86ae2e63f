#include "catch.h"

#include <algorithm>

#include <breakglass/escrow/overview.h>

using namespace breakglass;

namespace {

escrow::Overview crowded() {
    escrow::Overview overview;
    overview.escrow = "payroll";
    overview.owner = "platform-lead";
    overview.policy_applied = true;
    overview.ledger.size = 40;
    overview.now = 1'900'000'000;
    for (int number = 0; number < 30; ++number) {
        const std::string id = "0000000" + std::to_string(number % 10);
        catalog::ShareSet set;
        set.id = id;
        set.state = number == 0 ? catalog::SetState::active : catalog::SetState::retiring;
        overview.share_sets.push_back(set);
        catalog::Kek kek;
        kek.id = id;
        kek.name = "kek-" + std::to_string(number);
        kek.state = number == 0 ? catalog::KekState::active : catalog::KekState::ready;
        overview.keks.push_back(kek);
        overview.owed.push_back("a rotation of KEK " + id);
    }
    return overview;
}

bool says(const escrow::Overview& overview, const std::string& words) {
    return escrow::to_text(overview).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("status fits one screen, and never leaves out the active keys") {
    const escrow::Overview overview = crowded();
    const std::string text = escrow::to_text(overview);
    CHECK(std::count(text.begin(), text.end(), '\n') <= 24);
    CHECK(text.find("00000000 active") != std::string::npos);
    CHECK(text.find("kek-0 active") != std::string::npos);
    CHECK(text.find("and 26 more") != std::string::npos);
}

TEST_CASE("status says whether the policy is in force, and how far the kit is behind") {
    escrow::Overview overview = crowded();
    CHECK(says(overview, ", applied\n"));
    overview.policy_changed = true;
    CHECK(says(overview, "EDITED and not applied"));
    overview.policy_applied = false;
    CHECK(says(overview, "NOT YET APPLIED"));
    CHECK(says(overview, "ledger      40 entries"));
    CHECK(says(overview, "none written from here yet"));
    overview.newest_kit.emplace();
    overview.newest_kit->written_at = overview.now;
    overview.newest_kit->ledger.size = 38;
    CHECK(says(overview, "2 entries behind"));
    overview.newest_kit->ledger.size = 40;
    CHECK_FALSE(says(overview, "behind"));
    CHECK_FALSE(says(overview, "cases"));
    overview.cases = escrow::CaseCounts{.waiting = 1, .usable = 2};
    CHECK(says(overview, "cases       1 waiting, 2 approved and open"));
}
