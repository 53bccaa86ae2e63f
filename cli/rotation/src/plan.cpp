#include "plan.h"

namespace breakglass::rotation {

namespace {

Result<catalog::Kek> choose_kek(catalog::Catalog& catalog, const std::string& name) {
    auto found = name.empty() ? catalog.keks().active() : catalog.keks().find(name);
    if (!found) return std::move(found).error();
    if (!found->has_value()) {
        return Error{
            ErrorKind::not_met, "ROTATION-NO-KEK",
            name.empty() ? "no KEK is active" : "there is no KEK \"" + name + "\"",
            "make one: breakglass kek create NAME --keystore URI --owner PERSON --purpose TEXT"};
    }
    const catalog::Kek& kek = **found;
    if (kek.state != catalog::KekState::active && kek.state != catalog::KekState::ready) {
        return Error{ErrorKind::usage, "ROTATION-KEK-STATE",
                     "the KEK \"" + kek.name + "\" is " + std::string(name_of(kek.state)) +
                         ", one that seals is needed",
                     "see: breakglass kek list"};
    }
    return kek;
}

Result<catalog::ShareSet> choose_set(catalog::Catalog& catalog) {
    auto active = catalog.share_sets().active();
    if (!active) return std::move(active).error();
    if (!active->has_value()) {
        return Error{ErrorKind::not_met, "ROTATION-NO-FRESH-SET", "no share set is active",
                     "hold a ceremony: breakglass ceremony run --output-dir DIR"};
    }
    if ((*active)->spent_at) {
        return Error{ErrorKind::not_met, "ROTATION-NO-FRESH-SET",
                     "the recovery key of share set " + (*active)->id +
                         " was rejoined, so nothing may be wrapped to it again",
                     "make a new recovery key first: breakglass ceremony run --output-dir DIR"};
    }
    return **active;
}

Status add_move(catalog::Catalog& catalog, Plan& plan, const catalog::Kek& from,
                const catalog::BackupFilter& filter) {
    auto count = catalog.backups().count(filter);
    if (!count) return std::move(count).error();
    if (*count > 0) plan.moves.push_back({from, filter, *count});
    return {};
}

}  // namespace

Result<Plan> make_plan(catalog::Catalog& catalog, const std::string& kek_name) {
    auto kek = choose_kek(catalog, kek_name);
    if (!kek) return std::move(kek).error();
    auto set = choose_set(catalog);
    if (!set) return std::move(set).error();
    auto keks = catalog.keks().all();
    if (!keks) return std::move(keks).error();
    auto sets = catalog.share_sets().all();
    if (!sets) return std::move(sets).error();

    Plan plan{*kek, *set, {}};
    for (const catalog::Kek& other : *keks) {
        if (other.id == kek->id || other.state == catalog::KekState::destroyed) continue;
        const catalog::BackupFilter all_under{.kek_id = other.id, .rewritable_only = true};
        if (auto added = add_move(catalog, plan, other, all_under); !added) {
            return std::move(added).error();
        }
    }
    // Under the right KEK already, but still wrapped to an older recovery key.
    for (const catalog::ShareSet& other : *sets) {
        if (other.id == set->id) continue;
        const catalog::BackupFilter under{
            .set_id = other.id, .kek_id = kek->id, .rewritable_only = true};
        if (auto added = add_move(catalog, plan, *kek, under); !added)
            return std::move(added).error();
    }
    return plan;
}

}  // namespace breakglass::rotation
