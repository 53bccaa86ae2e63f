#include <algorithm>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/status.h>

namespace breakglass::ceremony {

std::string missing_text(const std::vector<CardStatus>& cards) {
    std::string text;
    for (const CardStatus& card : cards) {
        if (card.confirmed) continue;
        text += (text.empty() ? "" : ", ") + card.group + " " + std::to_string(card.number) + " (" +
                card.holder + ")";
    }
    return text;
}

Result<Standing> standing(escrow::Directory& escrow) {
    Standing standing;
    auto active = escrow.catalog().share_sets().active();
    if (!active) return std::move(active).error();
    standing.active = *std::move(active);
    auto pending = pending_set(escrow, "");
    if (!pending) return std::move(pending).error();
    standing.pending = *std::move(pending);
    const auto& shown = standing.pending ? standing.pending : standing.active;
    if (shown) {
        auto cards = cards_of(escrow, shown->id);
        if (!cards) return std::move(cards).error();
        standing.cards = *std::move(cards);
    }
    if (!standing.pending) {
        standing.next = !standing.active ? "breakglass ceremony run --output-dir DIR"
                        : standing.active->spent_at
                            ? "breakglass ceremony run --output-dir DIR: the active set was used"
                            : "nothing to do";
    } else if (missing_text(standing.cards).empty()) {
        standing.next = "breakglass ceremony activate";
    } else {
        standing.next = "breakglass ceremony confirm --words FILE, or --qr PNG, for each card";
    }
    return standing;
}

}  // namespace breakglass::ceremony
