#include "people_of_policy.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/cases/standing.h>
#include <breakglass/console/printable.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace {

Error not_met(const char* rule, std::string message, std::string hint) {
    return {ErrorKind::not_met, rule, std::move(message), std::move(hint)};
}

std::string ask_again(const Request& request) {
    return fmt::format("make a new request: breakglass case request {} --reason TEXT",
                       policy::name_of(request.act));
}

Error too_few(const Case& it, const Standing& standing) {
    std::string who;
    for (const std::string& person : standing.can_approve) {
        who += fmt::format("{}{}", who.empty() ? "" : ", ", console::printable(person));
    }
    return not_met("CASE-APPROVALS",
                   fmt::format("case {} has {} of {} approvals", it.request.case_name,
                               standing.approvals.size(), standing.needed),
                   fmt::format("who can approve until {}: {}; they type: breakglass case approve "
                               "{}",
                               records::utc_text(standing.collect_until),
                               who.empty() ? "nobody" : who, it.request.case_name));
}

Error expired(const Case& it, const Standing& standing) {
    const std::string& name = it.request.case_name;
    if (!standing.usable_until) {
        return not_met("CASE-EXPIRED",
                       fmt::format("case {} had {} of {} approvals when collecting ended at {}",
                                   name, standing.approvals.size(), standing.needed,
                                   records::utc_text(standing.collect_until)),
                       ask_again(it.request));
    }
    return not_met("CASE-EXPIRED",
                   fmt::format("case {} could be used until {}", name,
                               records::utc_text(*standing.usable_until)),
                   ask_again(it.request));
}

Error stopped(const Case& it, const Standing& standing) {
    const Stop& stop = *standing.stop;
    return not_met("CASE-STOPPED",
                   fmt::format("case {} was stopped by {} at {} ({}): {}", it.request.case_name,
                               console::printable(stop.person), records::utc_text(stop.time),
                               stop.how, console::printable(stop.reason)),
                   "a stop cannot be undone; " + ask_again(it.request));
}

/// Why nothing new may be signed or begun in a case that is past it; nothing when it is not.
Status still_alive(const Case& it, const Standing& standing) {
    const std::string& name = it.request.case_name;
    switch (standing.state) {
        case State::stopped:
            return stopped(it, standing);
        case State::outdated:
            if (standing.before_ledger) {
                return not_met("CASE-BEFORE-LEDGER",
                               fmt::format("the ledger began anew since case {} was asked for, and "
                                           "no longer says whether it was used",
                                           name),
                               ask_again(it.request));
            }
            return not_met("CASE-OUTDATED",
                           fmt::format("the policy changed since case {} was asked for", name),
                           ask_again(it.request));
        case State::closed:
            return not_met("CASE-CLOSED", fmt::format("case {} is closed", name),
                           ask_again(it.request));
        case State::expired:
        case State::used:
        case State::collecting:
        case State::cooling_off:
        case State::open:
        case State::in_use:
            break;
    }
    // With a clock in doubt no window is said to be over.
    if (standing.clock) return *standing.clock;
    if (standing.state == State::expired) return expired(it, standing);
    if (standing.state != State::used) return {};
    return not_met("CASE-USED",
                   fmt::format("case {} was used at {} and cannot be used again", name,
                               records::utc_text(standing.used_at.value_or(0))),
                   ask_again(it.request));
}

}  // namespace

std::string_view name_of(State state) {
    switch (state) {
        case State::collecting:
            return "collecting";
        case State::cooling_off:
            return "cooling off";
        case State::open:
            return "open";
        case State::in_use:
            return "in use";
        case State::used:
            return "used";
        case State::stopped:
            return "stopped";
        case State::expired:
            return "expired";
        case State::outdated:
            return "outdated";
        case State::closed:
            break;
    }
    return "closed";
}

Status may_act(const Case& it, const Standing& standing) {
    if (auto alive = still_alive(it, standing); !alive) return alive;
    if (standing.state == State::collecting) return too_few(it, standing);
    if (standing.state == State::cooling_off) {
        return not_met("CASE-COOLING-OFF",
                       fmt::format("case {} may begin at {}, not before", it.request.case_name,
                                   records::utc_text(*standing.usable_from)),
                       fmt::format("until then it can be stopped: breakglass case stop {} "
                                   "--reason TEXT",
                                   it.request.case_name));
    }
    return {};
}

Status may_approve(const Case& it, const Standing& standing, const Circumstances& circumstances,
                   const std::string& person) {
    if (auto alive = still_alive(it, standing); !alive) return alive;
    const policy::Policy& policy = *circumstances.policy;
    const std::string name = console::printable(person);
    const auto key = key_of(policy, person);
    const auto requester_key = key_of(policy, it.request.requester);
    if (person == it.request.requester || (key && requester_key && *key == *requester_key)) {
        return not_met(
            "CASE-REQUESTER-APPROVES",
            fmt::format("{} asked for case {} and may not approve it", name, it.request.case_name),
            "somebody else must");
    }
    const std::string_view role = approving_role(it.request, circumstances.first_policy);
    const policy::Person* found = policy.person(person);
    if (found == nullptr || !found->has_role(role) || !key) {
        return not_met("CASE-APPROVER",
                       fmt::format("{} is no {} with an ssh key in the policy", name, role),
                       "breakglass case show " + it.request.case_name + " names who can");
    }
    for (const Approval& approval : standing.approvals) {
        if (approval.person == person) {
            return not_met("CASE-TWICE", fmt::format("{} approved already", name), "");
        }
        const auto other = key_of(policy, approval.person);
        if (other && *other == *key) {
            return not_met("CASE-SAME-KEY",
                           fmt::format("{} and {} have one and the same key", name,
                                       console::printable(approval.person)),
                           "give each person of the policy a key of their own");
        }
    }
    if (standing.state == State::collecting) return {};
    return not_met(
        "CASE-ENOUGH",
        fmt::format("case {} has the {} approvals it needs", it.request.case_name, standing.needed),
        "breakglass case show " + it.request.case_name);
}

Result<std::string> how_to_stop(const Case& it, const Standing& standing,
                                const policy::Policy& policy, const std::string& person) {
    if (person == it.request.requester) return std::string("cancellation");
    const policy::Person* found = policy.person(person);
    const bool denies =
        standing.state == State::collecting && found != nullptr && found->has_role("approver");
    if (denies) return std::string("denial");
    if (may_stop(policy, it.request, person)) return std::string("veto");
    return not_met(
        "CASE-STOP-ROLE",
        fmt::format("{} may not stop case {}", console::printable(person), it.request.case_name),
        "its requester, an approver, a witness or the owner can");
}

}  // namespace breakglass::cases
