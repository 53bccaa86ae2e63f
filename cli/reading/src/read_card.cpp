#include "pages.h"

#include <utility>

#include <breakglass/age/file.h>
#include <breakglass/card/qr_text.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/reading/reading.h>

namespace breakglass::reading {

namespace {

constexpr std::size_t max_words_file_bytes = std::size_t{256} << 10U;
constexpr std::size_t max_age_file_bytes = std::size_t{1} << 20U;

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

ByteView trimmed(ByteView line) {
    const auto blank = [](std::uint8_t byte) {
        return byte == ' ' || byte == '\t' || byte == '\r';
    };
    while (!line.empty() && blank(line.front()))
        line = line.subspan(1);
    while (!line.empty() && blank(line.back()))
        line = line.first(line.size() - 1);
    return line;
}

/// What a hand scanner typed: one code a line, whatever ends the line.
std::vector<CardOnTable> read_scan(gathering::CardCollector& collector, ByteView text,
                                   const std::string& path) {
    std::vector<CardOnTable> cards;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(as_text(text).find('\n'), text.size());
        const ByteView line = trimmed(text.first(end));
        text = text.subspan(std::min(end + 1, text.size()));
        if (line.empty()) continue;
        const std::string source =
            text.empty() && cards.empty() ? path : path + " line " + std::to_string(number);
        if (card::starts_as_qr_text(line)) {
            cards.push_back(CardOnTable{source, collector.take_qr(line, source), {}});
            continue;
        }
        cards.push_back(
            CardOnTable{source,
                        Error{ErrorKind::unverified, "CARD-NOT-SCANNED",
                              "\"" + source + "\" is not the text of a card's QR code",
                              "a card's code begins with BREAKGLASS 1; the scanner's keyboard must "
                              "be set to the layout of this machine"},
                        {}});
    }
    if (!cards.empty()) return cards;
    return only(
        path, Error{ErrorKind::unverified, "CARD-NOT-SCANNED",
                    "\"" + path + "\" holds no scanned code", "scan the card's code, one a line"});
}

std::vector<CardOnTable> read_scanned(gathering::CardCollector& collector, const Reading& reading) {
    if (!reading.typed.empty()) return read_scan(collector, reading.typed.expose(), reading.path);
    const auto text = disk::read_secret_file(reading.path, max_words_file_bytes);
    if (!text) return only(reading.path, text.error());
    return read_scan(collector, text->expose(), reading.path);
}

}  // namespace

std::string_view name_of(Reading::Medium medium) {
    switch (medium) {
        case Reading::Medium::words:
            return "words";
        case Reading::Medium::qr:
            return "qr";
        case Reading::Medium::pdf:
            return "pdf";
        case Reading::Medium::scan:
            return "scan";
        case Reading::Medium::typed:
            return "typed";
        case Reading::Medium::age_file:
            return "age file";
    }
    stop_on_bug("a medium without a name", __FILE__, __LINE__);
}

std::vector<CardOnTable> read_card(gathering::CardCollector& collector, const Reading& reading,
                                   const std::vector<const age::Identity*>& identities,
                                   const picture::Child& child) {
    switch (reading.medium) {
        case Reading::Medium::words: {
            if (!reading.typed.empty())
                return read_text(collector, reading.typed.expose(), reading.path);
            const auto text = disk::read_secret_file(reading.path, max_words_file_bytes);
            if (!text) return only(reading.path, text.error());
            return read_text(collector, text->expose(), reading.path);
        }
        case Reading::Medium::qr:
            return read_picture(collector, reading, child);
        case Reading::Medium::pdf:
            return read_pdf(collector, reading, child);
        case Reading::Medium::scan:
            return read_scanned(collector, reading);
        case Reading::Medium::typed: {
            std::vector<CardOnTable> cards;
            cards.push_back(CardOnTable{
                reading.path, collector.take_words(reading.typed.expose(), reading.path), {}});
            return cards;
        }
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

}  // namespace breakglass::reading
