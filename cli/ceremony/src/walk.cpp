#include "host_facts.h"
#include "output_folder.h"
#include "set_home.h"
#include "walk_to_confirmed.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/activate.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/print.h>
#include <breakglass/ceremony/rehearse.h>
#include <breakglass/ceremony/status.h>
#include <breakglass/ceremony/walk.h>
#include <breakglass/console/report.h>

namespace breakglass::ceremony {

namespace {

void say(const std::string& lines) {
    std::string_view rest = lines;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        console::note(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

void say(const Confirmed& confirmed) {
    for (const Refused& card : confirmed.refused)
        console::report(card.error);
    say(to_text(confirmed));
}

Status check_case(escrow::Directory& escrow, const std::string& name) {
    if (name.empty()) return {};
    const auto incident = escrow.catalog().incidents().find(name);
    if (!incident) return incident.error();
    if (*incident) return {};
    return Error{ErrorKind::usage, "CEREMONY-CASE-UNKNOWN",
                 "escrow " + escrow.policy().escrow + " has no case \"" + name + "\"",
                 "check the name, or leave out --case for a ceremony of its own"};
}

/// Dice take minutes: nothing is locked meanwhile, and first it is asked whether they are needed.
Result<Started> start_locked(escrow::Directory& escrow, const WalkRequest& request,
                             std::int64_t now) {
    Rolls rolls;
    if (request.roll) {
        if (Status ready = check_start(escrow, request.start); !ready)
            return std::move(ready).error();
        auto rolled = request.roll();
        if (!rolled) return std::move(rolled).error();
        rolls = *std::move(rolled);
    }
    const auto lock = escrow.lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    return start(escrow, request.start, now, rolls);
}

Result<Confirmed> confirm_locked(escrow::Directory& escrow, const ConfirmRequest& request,
                                 std::int64_t now) {
    const auto lock = escrow.lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    return confirm(escrow, request, now);
}

Error still_missing(const Confirmed& confirmed, bool practice) {
    return Error{ErrorKind::not_met, "CEREMONY-NOT-CONFIRMED",
                 "set " + confirmed.set_id + " waits for cards that were not read back yet: " +
                     missing_text(confirmed.cards),
                 std::string("breakglass ceremony ") + (practice ? "rehearse" : "confirm") +
                     " --words FILE, or --qr PNG, or --age-file FILE --identity FILE; then the "
                     "same command again"};
}

/// Card after card until none is missing or the operator stops.
Result<Confirmed> confirm_at_terminal(escrow::Directory& escrow, const WalkRequest& request,
                                      Confirmed confirmed, std::int64_t now) {
    const auto manifest = home_of(escrow, request.start.practice)->manifest(confirmed.set_id);
    if (!manifest) return manifest.error();
    while (!confirmed.all_confirmed()) {
        auto reading = reading::ask_for_card(*request.terminal, *manifest, "card to read back");
        if (!reading && reading.error().rule == "CARD-TYPING-STOPPED") continue;
        if (!reading) return std::move(reading).error();
        if (reading->path.empty()) break;
        ConfirmRequest one{.set_id = confirmed.set_id,
                           .child = request.start.child,
                           .practice = request.start.practice};
        one.readings.push_back(*std::move(reading));
        auto outcome = confirm_locked(escrow, one, now);
        if (!outcome) return std::move(outcome).error();
        if (!outcome->refused.empty() &&
            outcome->refused.front().error.rule == "CARD-HOLDER-UNSTATED") {
            auto holder = request.terminal->ask("whose card is it? ");
            if (!holder) return std::move(holder).error();
            one.readings.front().holder = *std::move(holder);
            outcome = confirm_locked(escrow, one, now);
            if (!outcome) return std::move(outcome).error();
        }
        confirmed = *std::move(outcome);
        say(confirmed);
    }
    return confirmed;
}

Result<Confirmed> read_files_back(escrow::Directory& escrow, const WalkRequest& request,
                                  const std::string& set_id, std::int64_t now) {
    ConfirmRequest all{.set_id = set_id,
                       .identities = request.identities,
                       .child = request.start.child,
                       .practice = request.start.practice};
    if (request.read_back) {
        if (request.start.output_dir.empty()) {
            return Error{ErrorKind::usage, "CEREMONY-OUTPUT-DIR",
                         "--read-back needs the directory with the cards", "add --output-dir DIR"};
        }
        auto readings = readings_in(escrow, set_id, request.start.output_dir,
                                    !request.identities.empty(), request.start.practice);
        if (!readings) return std::move(readings).error();
        all.readings = *std::move(readings);
    }
    for (const Reading& given : request.readings)
        all.readings.push_back(
            Reading{.medium = given.medium, .path = given.path, .holder = given.holder});
    auto confirmed = confirm_locked(escrow, all, now);
    if (!confirmed) return confirmed;
    say(*confirmed);
    if (request.read_back && !request.start.practice)
        console::warn("the files were read back, which is not the same as reading back paper",
                      "once the cards are printed, have each holder read theirs back: breakglass "
                      "ceremony confirm --set " +
                          set_id + " --qr SCAN");
    if (!confirmed->refused.empty()) return confirmed->refused.front().error;
    return confirmed;
}

/// With a printer, what never came out of one; else people are told to.
Status print(escrow::Directory& escrow, const WalkRequest& request, const std::string& set_id) {
    const auto printed =
        print_cards(escrow, {.output_dir = request.start.output_dir,
                             .printer = request.printer,
                             .set_id = set_id,
                             .practice = request.start.practice,
                             .terminal = request.read_back ? nullptr : request.terminal});
    if (!printed) return printed.error();
    say(to_text(*printed));
    return {};
}

/// The set that waits; empty when none does.
Result<std::string> waiting_set(escrow::Directory& escrow, bool practice) {
    if (practice) {
        const auto rehearsal = waiting_rehearsal(escrow);
        if (!rehearsal) return rehearsal.error();
        return rehearsal->value_or("");
    }
    const auto set = pending_set(escrow, "");
    if (!set) return set.error();
    return *set ? (*set)->id : std::string();
}

}  // namespace

Status note_continuation(escrow::Directory& escrow, const StartRequest& request,
                         const std::string& set_id) {
    check(!request.host.empty(), "a ceremony on a machine that nobody looked at");
    if (Status fit = host::check(request.host, request.allowed); !fit) return fit;
    ledger::Record act{.act = home_of(escrow, request.practice)->act("continue"),
                       .facts = {{"set", set_id}}};
    add_host_facts(act, request);
    return escrow.record(act);
}

Result<Confirmed> walk_to_confirmed(escrow::Directory& escrow, const WalkRequest& request,
                                    std::int64_t now) {
    const bool practice = request.start.practice;
    auto waiting = waiting_set(escrow, practice);
    if (!waiting) return std::move(waiting).error();
    std::string set_id = *std::move(waiting);
    if (!set_id.empty()) {
        if (Status noted = note_continuation(escrow, request.start, set_id); !noted)
            return std::move(noted).error();
        if (Status done = OutputFolder(request.start.output_dir).finish_for(set_id); !done)
            return std::move(done).error();
        console::note("carrying on with set " + set_id);
    } else {
        const auto started = start_locked(escrow, request, now);
        if (!started) return started.error();
        set_id = started->set_id;
        if (started->cleaned_up)
            console::note("the cards of an interrupted start were removed; its key was never used");
        say(to_text(*started));
        if (request.printer == nullptr)
            console::note(
                "print the cards, hand each to its holder, and destroy the files afterwards");
    }
    if (request.printer != nullptr) {
        if (Status printed = print(escrow, request, set_id); !printed)
            return std::move(printed).error();
    }
    auto confirmed = read_files_back(escrow, request, set_id, now);
    if (!confirmed) return std::move(confirmed).error();
    if (!confirmed->all_confirmed()) {
        if (request.terminal == nullptr) return still_missing(*confirmed, practice);
        confirmed = confirm_at_terminal(escrow, request, *std::move(confirmed), now);
        if (!confirmed) return std::move(confirmed).error();
        if (!confirmed->all_confirmed()) return still_missing(*confirmed, practice);
    }
    if (request.printer != nullptr) {
        if (Status removed = remove_read_back(escrow, set_id, request.start.output_dir, practice);
            !removed)
            return std::move(removed).error();
    }
    return confirmed;
}

Result<Activated> walk(escrow::Directory& escrow, const WalkRequest& request, std::int64_t now) {
    check(!request.start.practice, "a rehearsal that would become real");
    if (Status known = check_case(escrow, request.case_name); !known)
        return std::move(known).error();
    const auto confirmed = walk_to_confirmed(escrow, request, now);
    if (!confirmed) return confirmed.error();
    const std::string& set_id = confirmed->set_id;
    if (request.terminal != nullptr && !request.read_back) {
        const auto sure = console::confirm(
            *request.terminal, "make set " + set_id + " the active one, for all new backups?");
        if (!sure) return sure.error();
        if (!*sure) {
            return Error{ErrorKind::not_met, "CEREMONY-NOT-ACTIVATED",
                         "set " + set_id + " is confirmed and waits",
                         "breakglass ceremony activate"};
        }
    }
    const auto lock = escrow.lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    auto activated = activate(escrow, set_id);
    if (activated) ask_to_remove(escrow, set_id, request.start.output_dir);
    return activated;
}

}  // namespace breakglass::ceremony
