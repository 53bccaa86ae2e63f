#include "people_of_policy.h"
#include "take_in.h"

#include <fmt/format.h>

#include <breakglass/cases/saying.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>

namespace breakglass::cases {

namespace {

Error not_met(const char* rule, std::string message, std::string hint) {
    return {ErrorKind::not_met, rule, std::move(message), std::move(hint)};
}

/// Signs a saying and adds it to its case.
Result<Docketed> say(escrow::Directory& escrow, const Docketed& docketed, const Saying& saying,
                     const people::Signer& signer, Time clock) {
    const auto own = people::sign_statement(to_statement(saying, docketed.it.request), signer);
    if (!own) return own.error();
    return take_in_own(escrow, docketed.it.request.case_name, *own, clock);
}

/// Whether the case is over, so that closing it takes nothing from anybody.
Status check_over(const Case& it, const Standing& standing) {
    const std::string& name = it.request.case_name;
    switch (standing.state) {
        case State::closed:
            return not_met("CASE-CLOSED", fmt::format("case {} is closed already", name), "");
        case State::collecting:
        case State::cooling_off:
        case State::open:
            return not_met(
                "CASE-UNFINISHED",
                fmt::format("case {} is {}: nothing was done under it yet", name,
                            name_of(standing.state)),
                fmt::format("to call it off: breakglass case stop {} --reason TEXT", name));
        case State::in_use:
        case State::used:
        case State::stopped:
        case State::expired:
        case State::outdated:
            break;
    }
    return {};
}

Status check_not_owed(catalog::Catalog& catalog, const std::string& name) {
    const auto owed = catalog.rotations().owed();
    if (!owed) return owed.error();
    for (const catalog::OwedRotation& each : *owed) {
        if (each.reason != "incident " + name) continue;
        return not_met(
            "CASE-OWED",
            fmt::format("case {} owes a rotation of {} {}", name,
                        each.subject == catalog::RotationSubject::kek ? "KEK" : "share set",
                        each.subject_id),
            "breakglass rotation run --help");
    }
    return {};
}

/// The catalog keeps its own note of an incident.
Status close_incident(catalog::Catalog& catalog, const std::string& name, Time now) {
    const auto incident = catalog.incidents().find(name);
    if (!incident) return incident.error();
    if (!*incident) return {};
    return catalog.incidents().advance(name, catalog::IncidentState::closed, now);
}

}  // namespace

Result<Docketed> approve(escrow::Directory& escrow, const std::string& name,
                         const people::KeyChoice& key, Time clock,
                         const std::optional<Hash256>& seen) {
    const auto docketed = load(escrow, name, clock);
    if (!docketed) return docketed.error();
    if (seen && *seen != docketed->it.request_hash()) {
        return Error{ErrorKind::failed, "CASE-CHANGED",
                     fmt::format("case {} holds another request than the one that was shown",
                                 docketed->it.request.case_name),
                     "look at it again: breakglass case show " + docketed->it.request.case_name};
    }
    const auto signer = people::find_signer(escrow.policy(), key);
    if (!signer) return signer.error();
    auto may =
        may_approve(docketed->it, docketed->standing, docketed->circumstances, signer->person);
    if (!may) return std::move(may).error();
    const Saying saying = about(docketed->it, "approval", signer->person, docketed->standing.now);
    return say(escrow, *docketed, saying, *signer, clock);
}

Result<std::string> approval_text(escrow::Directory& escrow, const std::string& name,
                                  const std::string& person, Time clock) {
    const auto docketed = load(escrow, name, clock);
    if (!docketed) return docketed.error();
    auto may = may_approve(docketed->it, docketed->standing, docketed->circumstances, person);
    if (!may) return std::move(may).error();
    const Saying saying = about(docketed->it, "approval", person, docketed->standing.now);
    return statement::to_text(to_statement(saying, docketed->it.request));
}

Result<Docketed> stop(escrow::Directory& escrow, const std::string& name, const std::string& reason,
                      const people::KeyChoice& key, Time clock) {
    if (reason.find_first_not_of(' ') == std::string::npos) {
        return Error{ErrorKind::usage, "CASE-REQUEST", "a stop needs a reason",
                     "add --reason TEXT: everybody who waits for the case reads it"};
    }
    auto docketed = load(escrow, name, clock);
    if (!docketed || docketed->standing.state == State::stopped) return docketed;
    if (docketed->standing.state == State::closed) {
        return may_act(docketed->it, docketed->standing).error();
    }
    const auto signer = people::find_signer(escrow.policy(), key);
    if (!signer) return signer.error();
    auto how = how_to_stop(docketed->it, docketed->standing, escrow.policy(), signer->person);
    if (!how) return std::move(how).error();
    // The clock is not asked: who stops a case in time must not fail over it.
    Saying saying = about(docketed->it, "stop", signer->person, docketed->standing.now);
    saying.policy_hash = escrow.policy().hash;
    saying.how = *std::move(how);
    saying.reason = reason;
    return say(escrow, *docketed, saying, *signer, clock);
}

Result<Docketed> close(escrow::Directory& escrow, const std::string& name,
                       const people::KeyChoice& key, Time clock) {
    const auto docketed = load(escrow, name, clock);
    if (!docketed) return docketed.error();
    const std::string& full = docketed->it.request.case_name;
    if (docketed->standing.state == State::closed) {
        // A command that was killed may have left the catalog behind.
        auto noted = close_incident(escrow.catalog(), full, docketed->standing.now);
        if (!noted) return std::move(noted).error();
    }
    if (auto over = check_over(docketed->it, docketed->standing); !over) {
        return std::move(over).error();
    }
    if (auto owed = check_not_owed(escrow.catalog(), full); !owed) return std::move(owed).error();
    const auto signer = people::find_signer(escrow.policy(), key);
    if (!signer) return signer.error();
    if (!may_close(escrow.policy(), docketed->it.request, signer->person)) {
        return not_met(
            "CASE-CLOSE-ROLE",
            fmt::format("{} may not close case {}", console::printable(signer->person), full),
            "its requester or the owner can");
    }
    Saying saying = about(docketed->it, "closing", signer->person, docketed->standing.now);
    saying.policy_hash = escrow.policy().hash;
    auto closed = say(escrow, *docketed, saying, *signer, clock);
    if (!closed) return closed;
    if (auto noted = close_incident(escrow.catalog(), full, docketed->standing.now); !noted) {
        return std::move(noted).error();
    }
    return closed;
}

}  // namespace breakglass::cases
