#pragma once
// Pictures of cards: what their QR codes say.

#include <breakglass/reading/reading.h>

namespace breakglass::reading {

/// A picture file; at least one entry.
std::vector<CardOnTable> read_picture(gathering::CardCollector& collector, const Reading& reading,
                                      const picture::Child& child);

/// Every page of a document that shows a card; at least one entry.
std::vector<CardOnTable> read_pdf(gathering::CardCollector& collector, const Reading& reading,
                                  const picture::Child& child);

/// The cards among the codes of a page: one, unless several are allowed. Other codes (an address, a
/// parcel's label) are no mistake, nor is one card's code seen twice. At least one entry.
std::vector<CardOnTable> take_codes(gathering::CardCollector& collector,
                                    const std::vector<SecretBytes>& texts,
                                    const std::string& source, bool several);

/// An entry of its own for something that yielded no card.
std::vector<CardOnTable> only(const std::string& source, Error error);

}  // namespace breakglass::reading
