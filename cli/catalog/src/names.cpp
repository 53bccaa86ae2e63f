#include "names.h"

#include <array>

namespace breakglass::catalog {

namespace {

// In the order of the enums.
constexpr std::array<std::string_view, 4> kek_names{"ready", "active", "retiring", "destroyed"};
constexpr std::array<std::string_view, 5> set_names{"delivered", "confirmed", "active", "retiring",
                                                    "destroyed"};
constexpr std::array<std::string_view, 7> incident_names{
    "requested", "approved", "gathering", "rejoined", "restored", "rotated", "closed"};
constexpr std::array<std::string_view, 2> subject_names{"share set", "kek"};

template <typename State, std::size_t count>
std::optional<State> find_name(const std::array<std::string_view, count>& names,
                               std::string_view name) {
    for (std::size_t i = 0; i < count; ++i) {
        if (names[i] == name) return static_cast<State>(i);
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(KekState state) {
    return kek_names.at(static_cast<std::size_t>(state));
}
std::string_view name_of(SetState state) {
    return set_names.at(static_cast<std::size_t>(state));
}
std::string_view name_of(IncidentState state) {
    return incident_names.at(static_cast<std::size_t>(state));
}
std::string_view name_of(RotationSubject subject) {
    return subject_names.at(static_cast<std::size_t>(subject));
}

std::optional<KekState> kek_state_of(std::string_view name) {
    return find_name<KekState>(kek_names, name);
}
std::optional<SetState> set_state_of(std::string_view name) {
    return find_name<SetState>(set_names, name);
}
std::optional<IncidentState> incident_state_of(std::string_view name) {
    return find_name<IncidentState>(incident_names, name);
}
std::optional<RotationSubject> subject_of(std::string_view name) {
    return find_name<RotationSubject>(subject_names, name);
}

}  // namespace breakglass::catalog
