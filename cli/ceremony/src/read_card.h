#pragma once
// From a file or a picture to cards on the table.

#include <string>
#include <vector>

#include <breakglass/ceremony/confirm.h>
#include <breakglass/gathering/card_collector.h>

namespace breakglass::ceremony {

/// One card that was found, or why none was.
struct CardOnTable {
    std::string source;  // "a.txt", or "a.txt line 12" when the file has several
    Result<gathering::AcceptedCard> accepted;
    std::string holder;  // as the card itself names it; empty when it does not
};

/// At least one entry: a reading that yields no card is an entry with its error.
std::vector<CardOnTable> read_card(gathering::CardCollector& collector, const Reading& reading,
                                   const std::vector<const age::Identity*>& identities,
                                   const picture::Child& child);

}  // namespace breakglass::ceremony
