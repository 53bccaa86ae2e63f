#pragma once
// What is recorded about custodians: checks of their cards, losses, departures.

#include <string>
#include <vector>

#include <breakglass/custodian/custody.h>
#include <breakglass/escrow/directory.h>

namespace breakglass::custodian {

// Acts of the ledger; each has the facts "set", "group", "number" and "holder" of one card, but
// replace, which has "set" and "holder".
inline constexpr const char* check_act = "custodian.check";  // also: checked, how, statement
inline constexpr const char* lost_act = "custodian.lost";    // also: reason
inline constexpr const char* replace_act = "custodian.replace";

inline constexpr std::size_t max_reason_bytes = 512;

struct LossRequest {
    std::string person;
    std::string set_id;  // empty: the active set
    std::string reason;
};

struct Lost {
    std::vector<Place> cards;               // all of the person's in that set
    std::size_t newly = 0;                  // how many of them were not reported before
    Custody custody;                        // of the set, as it stands now
    std::vector<std::string> holders_left;  // whose cards are still good
};

/// Writes down that a custodian's cards of a set are lost. Asking again adds nothing.
/// The caller holds the exclusive lock.
/// Errors: usage (CUSTODIAN-UNKNOWN when nobody of that name holds a card of the set,
/// CUSTODIAN-NO-SET, CUSTODIAN-REASON); those of the ledger.
Result<Lost> note_loss(escrow::Directory& escrow, const LossRequest& request, Time now);

/// What a loss means, in sentences; the first names the rule: CUSTODIAN-LAST-SAFE when the next
/// loss may be the end, CUSTODIAN-TOO-FEW when the set can no longer be opened. Nothing while there
/// is a margin.
struct Alarm {
    std::string rule;
    std::string message;
    std::string hint;
};
std::optional<Alarm> alarm_of(const Custody& custody);

/// One step on the way from a set that a person holds a card of to one without.
struct Step {
    enum class State { done, now, later };
    State state = State::later;
    std::string what;
    std::string command;
};

struct Way {
    std::string person;
    std::string set_id;  // the set that has to go
    std::vector<Step> steps;
};

/// Writes down that a custodian leaves, owes the rotation of the set, and says where the way to a
/// new key stands. The old key is never rejoined: a ceremony makes a new one, and the KEK rewraps.
/// Asking again only shows how far it is. The caller holds the exclusive lock.
/// Errors: usage (CUSTODIAN-UNKNOWN); those of ledger and catalog.
Result<Way> replace(escrow::Directory& escrow, const std::string& person, Time now);

std::string to_text(const Lost& lost);
std::string to_json(const Lost& lost);
std::string to_text(const Way& way);
std::string to_json(const Way& way);

}  // namespace breakglass::custodian
