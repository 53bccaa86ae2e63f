#include "ceremony_acts.h"

#include "ceremony_requests.h"
#include "opening.h"

#include <functional>

#include <fmt/format.h>

#include <breakglass/ceremony/activate.h>
#include <breakglass/ceremony/dice.h>
#include <breakglass/ceremony/print.h>
#include <breakglass/ceremony/start.h>
#include <breakglass/ceremony/status.h>
#include <breakglass/ceremony/walk.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>
#include <breakglass/escrow/directory.h>

namespace breakglass::command {

using escrow::LockKind;

namespace {

Status report(const Globals& globals, const ceremony::Activated& activated) {
    if (globals.json) {
        fmt::print("{}", ceremony::to_json(activated));
        return {};
    }
    fmt::print("{}", ceremony::to_text(activated));
    if (!activated.already)
        console::note(
            "next: a kit for every store (breakglass escrow kit DIR), a new sealing file");
    if (!activated.retiring.empty())
        console::note("backups are still under set " + activated.retiring +
                      ": breakglass rotation run; keep its cards until then");
    return {};
}

Result<ceremony::Started> start_locked(escrow::Directory& escrow,
                                       const ceremony::StartRequest& request,
                                       const ceremony::Rolls& rolls) {
    const auto lock = escrow.lock(LockKind::exclusive);
    if (!lock) return lock.error();
    return ceremony::start(escrow, request, console::now_seconds(), rolls);
}

}  // namespace

Status start_ceremony(const Globals& globals, const CeremonyOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto begin = beginning(options);
    if (!begin) return begin.error();
    const ceremony::StartRequest& request = begin->start;
    ceremony::Rolls rolls;
    if (options.dice) {  // before people roll for minutes
        if (Status ready = ceremony::check_start(*escrow, request); !ready) return ready;
        auto read = ceremony::rolls_from(*options.dice, globals.non_interactive);
        if (!read) return std::move(read).error();
        rolls = *std::move(read);
    }
    const auto started = start_locked(*escrow, request, rolls);
    if (!started) return started.error();
    if (started->cleaned_up)
        console::note("the cards of an interrupted start were removed; its key was never used");
    if (started->resumed)
        console::note("an interrupted start had finished this set; nothing new was made");
    fmt::print("{}", globals.json ? ceremony::to_json(*started) : ceremony::to_text(*started));
    if (begin->printer) {
        const auto printed = ceremony::print_cards(*escrow, {.output_dir = options.output_dir,
                                                             .printer = begin->printer.get(),
                                                             .set_id = started->set_id});
        if (!printed) return printed.error();
        if (!globals.json) fmt::print("{}", ceremony::to_text(*printed));
    }
    console::note("next: hand the cards out, then read each back: breakglass ceremony confirm");
    ceremony::ask_to_remove(*escrow, started->set_id, options.output_dir);
    return {};
}

Status activate_ceremony(const Globals& globals, const CeremonyOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto lock = escrow->lock(LockKind::exclusive);
    if (!lock) return lock.error();
    const auto activated = ceremony::activate(*escrow, options.set_id);
    if (!activated) return activated.error();
    return report(globals, *activated);
}

Status walk_ceremony(const Globals& globals, const CeremonyOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto identities = read_identities(globals, options);
    if (!identities) return identities.error();
    auto begin = beginning(options);
    if (!begin) return std::move(begin).error();
    auto terminal = console::open_terminal(globals.non_interactive, "--read-back");
    std::function<Result<ceremony::Rolls>()> roll;
    if (options.dice)
        roll = [&] { return ceremony::rolls_from(*options.dice, globals.non_interactive); };
    const auto walked = ceremony::walk(*escrow,
                                       {.start = std::move(begin->start),
                                        .roll = roll,
                                        .read_back = options.read_back,
                                        .case_name = options.case_name,
                                        .identities = ceremony::borrowed(*identities),
                                        .terminal = terminal ? terminal->get() : nullptr,
                                        .printer = begin->printer.get()},
                                       console::now_seconds());
    if (!walked) return walked.error();
    return report(globals, *walked);
}

Status print_ceremony(const Globals& globals, const CeremonyOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto begin = beginning(options);
    if (!begin) return begin.error();
    if (!begin->printer) return no_printer_named();
    ceremony::StartRequest looked = begin->start;
    looked.practice = options.rehearsal;
    const auto printed = ceremony::print_cards(*escrow, {.output_dir = options.output_dir,
                                                         .printer = begin->printer.get(),
                                                         .practice = options.rehearsal,
                                                         .looked = &looked,
                                                         .holder = options.holder,
                                                         .group = options.group});
    if (!printed) return printed.error();
    fmt::print("{}", globals.json ? ceremony::to_json(*printed) : ceremony::to_text(*printed));
    return {};
}

Status show_ceremony(const Globals& globals, const CeremonyOptions&) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto standing = ceremony::standing(*escrow);
    if (!standing) return standing.error();
    fmt::print("{}", globals.json ? ceremony::to_json(*standing) : ceremony::to_text(*standing));
    return {};
}

Status abandon_ceremony(const Globals& globals, const CeremonyOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto lock = escrow->lock(LockKind::exclusive);
    if (!lock) return lock.error();
    if (Status given_up = ceremony::abandon(*escrow, options.set_id); !given_up) return given_up;
    console::note("set " + options.set_id + " was given up; destroy its cards, they open nothing");
    return {};
}
}  // namespace breakglass::command
