#include "desk.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>

namespace breakglass::incident {

namespace {

using catalog::IncidentState;

Status check_complete(const Request& request) {
    if (!request.fresh_kek.empty()) return {};
    return Error{ErrorKind::usage, "INCIDENT-INCOMPLETE",
                 fmt::format("case {} begins with a fresh KEK, and none was named",
                             console::quoted(request.case_name)),
                 "make one (breakglass kek create) and add --fresh-kek NAME"};
}

Result<catalog::ShareSet> choose_set(catalog::Catalog& catalog, const std::string& id) {
    auto& sets = catalog.share_sets();
    auto found = id.empty() ? sets.active() : sets.find(id);
    if (!found) return std::move(found).error();
    if (!*found) {
        return Error{ErrorKind::usage, "INCIDENT-SET-UNKNOWN",
                     id.empty()
                         ? "this escrow has no active share set"
                         : fmt::format("this escrow has no share set {}", console::quoted(id)),
                     "see what it has: breakglass escrow status"};
    }
    const catalog::ShareSet& set = **found;
    if (set.state == catalog::SetState::active) return set;
    // An old set may still be the only way to backups that no rotation reached.
    catalog::BackupFilter under;
    under.set_id = set.id;
    auto left = catalog.backups().count(under);
    if (!left) return std::move(left).error();
    if (*left > 0 && set.state == catalog::SetState::retiring) return set;
    return Error{ErrorKind::usage, "INCIDENT-SET-RETIRED",
                 fmt::format("share set {} is {} and opens no backup of this escrow", set.id,
                             catalog::name_of(set.state)),
                 "use the cards of the active set: leave out --set"};
}

// Before anybody brings a card: a backup under another set would stay closed at the end.
Status check_one_set(const std::vector<scope::Item>& items, const std::string& set_id) {
    for (const scope::Item& item : items) {
        if (item.set_id.empty() || item.set_id == set_id) continue;
        return Error{ErrorKind::usage, "INCIDENT-SCOPE-SET",
                     fmt::format("backup {} ({}) is under share set {}, this incident uses {}",
                                 to_hex(item.id), console::quoted(item.label), item.set_id, set_id),
                     fmt::format("open it in a case of its own, with --set {}", item.set_id)};
    }
    return {};
}

Status check_same(const Request& request, const catalog::Incident& incident) {
    if (request.set_id.empty() || request.set_id == incident.set_id) return {};
    return Error{ErrorKind::usage, "INCIDENT-DIFFERS",
                 fmt::format("case {} was begun with --set {}, found {}",
                             console::quoted(incident.case_name), console::quoted(incident.set_id),
                             console::quoted(request.set_id)),
                 "leave the option out to carry on, or begin another case"};
}

Result<Desk> look_up(escrow::Directory& escrow, catalog::Incident incident,
                     const std::string& kek_name) {
    catalog::Catalog& catalog = escrow.catalog();
    const bool cards_needed = incident.state < IncidentState::rejoined;
    Desk desk;
    auto kek = choose_kek(catalog, kek_name, incident.fresh_kek_id, cards_needed);
    if (!kek) return std::move(kek).error();
    desk.fresh = *std::move(kek);
    if (cards_needed) {
        auto set = choose_set(catalog, incident.set_id);
        if (!set) return std::move(set).error();
        desk.set = *std::move(set);
    } else if (desk.fresh.id != incident.fresh_kek_id) {
        return Error{ErrorKind::usage, "INCIDENT-DIFFERS",
                     fmt::format("case {} has gone to KEK {} already, found --fresh-kek {}",
                                 console::quoted(incident.case_name), incident.fresh_kek_id,
                                 console::quoted(kek_name)),
                     "leave the option out to carry on"};
    }
    auto scope = scope::Scope::parse_text(incident.scope);
    if (!scope) return std::move(scope).error();
    auto items = scope->resolve(catalog.backups(), desk.fresh.id);
    if (!items) return std::move(items).error();
    desk.items = *std::move(items);
    if (cards_needed) {
        if (auto one = check_one_set(desk.items, desk.set.id); !one) return std::move(one).error();
    }
    desk.incident = std::move(incident);
    return desk;
}

Result<Desk> begin_new(escrow::Directory& escrow, const Request& request,
                       const cases::Request& asked) {
    if (auto complete = check_complete(request); !complete) return std::move(complete).error();
    auto scope = scope::Scope::parse(asked.scope);
    if (!scope) return std::move(scope).error();
    auto desk = look_up(escrow,
                        {.case_name = asked.case_name,
                         .reason = asked.reason,
                         .reference = asked.reference,
                         .scope = scope->text(),
                         .set_id = request.set_id,
                         .requested_at = asked.time,
                         .changed_at = console::now_seconds()},
                        request.fresh_kek);
    if (!desk) return desk;
    catalog::Incident& incident = desk->incident;
    incident.set_id = desk->set.id;
    incident.fresh_kek_id = desk->fresh.id;
    incident.state = IncidentState::gathering;
    if (auto added = escrow.catalog().incidents().add(incident); !added) {
        return std::move(added).error();
    }
    return desk;
}

}  // namespace

Result<catalog::Kek> choose_kek(catalog::Catalog& catalog, const std::string& name,
                                const std::string& chosen_before, bool cards_needed) {
    auto found = catalog.keks().find(name);
    if (!found) return std::move(found).error();
    if (!*found) {
        return Error{ErrorKind::usage, "INCIDENT-KEK-UNKNOWN",
                     fmt::format("this escrow has no KEK {}", console::quoted(name)),
                     fmt::format("make it first: breakglass kek create {} --keystore "
                                 "file:/... --owner PERSON --purpose TEXT",
                                 console::printable(name))};
    }
    catalog::Kek kek = **std::move(found);
    const bool chosen = kek.id == chosen_before;
    if (chosen && !cards_needed) return kek;
    if (kek.state == catalog::KekState::retiring || kek.state == catalog::KekState::destroyed) {
        return Error{ErrorKind::usage, "INCIDENT-KEK-RETIRED",
                     fmt::format("KEK {} is {}, a fresh one is needed", console::quoted(kek.name),
                                 catalog::name_of(kek.state)),
                     "make one: breakglass kek create NAME --keystore file:/..."};
    }
    catalog::BackupFilter under;
    under.kek_id = kek.id;
    auto used = catalog.backups().count(under);
    if (!used) return std::move(used).error();
    if (*used > 0 && !chosen) {
        return Error{ErrorKind::usage, "INCIDENT-KEK-NOT-FRESH",
                     fmt::format("KEK {} already opens {} backups, a fresh one opens none",
                                 console::quoted(kek.name), *used),
                     "when it is not lost: breakglass backup restore; else make another one: "
                     "breakglass kek create NAME --keystore file:/..."};
    }
    return kek;
}

Result<Desk> begin(escrow::Directory& escrow, const Request& request, const cases::Request& asked) {
    auto& incidents = escrow.catalog().incidents();
    const std::string& name = asked.case_name;
    auto known = incidents.find(name);
    if (!known) return std::move(known).error();
    if (!*known) return begin_new(escrow, request, asked);

    if (auto same = check_same(request, **known); !same) return std::move(same).error();
    const std::string kek = request.fresh_kek.empty() ? (*known)->fresh_kek_id : request.fresh_kek;
    auto desk = look_up(escrow, **std::move(known), kek);
    if (!desk) return desk;
    if (desk->fresh.id != desk->incident.fresh_kek_id) {
        auto chosen = incidents.choose_fresh_kek(name, desk->fresh.id);
        if (!chosen) return std::move(chosen).error();
        desk->incident.fresh_kek_id = desk->fresh.id;
    }
    if (desk->incident.state < IncidentState::gathering) {
        auto moved = incidents.advance(name, IncidentState::gathering, console::now_seconds());
        if (!moved) return std::move(moved).error();
        desk->incident.state = IncidentState::gathering;
    }
    return desk;
}

}  // namespace breakglass::incident
