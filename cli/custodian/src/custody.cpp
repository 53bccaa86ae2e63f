#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/custodian/acts.h>
#include <breakglass/custodian/custody.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/records/utc.h>

namespace breakglass::custodian {

namespace {

using records::LedgerEntry;

bool is_about(const LedgerEntry& entry, const std::string& set_id, const Place& place) {
    const auto says = [&entry](const char* name, const std::string& value) {
        const std::string* fact = entry.fact(name);
        return fact != nullptr && *fact == value;
    };
    return says("set", set_id) && says("group", place.group) &&
           says("number", std::to_string(place.number));
}

void take_entry(Place& place, const LedgerEntry& entry) {
    if (entry.act == check_act) {
        const std::string* checked = entry.fact("checked");
        const auto at = checked == nullptr ? std::nullopt : records::parse_utc(*checked);
        if (at) place.checked_at = std::max(place.checked_at.value_or(*at), *at);
    } else if (entry.act == lost_act && !place.lost) {
        const std::string* reason = entry.fact("reason");
        place.lost = Loss{entry.time, reason == nullptr ? "" : *reason};
    }
}

bool is_overdue(const Place& place, const policy::Policy& policy, Time now) {
    if (!policy.drill.card_check || place.lost) return false;
    const auto seen = place.last_seen();
    return !seen || now - *seen > policy.drill.card_check->seconds().count();
}

}  // namespace

std::optional<Time> Place::last_seen() const {
    if (!confirmed_at) return checked_at;
    return std::max(*confirmed_at, checked_at.value_or(*confirmed_at));
}

int Custody::margin() const {
    // Whoever wants to close the set takes the groups that fall soonest: one more card of each
    // than it can spare, until too few groups are left.
    std::vector<int> to_fall;
    for (const GroupStanding& group : groups) {
        if (group.margin() >= 0) to_fall.push_back(group.margin() + 1);
    }
    if (to_fall.size() < groups_required) return -1;
    std::sort(to_fall.begin(), to_fall.end());
    int cards = 0;
    for (std::size_t i = 0; i < to_fall.size() - groups_required + 1; ++i)
        cards += to_fall[i];
    return cards - 1;
}

std::string Custody::margin_text() const {
    std::string text;
    for (const GroupStanding& group : groups) {
        if (!text.empty()) text += "; ";
        text += fmt::format("{}: {} good, {} needed", console::printable(group.name), group.good,
                            group.threshold);
    }
    if (groups.size() > 1)
        text += fmt::format("; {} of {} groups needed", groups_required, groups.size());
    return text;
}

Custody custody_of(const records::Manifest& manifest, catalog::SetState state,
                   const std::vector<catalog::Confirmation>& confirmations,
                   const std::vector<LedgerEntry>& entries, const policy::Policy& policy,
                   Time now) {
    Custody custody{.set_id = manifest.set_id,
                    .state = state,
                    .groups_required = manifest.groups_required,
                    .places = {},
                    .groups = {}};
    for (std::size_t index = 0; index < manifest.groups.size(); ++index) {
        const records::Group& group = manifest.groups[index];
        GroupStanding standing{.name = group.name, .threshold = group.threshold};
        for (std::size_t position = 0; position < group.members.size(); ++position) {
            Place place;
            place.group = group.name;
            place.number = position + 1;
            place.person = group.members[position].holder;
            place.name = group.members[position].name;
            place.delivery = group.members[position].delivery;
            for (const catalog::Confirmation& read : confirmations) {
                if (read.group != index || read.member != position) continue;
                place.confirmed_at = read.at;
                place.confirmed_how = read.how;
            }
            for (const LedgerEntry& entry : entries) {
                if (is_about(entry, custody.set_id, place)) take_entry(place, entry);
            }
            place.overdue = state == catalog::SetState::active && is_overdue(place, policy, now);
            if (!place.lost) ++standing.good;
            custody.places.push_back(std::move(place));
        }
        custody.groups.push_back(std::move(standing));
    }
    return custody;
}

Result<std::vector<Custody>> custody(const std::filesystem::path& manifests_dir,
                                     catalog::Catalog& catalog, const ledger::Ledger& ledger,
                                     const policy::Policy& policy, Time now) {
    const auto sets = catalog.share_sets().all();
    if (!sets) return sets.error();
    std::vector<Custody> all;
    for (const catalog::ShareSet& set : *sets) {
        if (set.state != catalog::SetState::active && set.state != catalog::SetState::retiring)
            continue;
        if (set.manifest.empty()) continue;  // taken in without one: nobody knows who holds cards
        const auto stored = disk::read_file((manifests_dir / (set.id + ".manifest")).string(),
                                            records::max_manifest_bytes);
        if (!stored) return stored.error();
        const auto manifest = records::parse_manifest(*stored);
        if (!manifest) return with_context(manifest.error(), "the manifest of set " + set.id);
        if (manifest->set_id != set.id) {
            return Error{ErrorKind::unverified, "MANIFEST-SET-ID",
                         "the manifest of set " + set.id + " is that of set " + manifest->set_id,
                         "restore it from a kit: KIT/manifests/" + set.id + ".manifest"};
        }
        const auto confirmations = catalog.share_sets().confirmations(set.id);
        if (!confirmations) return confirmations.error();
        all.insert(all.begin(),
                   custody_of(*manifest, set.state, *confirmations, ledger.entries(), policy, now));
    }
    return all;
}

}  // namespace breakglass::custodian
