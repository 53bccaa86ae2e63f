#include "read_card.h"

#include "card_text.h"

#include <utility>

#include <breakglass/age/file.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::ceremony {

namespace {

constexpr std::size_t max_words_file_bytes = std::size_t{256} << 10U;
constexpr std::size_t max_age_file_bytes = std::size_t{1} << 20U;

std::vector<CardOnTable> only(const std::string& source, Error error) {
    std::vector<CardOnTable> cards;
    cards.push_back(CardOnTable{source, std::move(error), {}});
    return cards;
}

std::vector<CardOnTable> read_text(gathering::CardCollector& collector, ByteView text,
                                   const std::string& source) {
    auto taken = collector.take_file(text, source);
    if (!taken) return only(source, std::move(taken).error());
    std::vector<CardOnTable> cards;
    const bool alone = taken->size() == 1;
    for (auto& card : *taken) {
        // In a file of several cards a holder's line cannot be told to belong to the next words.
        cards.push_back(
            CardOnTable{source, std::move(card), alone ? stated_holder(text) : std::string()});
    }
    return cards;
}

std::vector<CardOnTable> read_picture(gathering::CardCollector& collector, const Reading& reading,
                                      const picture::Child& child) {
    const auto texts = picture::read_qr_in_child(reading.path, child);
    if (!texts) return only(reading.path, with_context(texts.error(), "\"" + reading.path + "\""));
    if (texts->empty()) {
        return only(reading.path,
                    Error{ErrorKind::unverified, "CARD-NO-CODE",
                          "\"" + reading.path + "\" shows no QR code that can be read",
                          "scan it again, flat and sharp, or type the words"});
    }
    if (texts->size() > 1) {
        return only(reading.path,
                    Error{ErrorKind::unverified, "CARD-SEVERAL-CODES",
                          "\"" + reading.path + "\" shows " + std::to_string(texts->size()) +
                              " QR codes, a card has one",
                          "scan each card alone"});
    }
    std::vector<CardOnTable> cards;
    cards.push_back(
        CardOnTable{reading.path, collector.take_qr(texts->front().expose(), reading.path), {}});
    return cards;
}

}  // namespace

std::vector<CardOnTable> read_card(gathering::CardCollector& collector, const Reading& reading,
                                   const std::vector<const age::Identity*>& identities,
                                   const picture::Child& child) {
    if (!reading.typed.empty()) {
        std::vector<CardOnTable> cards;
        cards.push_back(CardOnTable{
            reading.path, collector.take_words(reading.typed.expose(), reading.path), {}});
        return cards;
    }
    switch (reading.medium) {
        case Reading::Medium::words: {
            const auto text = disk::read_secret_file(reading.path, max_words_file_bytes);
            if (!text) return only(reading.path, text.error());
            return read_text(collector, text->expose(), reading.path);
        }
        case Reading::Medium::qr:
            return read_picture(collector, reading, child);
        case Reading::Medium::age_file: {
            const auto file = disk::read_file(reading.path, max_age_file_bytes);
            if (!file) return only(reading.path, file.error());
            const auto text = age::decrypt_secret(identities, *file);
            if (!text)
                return only(reading.path, with_context(text.error(), "\"" + reading.path + "\""));
            return read_text(collector, text->expose(), reading.path);
        }
    }
    stop_on_bug("a medium that cannot be read", __FILE__, __LINE__);
}

}  // namespace breakglass::ceremony
