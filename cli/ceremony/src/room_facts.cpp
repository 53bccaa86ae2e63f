#include "room_facts.h"

#include <string>

#include <fmt/format.h>

namespace breakglass::ceremony {

namespace {

constexpr std::size_t longest_list = 3800;  // a fact has 4,096 bytes

std::string people_with(const policy::Policy& policy, std::string_view role) {
    std::string names;
    std::size_t more = 0;
    for (const policy::Person& person : policy.persons) {
        if (!person.has_role(role)) continue;
        if (more > 0 || names.size() + person.id.size() > longest_list)
            ++more;
        else
            names += (names.empty() ? "" : ", ") + person.id;
    }
    if (more > 0) names += fmt::format(", and {} more", more);
    return names.empty() ? "none" : names;
}

}  // namespace

void add_room_facts(ledger::Record& act, const policy::Policy& policy, const Trials& trials) {
    act.facts.push_back({"policy", to_hex(policy.hash)});
    act.facts.push_back({"owner", policy.owner});
    act.facts.push_back({"operators", people_with(policy, "operator")});
    act.facts.push_back({"witnesses", people_with(policy, "witness")});
    act.facts.push_back(
        {"combinations", fmt::format("{} of {} tried, all good", trials.tried, trials.possible)});
}

}  // namespace breakglass::ceremony
