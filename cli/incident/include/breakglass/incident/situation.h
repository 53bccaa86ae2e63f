#pragma once
// How far an incident is, what is missing, and what to type next. Needs no card and no key.

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/catalog/incidents.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/incident/incident.h>
#include <breakglass/scope/scope.h>

namespace breakglass::incident {

struct SituationItem {
    scope::Item item;
    std::string output;  // where it was restored to; empty when it was not yet
};

struct Situation {
    catalog::Incident incident;
    std::string fresh_kek_name;
    std::vector<SituationItem> items;
    std::uint64_t under_old_keks = 0;  // backups of the set that no fresh KEK opens yet
    std::vector<std::string> groups;   // while cards are needed: "custodians: 3 of finance, ..."
    std::string next;                  // the command to type next
};

/// One case by name, or all of them, oldest first.
/// Errors: usage (INCIDENT-UNKNOWN); those of the catalog.
Result<std::vector<Situation>> situations(escrow::Directory& escrow, const std::string& case_name);

/// The command that carries a case on.
std::string next_command(const escrow::Directory& escrow, const catalog::Incident& incident);

/// For people, several lines each; or as one JSON array.
std::string as_text(const std::vector<Situation>& situations);
std::string as_json(const std::vector<Situation>& situations);
/// The report of a run as one JSON object.
std::string as_json(const Report& report);

}  // namespace breakglass::incident
