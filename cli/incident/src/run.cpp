#include "desk.h"

#include <chrono>
#include <thread>

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/contribution/case_key.h>
#include <breakglass/disk/interrupt.h>
#include <breakglass/incident/situation.h>

namespace breakglass::incident {

namespace {

using catalog::IncidentState;

constexpr auto patience = std::chrono::seconds(60);

/// A nightly backup or another desk holds the escrow for a moment: nobody brings a card twice for
/// it. Errors: failed (ESCROW-BUSY) after a minute; INTERRUPTED.
Result<escrow::Lock> wait_for_lock(const escrow::Directory& escrow) {
    const auto give_up = std::chrono::steady_clock::now() + patience;
    for (bool told = false;; told = true) {
        auto lock = escrow.lock(escrow::LockKind::exclusive);
        if (lock || lock.error().rule != "ESCROW-BUSY") return lock;
        if (std::chrono::steady_clock::now() >= give_up) return lock;
        if (auto go_on = disk::check_interrupt(); !go_on) return std::move(go_on).error();
        if (!told) console::note(lock.error().message + "; waiting for it, up to a minute");
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

// What this quorum did not move to the fresh KEK, said now and not found out on another day.
Status note_left_behind(catalog::Catalog& catalog, const Desk& desk) {
    catalog::BackupFilter filter;
    auto all = catalog.backups().count(filter);
    if (!all) return std::move(all).error();
    filter.rewritable_only = true;
    auto rewritable = catalog.backups().count(filter);
    if (!rewritable) return std::move(rewritable).error();
    filter.set_id = desk.set.id;
    auto ours = catalog.backups().count(filter);
    if (!ours) return std::move(ours).error();
    if (*all > *rewritable) {
        console::note(
            fmt::format("{} plain age files cannot be rewrapped and stay under the keys "
                        "they have",
                        *all - *rewritable));
    }
    if (*rewritable > *ours) {
        console::note(
            fmt::format("{} backups are under other share sets, which these cards do "
                        "not open",
                        *rewritable - *ours));
    }
    return {};
}

Result<cases::Permit> begin_use(escrow::Directory& escrow, const Desk& desk) {
    return cases::begin(escrow, desk.incident.case_name, policy::CaseKind::incident,
                        console::now_seconds());
}

/// People took their time: another desk may have gone on with the case, or it was stopped.
Status check_unmoved(escrow::Directory& escrow, const Desk& desk) {
    auto known = escrow.catalog().incidents().find(desk.incident.case_name);
    if (!known) return std::move(known).error();
    if (*known && (*known)->state == IncidentState::gathering &&
        (*known)->fresh_kek_id == desk.fresh.id) {
        return {};
    }
    return Error{ErrorKind::not_met, "INCIDENT-MOVED",
                 fmt::format("another desk went on with case {} meanwhile; the cards that were "
                             "given here were not used",
                             console::quoted(desk.incident.case_name)),
                 "see where it stands: breakglass incident status"};
}

/// ^C at the desk, or its terminal is gone: people must know that their cards did nothing.
Error not_gathered(Error why, const std::string& again) {
    if (why.rule == "TERMINAL-CLOSED" || why.rule == "INTERRUPTED") {
        why.hint = "no card was used and none is kept; bring all of them again: " + again;
    }
    return why;
}

/// Gathers the cards and goes from "gathering" to the restored scope. Nothing is locked while
/// people look for their cards: the case may be stopped meanwhile, and backups go on.
Status run_with_cards(escrow::Directory& escrow, escrow::Lock lock, const Desk& desk,
                      const Request& request, Report& report) {
    if (auto one = check_command(request, desk.items.size()); !one) return one;
    { const escrow::Lock released = std::move(lock); }
    auto cards = gather(escrow, desk, request);
    if (!cards) return not_gathered(std::move(cards).error(), report.next);
    if (!cards->complete()) return quorum_not_met(*cards, report.next);
    auto output = prepare_output(request, desk.items.size());
    if (!output) return std::move(output).error();
    auto export_file = prepare_export(desk, request);
    if (!export_file) return std::move(export_file).error();

    auto again = wait_for_lock(escrow);
    if (!again) return std::move(again).error();
    if (auto unmoved = check_unmoved(escrow, desk); !unmoved) return unmoved;
    const auto permit = begin_use(escrow, desk);
    if (!permit) return permit.error();
    auto rejoined =
        rejoin(escrow, *permit, desk, *std::move(cards), *std::move(export_file), report);
    if (!rejoined) return std::move(rejoined).error();
    report.rewrapped = rejoined->rewrapped;
    console::note(fmt::format(
        "{} backups are rewrapped to KEK {} in the catalog; no backup file was touched",
        report.rewrapped.rewrapped + report.rewrapped.unchanged, console::quoted(desk.fresh.name)));
    if (auto told = note_left_behind(escrow.catalog(), desk); !told) return told;
    if (auto gone = contribution::forget_case_key(escrow, desk.incident.case_name); !gone)
        console::warn(gone.error().message);
    // Restoring may take hours: backups go on meanwhile.
    { const escrow::Lock released = *std::move(again); }
    return restore_scope(escrow, desk, *output, opener_of(rejoined->keys), report);
}

void tell_of(const escrow::Directory& escrow, const catalog::Incident& incident, Report& report) {
    report.case_name = incident.case_name;
    report.set_id = incident.set_id;
    report.fresh_kek_id = incident.fresh_kek_id;
    report.next = next_command(escrow, incident);
}

/// A case whose scope is restored needs no permit any more: there is nothing left to do here.
Result<bool> is_finished(escrow::Directory& escrow, const std::string& name, Report& report) {
    auto known = escrow.catalog().incidents().find(name);
    if (!known) return std::move(known).error();
    if (!*known || (*known)->state < IncidentState::restored) return false;
    tell_of(escrow, **known, report);
    console::note(fmt::format("case {} is {}: there is nothing left to restore",
                              console::quoted(name), catalog::name_of((*known)->state)));
    return true;
}

/// The case may be acted on now. It counts as used only when the cards are there: who brings too
/// few cannot hold the window open.
Result<cases::Docketed> look_at_case(escrow::Directory& escrow, const std::string& name) {
    auto docketed = cases::load(escrow, name, console::now_seconds());
    if (!docketed) return docketed;
    if (docketed->it.request.act != policy::CaseKind::incident) {
        return Error{
            ErrorKind::usage, "CASE-KIND",
            fmt::format("case {} is for {}, not for an incident", docketed->it.request.case_name,
                        policy::name_of(docketed->it.request.act)),
            "breakglass case show lists the cases there are"};
    }
    if (auto may = cases::may_act(docketed->it, docketed->standing); !may) {
        return std::move(may).error();
    }
    return docketed;
}

/// Everyone at the desk reads what was asked, and who agreed, before giving a card.
void tell(const cases::Docketed& docketed) {
    const cases::Request& asked = docketed.it.request;
    console::note(fmt::format(
        "{} asked: {}{}", asked.requester, console::printable(asked.reason),
        asked.reference.empty() ? "" : " (" + console::printable(asked.reference) + ")"));
    for (const std::string& part : asked.scope) {
        console::note("to restore " + console::printable(part));
    }
    if (!asked.export_to.empty()) {
        console::warn("the recovery key itself is handed out, encrypted to " +
                      console::printable(asked.export_to));
    }
    std::string names;
    for (const cases::Approval& approval : docketed.standing.approvals) {
        names += (names.empty() ? "" : ", ") + approval.person;
    }
    console::note(names.empty() ? "the policy asks for nobody's approval" : "approved by " + names);
}

}  // namespace

Status run(escrow::Directory& escrow, const Request& request, Report& report) {
    auto lock = wait_for_lock(escrow);
    if (!lock) return std::move(lock).error();
    auto finished = is_finished(escrow, request.case_name, report);
    if (!finished) return std::move(finished).error();
    if (*finished) return {};
    auto allowed = look_at_case(escrow, request.case_name);
    if (!allowed) return std::move(allowed).error();
    tell(*allowed);
    auto desk = begin(escrow, request, allowed->it.request);
    if (!desk) return std::move(desk).error();
    const cases::Request& asked = allowed->it.request;
    if (!escrow.policy().rule(policy::CaseKind::incident).requester_share_counts) {
        desk->not_counted = asked.requester;
    }
    desk->export_to = asked.export_to;
    catalog::Incident& incident = desk->incident;
    tell_of(escrow, incident, report);

    const bool cards_needed = incident.state < IncidentState::rejoined;
    const Status gone_through =
        cards_needed ? run_with_cards(escrow, *std::move(lock), *desk, request, report)
                     : restore_through_kek(escrow, *std::move(lock), *desk, request, report);
    if (!gone_through) return gone_through;

    incident.state = IncidentState::rejoined;
    if (report.not_restored.empty()) {
        auto moved = escrow.catalog().incidents().advance(
            incident.case_name, IncidentState::restored, console::now_seconds());
        if (!moved) return moved;
        incident.state = IncidentState::restored;
    }
    const std::string again = next_command(escrow, incident);
    report.next = again;
    return outcome_of(report, again);
}

}  // namespace breakglass::incident
