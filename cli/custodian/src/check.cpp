#include <utility>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/custodian/check.h>
#include <breakglass/custodian/seen_cards.h>
#include <breakglass/records/utc.h>

namespace breakglass::custodian {

namespace {

Result<reading::CardOnTable> only_card(gathering::CardCollector& collector,
                                       const CheckRequest& request) {
    if (request.reading.typed.empty()) {
        std::vector<reading::Reading> named(1);  // a reading itself cannot be copied
        named[0].medium = request.reading.medium;
        named[0].path = request.reading.path;
        reading::warn_of_disk(named);
    }
    auto cards = reading::read_card(collector, request.reading, request.identities, request.child);
    if (cards.size() == 1) return std::move(cards.front());
    return Error{ErrorKind::unverified, "CHECK-SEVERAL-CARDS",
                 fmt::format("{} has {} cards, one is checked at a time",
                             console::quoted(request.reading.path), cards.size()),
                 "cards of several people do not belong on one machine"};
}

}  // namespace

Result<CheckedCard> check_card(const CheckRequest& request) {
    auto manifest = records::parse_manifest(request.manifest);
    if (!manifest) return std::move(manifest).error();
    gathering::CardCollector collector(*manifest, request.others);
    const auto card = only_card(collector, request);
    if (!card) return card.error();
    if (!card->accepted) return card->accepted.error();
    const records::Group& group = manifest->groups[card->accepted->group];
    const SeenCard seen{manifest->set_id, card->accepted->group, card->accepted->member};
    if (auto noted = note_seen(request.seen_file, seen, group.threshold, group.name); !noted)
        return std::move(noted).error();

    const std::string& said = request.reading.holder;
    if (!said.empty() && !card->holder.empty() && said != card->holder) {
        return Error{ErrorKind::unverified, "CARD-HOLDER",
                     fmt::format("{} names {}, not {}", console::quoted(card->source),
                                 console::printable(card->holder), console::printable(said)),
                     "look for the card that names " + console::printable(said)};
    }
    const auto position = reading::position_of(
        *manifest, *card->accepted, card->holder.empty() ? said : card->holder, card->source);
    if (!position) return position.error();
    if (!card->accepted->checked) {
        return Error{ErrorKind::unverified, "CHECK-NO-COMMITMENT",
                     "the card fits set " + manifest->set_id +
                         ", but its manifest keeps no commitment of the share, so a changed card "
                         "would look the same",
                     "only a drill or a ceremony can prove this card"};
    }
    return CheckedCard{.escrow = manifest->escrow,
                       .set_id = manifest->set_id,
                       .group = group.name,
                       .number = *position + 1,
                       .holder = group.members[*position].holder,
                       .manifest = sha256(request.manifest),
                       .how = std::string(reading::name_of(request.reading.medium))};
}

statement::Statement to_statement(const CheckedCard& card, const std::string& signer, Time now) {
    return {.kind = check_kind,
            .fields = {{"escrow", card.escrow},
                       {"set", card.set_id},
                       {"group", card.group},
                       {"number", std::to_string(card.number)},
                       {"holder", card.holder},
                       {"manifest", to_hex(card.manifest)},
                       {"how", card.how},
                       {"signer", signer},
                       {"time", records::utc_text(now)}},
            .words = fmt::format(
                "The card {} {} of set {}, held by {}, was read and is the share that the "
                "manifest names.\nIt was shown to nobody and copied nowhere.\n",
                card.group, card.number, card.set_id, card.holder)};
}

}  // namespace breakglass::custodian
