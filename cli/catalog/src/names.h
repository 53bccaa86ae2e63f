#pragma once
// States as the catalog stores them, and back.

#include <optional>
#include <string_view>

#include <breakglass/catalog/incidents.h>
#include <breakglass/catalog/keys.h>

namespace breakglass::catalog {

std::optional<KekState> kek_state_of(std::string_view name);
std::optional<SetState> set_state_of(std::string_view name);
std::optional<IncidentState> incident_state_of(std::string_view name);

std::string_view name_of(RotationSubject subject);
std::optional<RotationSubject> subject_of(std::string_view name);

}  // namespace breakglass::catalog
