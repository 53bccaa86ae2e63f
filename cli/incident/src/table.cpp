#include "table.h"

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/report.h>

namespace breakglass::incident {

using gathering::AcceptedCard;
using gathering::CardCollector;
using reading::Reading;

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

Status Table::take(const Reading& reading) {
    for (const reading::CardOnTable& card : reading::read_card(cards_, reading, identities_, {})) {
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

void Table::accept(const AcceptedCard& card) {
    std::string holders;
    for (const std::string& holder : card.holders) {
        holders += (holders.empty() ? "" : " or ") + holder;
    }
    if (holders.empty()) holders = "no manifest says whose";
    console::note(fmt::format("card {} of group {} ({}) {}; {}", card.member + 1, card.group_name,
                              holders, card.repeated ? "was taken before, it counts once" : "taken",
                              cards_.summary()));
}

void Table::refuse(const Error& why, const std::string& more) {
    console::warn(fmt::format("this card is left out: {} [{}]", why.message, why.rule),
                  more.empty() ? why.hint : more);
}

// The collector says which set a foreign card is from; what has become of that set, only the
// escrow knows. A pipe cannot be read again.
std::string Table::foreign_set_of(const Reading& reading, const std::string& source) {
    if (reading.path == "-") return {};
    for (const KnownSet& other : others_) {
        CardCollector theirs(other.manifest);
        for (const reading::CardOnTable& card :
             reading::read_card(theirs, reading, identities_, {})) {
            if (card.source != source || !card.accepted) continue;
            return fmt::format("set {} is {}: ask the holder for the card of set {}",
                               other.manifest.set_id, other.state, cards_.manifest().set_id);
        }
    }
    return {};
}

}  // namespace breakglass::incident
