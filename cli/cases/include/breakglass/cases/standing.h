#pragma once
// Where a case stands: who counts, who does not and why, and what may happen now.

#include <optional>
#include <string>
#include <vector>

#include <breakglass/cases/case.h>

namespace breakglass::cases {

/// What a case is judged by.
struct Circumstances {
    const policy::Policy* policy = nullptr;  // in force; the draft when none ever was
    bool first_policy = false;               // none ever was: owner asks, a witness approves
    std::string escrow_id;
    Time clock = 0;               // this machine's
    Time newest_entry = 0;        // of the ledger; 0: unknown
    std::optional<Time> used_at;  // from the ledger: the act began then
    std::optional<Time> closed_at;
};

enum class State {
    collecting,   // approvals are missing
    cooling_off,  // enough of them; the act may not begin yet
    open,         // the act may begin
    in_use,       // it began; it may be carried on
    stopped,      // for good
    expired,      // a window closed before the act began
    outdated,     // the policy changed since the request
    closed,
};

std::string_view name_of(State state);

struct Approval {
    std::string person;
    Time time = 0;
};

struct Stop {
    std::string person;
    std::string how;  // "denial", "veto" or "cancellation"
    std::string reason;
    Time time = 0;
};

/// A statement that does not count, and why: foreign, stale, forged, the requester's own.
struct Ignored {
    std::string what;  // "approval by finance"
    Error reason;
};

struct Standing {
    State state = State::collecting;
    int needed = 0;
    std::vector<Approval> approvals;        // those that count, earliest first
    std::vector<std::string> can_approve;   // persons who still may
    std::vector<Ignored> ignored;
    std::optional<Stop> stop;
    Time collect_until = 0;
    std::optional<Time> usable_from;   // once approved
    std::optional<Time> usable_until;
    Time now = 0;  // the later of the clock and the newest signed time
};

/// Judges a case. A statement that does not count never stops the others from counting.
/// Errors: unverified (CASE-REQUEST-FORGED, CASE-REQUESTER when the one who asked may not,
/// CASE-FOREIGN for another escrow's); not_met (CASE-CLOCK when this machine's clock is behind what
/// was signed or recorded).
Result<Standing> judge(const Case& it, const Circumstances& circumstances);

/// Nothing when the act may begin or carry on; else why not, in words, with the next command.
/// Errors: not_met (CASE-APPROVALS, CASE-COOLING-OFF, CASE-STOPPED, CASE-EXPIRED, CASE-OUTDATED,
/// CASE-CLOSED).
Status may_act(const Case& it, const Standing& standing);

}  // namespace breakglass::cases
