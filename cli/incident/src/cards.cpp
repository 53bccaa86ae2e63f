#include "desk.h"
#include "table.h"

#include <iterator>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/escrow/rehearsals.h>
#include <breakglass/reading/reading.h>
#include <breakglass/records/manifest.h>

namespace breakglass::incident {

namespace {

using gathering::CardCollector;
using reading::Reading;

/// They only help to name a rehearsal's card: a damaged one stops nothing.
std::vector<records::Manifest> known_rehearsals(const escrow::Directory& escrow) {
    std::vector<records::Manifest> found;
    const auto ids = escrow::rehearsal_ids(escrow);
    if (!ids) return found;
    for (const std::string& id : *ids) {
        const auto stored = escrow::read_rehearsal(escrow, id);
        if (!stored) continue;
        auto manifest = records::parse_manifest(*stored);
        if (manifest && manifest->practice) found.push_back(*std::move(manifest));
    }
    return found;
}

std::vector<Reading> readings_of(const Request& request) {
    std::vector<Reading> readings;
    const auto add = [&readings](Reading::Medium medium, const std::vector<std::string>& paths) {
        for (const std::string& path : paths)
            readings.push_back(Reading{.medium = medium, .path = path, .several = true});
    };
    add(Reading::Medium::words, request.words_files);
    add(Reading::Medium::qr, request.qr_pictures);
    add(Reading::Medium::pdf, request.documents);
    add(Reading::Medium::scan, request.scans);
    add(Reading::Medium::age_file, request.age_files);
    return readings;
}

Status take_all(Table& table, const Request& request) {
    const std::vector<Reading> readings = readings_of(request);
    reading::warn_of_disk(readings);
    for (const Reading& reading : readings) {
        if (auto taken = table.take(reading); !taken) return taken;
    }
    return {};
}

/// Card after card at the desk, until there are enough or nobody has another one.
Status take_typed(Table& table, console::Terminal& terminal) {
    while (!table.complete()) {
        const auto typed = reading::type_card(terminal, table.cards().manifest());
        if (!typed && typed.error().rule == "CARD-TYPING-STOPPED") return {};
        if (!typed) return typed.error();
        if (auto taken = table.take(*typed); !taken) return taken;
        if (table.complete()) return {};
        const auto more = console::confirm(terminal, "Is there another card to type?");
        if (!more) return more.error();
        if (!*more) return {};
    }
    return {};
}

/// "finance, +62 21 0000 0003, Jakarta"
std::string with_phone(const policy::Policy& policy, const std::string& id) {
    const policy::Person* person = policy.person(id);
    std::string text = console::printable(id);
    if (person == nullptr) return text;
    text += person->phone.empty() ? ", no phone number in the policy"
                                  : ", " + console::printable(person->phone);
    if (!person->place.empty()) text += ", " + console::printable(person->place);
    return text;
}

/// What everybody at the desk may read between two cards.
std::string whom_to_ask(const CardCollector& cards, const policy::Policy& policy) {
    std::string text = "\n";
    for (const gathering::GroupProgress& group : cards.progress()) {
        text += fmt::format("{}: {} of {} cards\n", console::printable(group.name), group.taken,
                            group.threshold);
        if (group.complete()) continue;
        for (const std::string& holder : group.missing) {
            text += "  not yet: " + with_phone(policy, holder) + "\n";
        }
    }
    return text;
}

/// Asks for one card after the other, however it comes. A mistake costs only itself.
Status take_at_desk(Table& table, console::Terminal& terminal, const policy::Policy& policy) {
    while (!table.complete()) {
        terminal.show(whom_to_ask(table.cards(), policy));
        auto reading = reading::ask_for_card(terminal, table.cards().manifest(), "the next card");
        if (!reading && reading.error().rule == "CARD-TYPING-STOPPED") continue;
        if (!reading) return std::move(reading).error();
        if (reading->path.empty()) return {};
        reading->several = true;
        std::vector<Reading> one;
        one.push_back(*std::move(reading));
        reading::warn_of_disk(one);
        if (auto taken = table.take(one.front()); !taken) {
            const Error& why = taken.error();
            console::warn(fmt::format("{} [{}]", why.message, why.rule), why.hint);
        }
    }
    return {};
}

}  // namespace

Result<CardCollector> gather(escrow::Directory& escrow, const Desk& desk, const Request& request) {
    auto ours = read_set(escrow, desk.set.id);
    if (!ours) return std::move(ours).error();
    auto ids = escrow.set_ids();
    if (!ids) return std::move(ids).error();
    std::vector<KnownSet> others;
    std::vector<records::Manifest> manifests;
    for (const std::string& id : *ids) {
        if (id == desk.set.id) continue;
        auto other = read_set(escrow, id);
        // A broken manifest of another set must not stop this incident.
        if (!other) {
            console::warn(other.error().message);
            continue;
        }
        manifests.push_back(other->manifest);
        others.push_back(*std::move(other));
    }
    auto rehearsals = known_rehearsals(escrow);
    manifests.insert(manifests.end(), std::make_move_iterator(rehearsals.begin()),
                     std::make_move_iterator(rehearsals.end()));
    CardCollector cards(std::move(ours->manifest), manifests);
    cards.leave_out(desk.not_counted);
    Table table(std::move(cards), std::move(others), request.card_identities);
    if (auto taken = take_all(table, request); !taken) return std::move(taken).error();
    const auto from_afar = take_contributions(
        escrow, desk.incident.case_name, request, {table.cards().manifest(), manifests},
        [&table](const Reading& reading) { return table.take(reading); });
    if (!from_afar) return from_afar.error();
    if (request.terminal != nullptr && !table.complete()) {
        auto asked = request.ask_each ? take_at_desk(table, *request.terminal, escrow.policy())
                                      : take_typed(table, *request.terminal);
        if (!asked) return std::move(asked).error();
    }
    return std::move(table).give();
}

Result<CardCollector> gather_bare(const Request& request) {
    Table table(CardCollector::without_manifest(), {}, request.card_identities);
    if (auto taken = take_all(table, request); !taken) return std::move(taken).error();
    return std::move(table).give();
}

}  // namespace breakglass::incident
