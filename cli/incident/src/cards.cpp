#include "desk.h"

#include <iterator>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/escrow/rehearsals.h>
#include <breakglass/reading/reading.h>
#include <breakglass/records/manifest.h>

namespace breakglass::incident {

namespace {

using gathering::AcceptedCard;
using gathering::CardCollector;
using reading::Reading;

/// One manifest of the escrow, with what its set is now.
struct KnownSet {
    records::Manifest manifest;
    std::string state;  // "retiring", or "unknown to the catalog"
};

Result<KnownSet> read_set(escrow::Directory& escrow, const std::string& id) {
    auto stored = escrow.read_manifest(id);
    if (!stored) return std::move(stored).error();
    auto manifest = records::parse_manifest(*stored);
    if (!manifest) return with_context(std::move(manifest).error(), "the manifest of set " + id);
    auto set = escrow.catalog().share_sets().find(id);
    if (!set) return std::move(set).error();
    return KnownSet{.manifest = *std::move(manifest),
                    .state = *set ? std::string(catalog::name_of((*set)->state))
                                  : std::string("unknown to the catalog")};
}

/// The cards on the table: those of the set, and the sets whose cards turn up by mistake.
class Table {
  public:
    Table(CardCollector cards, std::vector<KnownSet> others)
        : cards_(std::move(cards)), others_(std::move(others)) {}

    /// What cannot be opened at all is the operator's mistake and ends the run; a card that is
    /// wrong is left out.
    Status take(const Reading& reading) {
        for (const reading::CardOnTable& card : reading::read_card(cards_, reading, {}, {})) {
            if (card.accepted) {
                accept(*card.accepted);
            } else if (card.accepted.error().kind == ErrorKind::failed) {
                return card.accepted.error();
            } else {
                refuse(card.accepted.error(), foreign_set_of(reading, card.source));
            }
        }
        return {};
    }

    bool complete() const { return cards_.complete(); }
    const records::Manifest& manifest() const { return cards_.manifest(); }
    CardCollector give() && { return std::move(cards_); }

  private:
    void accept(const AcceptedCard& card) {
        std::string holders;
        for (const std::string& holder : card.holders) {
            holders += (holders.empty() ? "" : " or ") + holder;
        }
        if (holders.empty()) holders = "no manifest says whose";
        console::note(fmt::format(
            "card {} of group {} ({}) {}; {}", card.member + 1, card.group_name, holders,
            card.repeated ? "was taken before, it counts once" : "taken", cards_.summary()));
    }

    void refuse(const Error& why, const std::string& more) {
        console::warn(fmt::format("this card is left out: {} [{}]", why.message, why.rule),
                      more.empty() ? why.hint : more);
    }

    // The collector says which set a foreign card is from; what has become of that set, only the
    // escrow knows. A pipe cannot be read again.
    std::string foreign_set_of(const Reading& reading, const std::string& source) {
        if (reading.path == "-") return {};
        for (const KnownSet& other : others_) {
            CardCollector theirs(other.manifest);
            for (const reading::CardOnTable& card : reading::read_card(theirs, reading, {}, {})) {
                if (card.source != source || !card.accepted) continue;
                return fmt::format("set {} is {}: ask the holder for the card of set {}",
                                   other.manifest.set_id, other.state, cards_.manifest().set_id);
            }
        }
        return {};
    }

    CardCollector cards_;
    std::vector<KnownSet> others_;
};

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
        const auto typed = reading::type_card(terminal, table.manifest());
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
    Table table(CardCollector(std::move(ours->manifest), std::move(manifests)), std::move(others));
    if (auto taken = take_all(table, request); !taken) return std::move(taken).error();
    if (request.terminal != nullptr) {
        if (auto typed = take_typed(table, *request.terminal); !typed)
            return std::move(typed).error();
    }
    return std::move(table).give();
}

Result<CardCollector> gather_bare(const Request& request) {
    Table table(CardCollector::without_manifest(), {});
    if (auto taken = take_all(table, request); !taken) return std::move(taken).error();
    return std::move(table).give();
}

}  // namespace breakglass::incident
