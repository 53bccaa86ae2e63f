#pragma once
// Where a case stands: who counts, who does not and why, and what may happen now.

#include <optional>
#include <string>
#include <vector>

#include <breakglass/cases/case.h>

namespace breakglass::cases {

/// A clock that is behind what was signed by less than this is only a little slow.
inline constexpr Time tolerated_seconds = 300;

struct Stop {
    std::string person;
    std::string how;  // "denial", "veto" or "cancellation"
    std::string reason;
    Time time = 0;
};

/// The first use of a case, as the ledger has it.
struct Use {
    Hash256 request{};  // of this request and no other
    Time at = 0;
    bool overtaken = false;  // policy: another policy came into force since
};

/// What a case is judged by.
struct Circumstances {
    const policy::Policy* policy = nullptr;  // in force; the draft when none ever was
    bool first_policy = false;               // none ever was: owner asks, a witness approves
    std::string escrow_id;
    Time clock = 0;         // this machine's
    Time newest_entry = 0;  // of the ledger; 0: unknown
    /// When the ledger began anew after a loss: what was used before, nobody can say.
    std::optional<Time> ledger_since = {};
    std::optional<Use> use;         // from the ledger
    std::optional<Stop> stopped;    // from the ledger: a stop outlives its statement
    std::optional<Time> closed_at;  // from the ledger
};

enum class State {
    collecting,   // approvals are missing
    cooling_off,  // enough of them; the act may not begin yet
    open,         // the act may begin
    in_use,       // it began; it may be carried on
    used,         // it began and may not be carried on any more
    stopped,      // for good
    expired,      // a window closed before the act began
    outdated,     // the policy changed, or the ledger began anew, since the request
    closed,
};

std::string_view name_of(State state);

struct Approval {
    std::string person;
    Time time = 0;
};

/// A statement that does not count, and why: foreign, stale, forged, the requester's own.
struct Ignored {
    Hash256 stored{};  // SHA-256 of the statement as stored, signature and all; zeros: unread
    std::string what;  // "approval by finance"
    Error reason;
};

struct Standing {
    State state = State::collecting;
    bool before_ledger = false;  // outdated because the ledger began anew, not by the policy
    int needed = 0;
    std::vector<Approval> approvals;       // those that count, earliest first
    std::vector<std::string> can_approve;  // persons who still may
    std::vector<Ignored> ignored;
    std::optional<Stop> stop;
    std::optional<Time> used_at;
    Time collect_until = 0;
    std::optional<Time> usable_from;  // once approved
    std::optional<Time> usable_until;
    Time now = 0;                // the later of the clock and the newest signed time
    std::optional<Error> clock;  // CASE-CLOCK: this machine's clock is behind what was signed
};

/// Judges a case. A statement that does not count never stops the others from counting.
/// Errors: unverified (CASE-FOREIGN for another escrow's, CASE-OTHER-REQUEST when the ledger knows
/// this case by another request, CASE-REQUEST-FORGED, CASE-REQUESTER when the one who asked may
/// not).
Result<Standing> judge(const Case& it, const Circumstances& circumstances);

/// Nothing when the act may begin or carry on; else why not, in words, with the next command.
/// Errors: not_met (CASE-CLOCK, CASE-APPROVALS, CASE-COOLING-OFF, CASE-STOPPED, CASE-EXPIRED,
/// CASE-OUTDATED, CASE-USED, CASE-CLOSED).
Status may_act(const Case& it, const Standing& standing);

/// Nothing when this person's approval would count now; else why it would not.
/// Errors: not_met (CASE-APPROVER, CASE-REQUESTER-APPROVES, CASE-TWICE, CASE-SAME-KEY,
/// CASE-ENOUGH, and what may_act says of a case that is past approving).
Status may_approve(const Case& it, const Standing& standing, const Circumstances& circumstances,
                   const std::string& person);

/// How this person would stop the case: "cancellation", "denial" or "veto".
/// Errors: not_met (CASE-STOP-ROLE).
Result<std::string> how_to_stop(const Case& it, const Standing& standing,
                                const policy::Policy& policy, const std::string& person);

/// Approvals that the act needs under this policy. For a restore: the strictest [[restore]] rule
/// that could match anything in its scope.
int approvals_needed(const Request& request, const policy::Policy& policy, bool first_policy);

}  // namespace breakglass::cases
