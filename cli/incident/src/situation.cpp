#include <map>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/incident/situation.h>
#include <breakglass/records/manifest.h>

namespace breakglass::incident {

namespace {

using catalog::IncidentState;

// "custodians: 3 of director, finance, legal"
Result<std::vector<std::string>> groups_of(escrow::Directory& escrow, const std::string& set_id) {
    auto stored = escrow.read_manifest(set_id);
    if (!stored) return std::move(stored).error();
    auto manifest = records::parse_manifest(*stored);
    if (!manifest) return with_context(std::move(manifest).error(), "set " + set_id);
    std::vector<std::string> groups;
    for (const records::Group& group : manifest->groups) {
        std::string holders;
        for (const records::Member& member : group.members) {
            holders += (holders.empty() ? "" : ", ") + member.holder;
        }
        groups.push_back(fmt::format("{}: {} of {}", group.name, group.threshold, holders));
    }
    return groups;
}

Result<Situation> look_at(escrow::Directory& escrow, catalog::Incident incident) {
    catalog::Catalog& catalog = escrow.catalog();
    Situation now;
    auto kek = catalog.keks().find(incident.fresh_kek_id);
    if (!kek) return std::move(kek).error();
    if (*kek) now.fresh_kek_name = (*kek)->name;

    std::map<catalog::BackupId, std::string> outputs;
    auto restored = catalog.incidents().restored(incident.case_name);
    if (!restored) return std::move(restored).error();
    for (catalog::RestoredItem& item : *restored)
        outputs[item.backup] = std::move(item.output);
    auto scope = scope::Scope::parse_text(incident.scope);
    if (!scope) return std::move(scope).error();
    auto items = scope->resolve(catalog.backups(), incident.fresh_kek_id);
    // A scope whose backups have all expired since is no reason to hide the case.
    if (!items && items.error().rule != "SCOPE-EMPTY") return std::move(items).error();
    if (items) {
        for (scope::Item& item : *items) {
            const std::string output = outputs[item.id];
            now.items.push_back({.item = std::move(item), .output = output});
        }
    }
    catalog::BackupFilter old;
    old.set_id = incident.set_id;
    old.not_kek_id = incident.fresh_kek_id;
    old.rewritable_only = true;
    auto left = catalog.backups().count(old);
    if (!left) return std::move(left).error();
    now.under_old_keks = *left;
    if (incident.state < IncidentState::rejoined) {
        auto groups = groups_of(escrow, incident.set_id);
        if (!groups) return std::move(groups).error();
        now.groups = *std::move(groups);
    }
    now.next = next_command(escrow, incident);
    now.incident = std::move(incident);
    return now;
}

}  // namespace

std::string next_command(const escrow::Directory& escrow, const catalog::Incident& incident) {
    const std::string front =
        fmt::format("breakglass --escrow {}", console::printable(escrow.path().string()));
    switch (incident.state) {
        case IncidentState::requested:
        case IncidentState::approved:
        case IncidentState::gathering:
            return fmt::format("{} incident run {} --words FILE ... --qr PNG ... --output-dir DIR",
                               front, incident.case_name);
        case IncidentState::rejoined:
            return fmt::format("{} incident run {} --output-dir DIR", front, incident.case_name);
        case IncidentState::restored:
            return fmt::format(
                "{0} ceremony run (new cards, when people can meet), then {0} rotation run", front);
        case IncidentState::rotated:
        case IncidentState::closed:
            return {};
    }
    return {};
}

Result<std::vector<Situation>> situations(escrow::Directory& escrow, const std::string& case_name) {
    auto incidents = escrow.catalog().incidents().all();
    if (!incidents) return std::move(incidents).error();
    std::vector<Situation> found;
    for (catalog::Incident& incident : *incidents) {
        if (!case_name.empty() && incident.case_name != case_name) continue;
        auto situation = look_at(escrow, std::move(incident));
        if (!situation) return std::move(situation).error();
        found.push_back(*std::move(situation));
    }
    if (found.empty() && !case_name.empty()) {
        return Error{ErrorKind::usage, "INCIDENT-UNKNOWN",
                     fmt::format("there is no case {}", console::quoted(case_name)),
                     "see the cases there are: breakglass incident status"};
    }
    return found;
}

}  // namespace breakglass::incident
