#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/activate.h>
#include <breakglass/ceremony/confirm.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/rehearse.h>
#include <breakglass/ceremony/status.h>
#include <breakglass/console/amounts.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/transcript/transcript.h>
#include <breakglass/transcript/witness.h>

namespace breakglass::ceremony {

using catalog::SetState;

namespace {

/// A ceremony from before the ledger was lost has no record, and that stops nothing.
bool is_no_obstacle(const Error& error) {
    return error.rule == "RECORD-NOT-FOUND";
}

Status check_record(escrow::Directory& escrow, const std::string& set_id) {
    const auto record = transcript::compile(escrow, {.set_id = set_id});
    return record || is_no_obstacle(record.error()) ? Status() : Status(record.error());
}

/// The ledger names the record of what has happened so far: what the witnesses sign.
Status note_record(escrow::Directory& escrow, const std::string& set_id) {
    const auto pinned = transcript::pin(escrow, set_id);
    return pinned || is_no_obstacle(pinned.error()) ? Status() : Status(pinned.error());
}

}  // namespace

Result<Activated> activate(escrow::Directory& escrow, const std::string& set_id) {
    const auto set = needed_set(escrow, set_id);
    if (!set) return set.error();
    Activated activated{.set_id = set->id, .recipient = set->recipient};
    if (set->state == SetState::active) {
        activated.already = true;
        if (Status noted = note_record(escrow, set->id); !noted) return std::move(noted).error();
        return activated;
    }
    if (set->state == SetState::retiring || set->state == SetState::destroyed) {
        return Error{ErrorKind::failed, "CEREMONY-NOT-PENDING",
                     "set " + set->id + " is " + std::string(catalog::name_of(set->state)) +
                         " and never becomes active again",
                     "make a new one: breakglass ceremony start --output-dir DIR"};
    }
    if (set->state == SetState::delivered) {
        const auto cards = cards_of(escrow, set->id);
        if (!cards) return cards.error();
        const std::string missing = missing_text(*cards);
        // Killed between the last card and the set's own mark: all that is missing is the mark.
        if (missing.empty()) {
            if (Status marked = escrow.catalog().share_sets().mark_confirmed(set->id); !marked)
                return std::move(marked).error();
        } else {
            return Error{ErrorKind::not_met, "CEREMONY-NOT-CONFIRMED",
                         "set " + set->id + " cannot become active: not read back yet: " + missing,
                         "breakglass ceremony confirm --words FILE, or --qr PNG, for each of them"};
        }
    }
    // A manifest that is not the one of the ceremony would tell right cards from wrong ones.
    if (Status sound = check_record(escrow, set->id); !sound) return std::move(sound).error();
    const auto before = escrow.catalog().share_sets().active();
    if (!before) return before.error();
    const ledger::Record act{
        .act = "ceremony.activate",
        .facts = {{"set", set->id}, {"retiring", *before ? (*before)->id : "none"}}};
    if (auto announced = escrow.record(act); !announced) return std::move(announced).error();
    if (Status made = escrow.catalog().share_sets().activate(set->id); !made)
        return std::move(made).error();
    if (*before) activated.retiring = (*before)->id;
    if (Status noted = note_record(escrow, set->id); !noted) return std::move(noted).error();
    return activated;
}

Status abandon(escrow::Directory& escrow, const std::string& set_id) {
    const auto rehearsal = waiting_rehearsal(escrow);
    if (!rehearsal) return rehearsal.error();
    if (*rehearsal == set_id) {
        const ledger::Record act{.act = "rehearsal.abandon", .facts = {{"set", set_id}}};
        if (auto announced = escrow.record(act); !announced) return announced;
        return end_rehearsal(escrow, set_id, console::now_seconds());
    }
    const auto set = pending_set(escrow, set_id);
    if (!set) return set.error();
    check(set->has_value(), "abandon without a set id");
    if ((*set)->state != SetState::delivered && (*set)->state != SetState::confirmed) {
        return Error{ErrorKind::failed, "CEREMONY-NOT-PENDING",
                     "set " + set_id + " is " + std::string(catalog::name_of((*set)->state)) +
                         ", and only a set that never became active can be given up",
                     "breakglass ceremony status shows which set waits"};
    }
    const ledger::Record act{.act = "ceremony.abandon", .facts = {{"set", set_id}}};
    if (auto announced = escrow.record(act); !announced) return announced;
    return escrow.catalog().share_sets().mark_destroyed(set_id);
}

}  // namespace breakglass::ceremony
