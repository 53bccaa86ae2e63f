#include "pages.h"

#include <breakglass/card/qr_text.h>

namespace breakglass::reading {

std::vector<CardOnTable> only(const std::string& source, Error error) {
    std::vector<CardOnTable> cards;
    cards.push_back(CardOnTable{source, std::move(error), {}});
    return cards;
}

std::vector<CardOnTable> take_codes(gathering::CardCollector& collector,
                                    const std::vector<SecretBytes>& texts,
                                    const std::string& source, bool several) {
    std::vector<const SecretBytes*> cards;
    for (const SecretBytes& text : texts) {
        if (!card::starts_as_qr_text(text.expose())) continue;
        bool known = false;
        for (const SecretBytes* card : cards)
            known = known || equal_constant_time(card->expose(), text.expose());
        if (!known) cards.push_back(&text);
    }
    if (cards.empty()) {
        return only(source, Error{ErrorKind::unverified, "CARD-NO-CODE",
                                  "\"" + source + "\" shows " +
                                      (texts.empty() ? "no QR code that can be read"
                                                     : "a QR code, but no card's"),
                                  "scan it again, flat and sharp, or type the words"});
    }
    if (cards.size() > 1 && !several) {
        return only(source, Error{ErrorKind::unverified, "CARD-SEVERAL-CODES",
                                  "\"" + source + "\" shows the QR codes of " +
                                      std::to_string(cards.size()) + " different cards",
                                  "scan each card alone"});
    }
    std::vector<CardOnTable> found;
    for (const SecretBytes* card : cards)
        found.push_back(CardOnTable{source, collector.take_qr(card->expose(), source), {}});
    return found;
}

std::vector<CardOnTable> read_picture(gathering::CardCollector& collector, const Reading& reading,
                                      const picture::Child& child) {
    const std::string& path = reading.path;
    const auto texts = picture::read_qr_in_child(path, child);
    if (!texts) return only(path, with_context(texts.error(), "\"" + path + "\""));
    return take_codes(collector, *texts, path, reading.several);
}

}  // namespace breakglass::reading
