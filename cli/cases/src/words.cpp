#include "fields.h"
#include "next_command.h"

#include <chrono>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <breakglass/cases/docket.h>
#include <breakglass/cases/saying.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace {

std::string row(std::string_view name, const std::string& value) {
    return fmt::format("  {:<10} {}\n", name, console::printable(value));
}

/// "2031-11-02T12:00:00Z (in 3 h 20 min)"
std::string when(Time time, Time now) {
    const auto away = std::chrono::seconds(time > now ? time - now : now - time);
    const std::string far = console::readable_duration(away);
    return fmt::format("{} ({})", records::utc_text(time), time > now ? "in " + far : far + " ago");
}

/// "finance, +62 21 0000 0003, Jakarta"
std::string with_phone(const policy::Policy& policy, const std::string& id) {
    std::string text = id;
    const policy::Person* person = policy.person(id);
    if (person == nullptr) return text;
    text += person->phone.empty() ? ", no phone number in the policy" : ", " + person->phone;
    if (!person->place.empty()) text += ", " + person->place;
    return text;
}

std::string approvals_text(const Docketed& docketed) {
    const Standing& standing = docketed.standing;
    std::string text = row(
        "approvals", fmt::format("{} of {} needed", standing.approvals.size(), standing.needed));
    for (const Approval& each : standing.approvals) {
        text += row("", fmt::format("{}, {}", each.person, records::utc_text(each.time)));
    }
    if (standing.state != State::collecting) return text;
    for (const std::string& person : standing.can_approve) {
        text += row("can still", with_phone(*docketed.circumstances.policy, person));
    }
    if (standing.can_approve.empty()) text += row("can still", "nobody of the policy");
    return text;
}

std::string windows_text(const Standing& standing) {
    const Time now = standing.now;
    switch (standing.state) {
        case State::collecting:
            return row("approve by", when(standing.collect_until, now));
        case State::cooling_off:
            return row("may begin", when(*standing.usable_from, now)) +
                   row("begin by", when(*standing.usable_until, now));
        case State::open:
            return row("begin by", when(*standing.usable_until, now));
        case State::expired:
            return row("ended", when(standing.usable_until.value_or(standing.collect_until), now));
        case State::in_use:
        case State::used:
        case State::stopped:
        case State::outdated:
        case State::closed:
            break;
    }
    return {};
}

std::string request_text(const Request& request) {
    std::string text =
        row("asked by", fmt::format("{}, {}", request.requester, records::utc_text(request.time)));
    text += row("for", std::string(phrase_of(request.act)));
    text += row("reason", request.reason);
    if (!request.reference.empty()) text += row("reference", request.reference);
    for (const std::string& part : request.scope)
        text += row("backups", part);
    for (const std::string& subject : request.subjects)
        text += row("subject", subject);
    if (!request.recipient.empty()) text += row("from afar", "shares to " + request.recipient);
    if (!request.export_to.empty())
        text += row("export", "the recovery key to " + request.export_to);
    return text;
}

}  // namespace

std::string to_text(const Docketed& docketed) {
    const Standing& standing = docketed.standing;
    std::string text =
        fmt::format("case {}: {}\n", docketed.it.request.case_name, name_of(standing.state));
    text += request_text(docketed.it.request);
    text += approvals_text(docketed);
    if (standing.stop) {
        const Stop& stop = *standing.stop;
        text += row("stopped by", fmt::format("{}, {} ({}): {}", stop.person,
                                              records::utc_text(stop.time), stop.how, stop.reason));
    }
    if (standing.used_at) text += row("used", when(*standing.used_at, standing.now));
    text += windows_text(standing);
    for (const Ignored& each : standing.ignored) {
        text += row("ignored",
                    fmt::format("{}: {} [{}]", each.what, each.reason.message, each.reason.rule));
    }
    if (standing.clock) {
        text += row("clock", fmt::format("{} [{}]", standing.clock->message, standing.clock->rule));
    }
    if (docketed.circumstances.first_policy &&
        docketed.it.request.act != policy::CaseKind::policy) {
        text += row("policy", "none was ever applied: the draft escrow.toml is what counts here");
    }
    return text + row("next", next_command(docketed));
}

std::string to_lines(const std::vector<Docketed>& docketed) {
    std::string text;
    for (const Docketed& each : docketed) {
        const Request& request = each.it.request;
        text += fmt::format("{:<30}  {:<11}  {}/{}  {}: {}\n", request.case_name,
                            name_of(each.standing.state), each.standing.approvals.size(),
                            each.standing.needed, console::printable(request.requester),
                            console::printable(request.reason));
    }
    return text;
}

}  // namespace breakglass::cases
