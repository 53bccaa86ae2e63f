#pragma once
// Files of the tree that travel inside the binary; CMake writes the definitions.

#include <string_view>

namespace breakglass::escrow::embedded {

extern const std::string_view bank;                 // examples/policies/bank.toml
extern const std::string_view team_of_five;         // examples/policies/team-of-five.toml
extern const std::string_view two_departments;      // examples/policies/two-departments.toml
extern const std::string_view hex_to_age_identity;  // examples/recover-without-breakglass/
extern const std::string_view incident_runbook;     // docs/runbooks/incident.md
extern const std::string_view incident_runbook_id;  // docs/runbooks/incident.id.md
extern const std::string_view kit_readme;           // cli/escrow/src/kit_readme.txt

}  // namespace breakglass::escrow::embedded
