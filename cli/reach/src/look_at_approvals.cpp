#include "looks.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::reach {
namespace {

using policy::CaseKind;
using policy::Person;

constexpr CaseKind all_kinds[] = {CaseKind::incident, CaseKind::restore,     CaseKind::drill,
                                  CaseKind::policy,   CaseKind::destruction, CaseKind::exception};

std::vector<const Person*> with_key(const policy::Policy& policy, std::string_view role) {
    std::vector<const Person*> who;
    for (const Person& person : policy.persons) {
        if (person.has_role(role) && !person.ssh.empty()) who.push_back(&person);
    }
    return who;
}

int approvals_for(const policy::Policy& policy, CaseKind kind) {
    int most = policy.rule(kind).approvals;
    if (kind == CaseKind::restore) {
        for (const policy::RestoreRule& rule : policy.restore) {
            most = std::max(most, rule.approvals);
        }
    }
    return most;
}

// Nobody approves what they asked for: the approvers that are left when the requester who takes
// most away from them asks.
void look_at_numbers(const policy::Policy& policy, std::vector<Finding>& found) {
    const auto approvers = with_key(policy, "approver");
    const auto requesters = with_key(policy, "requester");
    const auto approving_requester =
        std::find_if(requesters.begin(), requesters.end(),
                     [](const Person* person) { return person->has_role("approver"); });
    const bool subtract = approving_requester != requesters.end();
    const int left = static_cast<int>(approvers.size()) - (subtract ? 1 : 0);

    int most = 0;
    std::vector<std::string> kinds;
    for (const CaseKind kind : all_kinds) {
        const int asked = approvals_for(policy, kind);
        most = std::max(most, asked);
        if (asked > left) kinds.emplace_back(policy::name_of(kind));
    }
    if (!kinds.empty()) {
        const std::string when =
            subtract ? fmt::format("when {} asks ", console::quoted((*approving_requester)->id))
                     : "";
        const std::string who =
            left <= 0 ? "nobody"
                      : "only " + counted(static_cast<std::size_t>(left), "person", "people");
        found.push_back(
            {"POLICY-TOO-FEW-APPROVERS", Weight::serious,
             fmt::format("up to {} approvals are asked for ({}), but {}{} with an SSH key can "
                         "approve",
                         most, listed(kinds), when, who),
             "give more people the role \"approver\" and their ssh key"});
    }
    if (most > 0 && requesters.empty()) {
        found.push_back({"POLICY-NO-REQUESTER", Weight::serious,
                         "approvals are asked for, but nobody with an SSH key may ask: no "
                         "incident can begin",
                         "give somebody the role \"requester\" and their ssh key"});
    }
    if (policy.rule(CaseKind::incident).approvals == 0) {
        found.push_back({"POLICY-INCIDENT-UNAPPROVED", Weight::serious,
                         "an incident needs nobody's approval",
                         "set [approval] incident approvals to at least 1"});
    }
}

// Asleep at the same hours, gone in the same flood.
void look_at_zones(const policy::Policy& policy, std::vector<Finding>& found) {
    const auto approvers = with_key(policy, "approver");
    if (approvers.size() < 2) return;
    std::set<std::string> zones;
    std::set<std::string> places;
    bool all_zones = true;
    bool all_places = true;
    for (const Person* person : approvers) {
        all_zones &= !person->zone.empty();
        all_places &= !person->place.empty();
        if (!person->zone.empty()) zones.insert(person->zone);
        places.insert(place_of(policy, person->id));
    }
    if (zones.size() > 1) return;
    std::string where;
    if (all_zones) {
        where = "the time zone " + *zones.begin();
    } else if (all_places && places.size() == 1) {
        where = *places.begin();
    } else {
        return;
    }
    found.push_back({"POLICY-ONE-TIME-ZONE", Weight::advice,
                     fmt::format("all {} approvers are in {}", approvers.size(), where),
                     "make somebody in another time zone an approver"});
}

void look_at_the_first_policy(const policy::Policy& policy, std::vector<Finding>& found) {
    const Person* owner = policy.person(policy.owner);
    if (owner == nullptr || owner->ssh.empty()) {
        found.push_back({"POLICY-OWNER-NO-KEY", Weight::serious,
                         fmt::format("the owner {} has no SSH key, and signs the first policy and "
                                     "every sealing file",
                                     console::quoted(policy.owner)),
                         "add ssh = \"ssh-ed25519 ...\" to that [[person]]"});
    }
    const auto witnesses = with_key(policy, "witness");
    const bool other = std::any_of(witnesses.begin(), witnesses.end(), [&](const Person* person) {
        return person->id != policy.owner;
    });
    if (other) return;
    found.push_back({"POLICY-NO-WITNESS", Weight::serious,
                     "nobody but the owner is a witness with an SSH key, and the first policy is "
                     "signed by both",
                     "give somebody the role \"witness\" and their ssh key"});
}

void look_at_phones(const policy::Policy& policy, std::vector<Finding>& found) {
    std::vector<std::string> silent;
    for (const Person& person : policy.persons) {
        if (person.has_role("approver") && person.phone.empty()) silent.push_back(person.id);
    }
    if (silent.empty()) return;
    found.push_back({"POLICY-NO-PHONE", Weight::advice,
                     fmt::format("nobody can call {} at night: approvers without a phone number",
                                 listed(silent)),
                     "add phone = \"...\" to each [[person]] who approves"});
}

}  // namespace

void look_at_approvals(const policy::Policy& policy, std::vector<Finding>& found) {
    look_at_numbers(policy, found);
    look_at_the_first_policy(policy, found);
    look_at_zones(policy, found);
    look_at_phones(policy, found);
}

}  // namespace breakglass::reach
