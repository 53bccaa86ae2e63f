#include "card_form.h"

#include <algorithm>

namespace breakglass::gathering {

namespace {

constexpr std::size_t fewest_words = 20;

bool is_blank(std::uint8_t byte) {
    return byte == ' ' || byte == '\t' || byte == '\r';
}

/// The next word; rest moves behind it. Empty at the end.
ByteView next_word(ByteView& rest) {
    while (!rest.empty() && is_blank(rest.front()))
        rest = rest.subspan(1);
    std::size_t length = 0;
    while (length < rest.size() && !is_blank(rest[length]))
        ++length;
    const ByteView word = rest.first(length);
    rest = rest.subspan(length);
    return word;
}

std::string lower(ByteView text) {
    std::string result(as_text(text));
    for (char& letter : result)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return result;
}

bool is_word(ByteView word) {
    return std::all_of(word.begin(), word.end(), [](std::uint8_t byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '?';
    });
}

bool holds_share(ByteView line) {
    std::size_t count = 0;
    for (ByteView word = next_word(line); !word.empty(); word = next_word(line)) {
        if (!is_word(word)) return false;
        ++count;
    }
    return count >= fewest_words;
}

}  // namespace

Result<QrParts> split_qr_text(ByteView text, std::string_view from) {
    ByteView rest = text;
    const std::string name = lower(next_word(rest));
    const std::string version = lower(next_word(rest));
    if (name != "breakglass" || version != "1") {
        return Error{ErrorKind::unverified, "CARD-QR",
                     "\"" + std::string(from) + "\" shows a QR code that is not a card's",
                     name == "breakglass" ? "it was made by another version of breakglass: type "
                                            "the words"
                                          : "scan the card, not something else beside it"};
    }
    QrParts parts;
    parts.set_id = lower(next_word(rest));
    parts.recipient = lower(next_word(rest));
    parts.words = rest;
    return parts;
}

std::vector<WordsLine> words_lines(ByteView file) {
    std::vector<WordsLine> lines;
    std::size_t number = 0;
    while (!file.empty()) {
        const auto end = std::find(file.begin(), file.end(), std::uint8_t{'\n'});
        const ByteView line = file.first(static_cast<std::size_t>(end - file.begin()));
        file = file.subspan(std::min(line.size() + 1, file.size()));
        ++number;
        if (holds_share(line)) lines.push_back({number, line});
    }
    return lines;
}

}  // namespace breakglass::gathering
