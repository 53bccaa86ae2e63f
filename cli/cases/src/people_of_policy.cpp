#include "people_of_policy.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/cases/standing.h>
#include <breakglass/console/printable.h>
#include <breakglass/policy/label_glob.h>

namespace breakglass::cases {

namespace {

bool has_role(const policy::Policy& policy, const std::string& person, std::string_view role) {
    const policy::Person* found = policy.person(person);
    return found != nullptr && found->has_role(role);
}

constexpr std::string_view label_scope = "label=";

/// The approvals that the restores of one part of a scope could need.
int restore_approvals(const policy::Policy& policy, std::string_view part) {
    const bool by_label = part.starts_with(label_scope);
    if (by_label) {
        part.remove_prefix(label_scope.size());
        part = policy::label_choice(part).pattern;
        const bool one_label = part.find_first_of("*?") == std::string_view::npos;
        if (one_label) return policy.restore_approvals(part);
    }
    // What a pattern matches may lie under a rule or under none; the label of an id is not known.
    int strictest = policy.rule(policy::CaseKind::restore).approvals;
    for (const policy::RestoreRule& rule : policy.restore) {
        const bool concerned = !by_label || policy::overlap(rule.label.text(), part);
        if (concerned) strictest = std::max(strictest, rule.approvals);
    }
    return strictest;
}

}  // namespace

std::optional<signature::PublicKey> key_of(const policy::Policy& policy, std::string_view person) {
    const policy::Person* found = policy.person(person);
    if (found == nullptr || found->ssh.empty()) return std::nullopt;
    auto key = signature::parse_public_key(found->ssh);
    if (!key) return std::nullopt;
    return *std::move(key);
}

std::string_view approving_role(const Request& request, bool first_policy) {
    return first_policy && request.act == policy::CaseKind::policy ? "witness" : "approver";
}

bool may_request(const policy::Policy& policy, policy::CaseKind act, bool first_policy,
                 const std::string& person) {
    const bool is_owner = policy.owner == person;
    if (act != policy::CaseKind::policy) return has_role(policy, person, "requester");
    return is_owner || (!first_policy && has_role(policy, person, "requester"));
}

std::string who_may_request(const policy::Policy& policy, policy::CaseKind act, bool first_policy) {
    std::string names;
    for (const policy::Person& person : policy.persons) {
        if (!may_request(policy, act, first_policy, person.id)) continue;
        names += fmt::format("{}{}", names.empty() ? "" : ", ", console::printable(person.id));
    }
    return names.empty() ? "nobody" : names;
}

bool may_stop(const policy::Policy& policy, const Request& request, const std::string& person) {
    return person == request.requester || person == policy.owner ||
           has_role(policy, person, "approver") || has_role(policy, person, "witness");
}

bool may_close(const policy::Policy& policy, const Request& request, const std::string& person) {
    return person == request.requester || person == policy.owner;
}

int approvals_needed(const Request& request, const policy::Policy& policy, bool first_policy) {
    // DESIGN: the first policy is signed by its owner and one witness; nobody is an approver yet.
    if (first_policy && request.act == policy::CaseKind::policy) return 1;
    if (request.act != policy::CaseKind::restore) return policy.rule(request.act).approvals;
    int strictest = request.scope.empty() ? restore_approvals(policy, "") : 0;
    for (const std::string& part : request.scope) {
        strictest = std::max(strictest, restore_approvals(policy, part));
    }
    return strictest;
}

}  // namespace breakglass::cases
