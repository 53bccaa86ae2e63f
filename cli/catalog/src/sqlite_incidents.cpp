#include "sqlite_incidents.h"

#include "names.h"
#include "sqlite_error.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::catalog {

namespace {

constexpr std::string_view columns =
    "SELECT case_name, reason, reference, scope, set_id, fresh_kek_id, state, requested_at, "
    "changed_at FROM incidents ";

std::string select(std::string_view where) {
    return std::string(columns).append(where);
}

Result<Incident> read_incident(const Statement& row, const std::string& path) {
    const auto state = incident_state_of(row.text(6));
    if (!state) return damaged(path, "an incident has an unknown state");
    return Incident{.case_name = row.text(0),
                    .reason = row.text(1),
                    .reference = row.text(2),
                    .scope = row.text(3),
                    .set_id = row.text(4),
                    .fresh_kek_id = row.text(5),
                    .state = *state,
                    .requested_at = row.integer(7),
                    .changed_at = row.integer(8)};
}

std::optional<std::string_view> unless_empty(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

Status SqliteIncidents::add(const Incident& incident) {
    return database_.transact([&]() -> Status {
        auto there = find(incident.case_name);
        if (!there) return std::move(there).error();
        if (*there) {
            return refused("CATALOG-CASE-EXISTS", fmt::format("there is a case {} already",
                                                              console::quoted(incident.case_name)));
        }
        return database_.run(
            "INSERT INTO incidents(case_name, reason, reference, scope, set_id, fresh_kek_id, "
            "state, requested_at, changed_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            incident.case_name, incident.reason, incident.reference, incident.scope,
            incident.set_id, unless_empty(incident.fresh_kek_id), name_of(incident.state),
            incident.requested_at, std::max(incident.requested_at, incident.changed_at));
    });
}

Result<std::optional<Incident>> SqliteIncidents::find(std::string_view case_name) {
    auto statement = database_.query(select("WHERE case_name = ?"), case_name);
    auto row = statement.step();
    if (!row) return std::move(row).error();
    if (!*row) return std::optional<Incident>{};
    auto incident = read_incident(statement, database_.path());
    if (!incident) return std::move(incident).error();
    return std::optional<Incident>(*std::move(incident));
}

Result<std::vector<Incident>> SqliteIncidents::all() {
    auto statement = database_.query(select("ORDER BY number"));
    std::vector<Incident> incidents;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return incidents;
        auto incident = read_incident(statement, database_.path());
        if (!incident) return std::move(incident).error();
        incidents.push_back(*std::move(incident));
    }
}

Result<Incident> SqliteIncidents::known(std::string_view case_name) {
    auto incident = find(case_name);
    if (!incident) return std::move(incident).error();
    if (!*incident) {
        return refused("CATALOG-CASE-UNKNOWN",
                       fmt::format("there is no case {}", console::quoted(case_name)));
    }
    return **std::move(incident);
}

Status SqliteIncidents::advance(std::string_view case_name, IncidentState to, Time at) {
    return database_.transact([&]() -> Status {
        auto incident = known(case_name);
        if (!incident) return std::move(incident).error();
        if (incident->state == to) return {};
        if (to < incident->state) {
            return refused(
                "CATALOG-CASE-STATE",
                fmt::format("case {} is {} and cannot go back to {}", console::quoted(case_name),
                            name_of(incident->state), name_of(to)));
        }
        return database_.run("UPDATE incidents SET state = ?, changed_at = ? WHERE case_name = ?",
                             name_of(to), at, case_name);
    });
}

Status SqliteIncidents::choose_fresh_kek(std::string_view case_name, std::string_view kek_id) {
    return database_.transact([&]() -> Status {
        auto incident = known(case_name);
        if (!incident) return std::move(incident).error();
        return database_.run("UPDATE incidents SET fresh_kek_id = ? WHERE case_name = ?", kek_id,
                             case_name);
    });
}

Status SqliteIncidents::note_restored(std::string_view case_name, const RestoredItem& item) {
    return database_.transact([&]() -> Status {
        auto incident = known(case_name);
        if (!incident) return std::move(incident).error();
        auto backup = database_.query("SELECT number FROM backups WHERE id = ?", item.backup);
        auto row = backup.step();
        if (!row) return std::move(row).error();
        if (!*row) {
            return refused("CATALOG-BACKUP-UNKNOWN",
                           fmt::format("there is no backup {}", to_hex(item.backup)));
        }
        return database_.run(
            "INSERT INTO restored(incident, backup, output, at) "
            "VALUES((SELECT number FROM incidents WHERE case_name = ?), ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET at = excluded.at",
            case_name, backup.integer(0), item.output, item.at);
    });
}

Result<std::vector<RestoredItem>> SqliteIncidents::restored(std::string_view case_name) {
    auto statement = database_.query(
        "SELECT b.id, r.output, r.at FROM restored r JOIN backups b ON b.number = r.backup "
        "WHERE r.incident = (SELECT number FROM incidents WHERE case_name = ?) "
        "ORDER BY r.backup, r.output",
        case_name);
    std::vector<RestoredItem> items;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return items;
        RestoredItem item{.output = statement.text(1), .at = statement.integer(2)};
        const ByteView id = statement.blob(0);
        if (id.size() != item.backup.size()) {
            return damaged(database_.path(), "a backup has an id of the wrong length");
        }
        std::ranges::copy(id, item.backup.begin());
        items.push_back(std::move(item));
    }
}

}  // namespace breakglass::catalog
