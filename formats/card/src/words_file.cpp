#include "words_scan.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <breakglass/card/qr_text.h>
#include <breakglass/card/words_file.h>

namespace breakglass::card {

namespace {

constexpr std::size_t words_meant_as_share =
    12;                                      // a share that lost some words is still meant as one
constexpr std::size_t words_on_a_card = 20;  // no line for people has so many, and letters only
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

enum class Line { nothing, heading, practice_heading, qr_text, words, other };

bool is_word(ByteView word) {
    return std::ranges::all_of(word, [](std::uint8_t byte) {
        const auto letter = static_cast<unsigned>(byte) | 0x20U;
        return (letter >= 'a' && letter <= 'z') || byte == '?';
    });
}

std::size_t count_words(ByteView line) {
    std::size_t count = 0;
    while (!take_word(line).empty())
        ++count;
    return count;
}

/// On a card's page, among sentences and rows of numbered words.
bool holds_share(ByteView line) {
    std::size_t count = 0;
    for (ByteView word = take_word(line); !word.empty(); word = take_word(line)) {
        if (!is_word(word)) return false;
        ++count;
    }
    return count >= words_on_a_card;
}

bool is_heading(ByteView line, std::string_view kind) {
    return is_same_word(take_word(line), "breakglass") && is_same_word(take_word(line), kind) &&
           is_same_word(take_word(line), "card:");
}

Line kind_of(ByteView line) {
    ByteView rest = line;
    const ByteView first = take_word(rest);
    if (first.empty() || first.front() == '#') return Line::nothing;
    if (is_heading(line, "recovery")) return Line::heading;
    if (is_heading(line, "practice")) return Line::practice_heading;
    if (starts_as_qr_text(line)) return Line::qr_text;
    return count_words(line) >= words_meant_as_share ? Line::words : Line::other;
}

std::string line_name(std::size_t number) {
    return fmt::format("line {}", number);
}

}  // namespace

Result<std::vector<WordsLine>> find_words(ByteView file) {
    std::vector<WordsLine> found;
    if (as_text(file).starts_with(byte_order_mark)) file = file.subspan(byte_order_mark.size());
    bool on_card = false;
    bool practice = false;
    for (std::size_t number = 1; !file.empty(); ++number) {
        const ByteView line = take_line(file);
        switch (kind_of(line)) {
            case Line::nothing:
                break;
            case Line::heading:
                on_card = true;
                practice = false;
                break;
            case Line::practice_heading:
                on_card = true;
                practice = true;
                break;
            case Line::qr_text: {
                auto parts = split_qr_text(line);
                if (!parts) return with_context(std::move(parts).error(), line_name(number));
                found.push_back({number, parts->words, std::move(parts->recipient),
                                 practice || parts->purpose == Purpose::practice});
                break;
            }
            case Line::words:
                if (on_card && !holds_share(line)) break;
                found.push_back({number, line, {}, practice});
                break;
            case Line::other:
                if (on_card) break;
                return Error{
                    ErrorKind::unverified, "CARD-LINE",
                    fmt::format("line {} is neither the words of a share nor a comment", number),
                    "write all words of a card on one line; start a comment with #"};
        }
    }
    if (found.empty()) {
        return Error{ErrorKind::unverified, "CARD-NO-WORDS",
                     "there is no line with the words of a share",
                     "write all words of a card on one line, ? for one that cannot be read"};
    }
    return found;
}

Result<std::vector<FileShare>> parse_words_file(ByteView file) {
    auto lines = find_words(file);
    if (!lines) return std::move(lines).error();
    std::vector<FileShare> shares;
    for (WordsLine& line : *lines) {
        if (line.practice) return practice_error(line_name(line.number));
        auto share = slip39::parse_mnemonic(line.words);
        if (!share) return with_context(std::move(share).error(), line_name(line.number));
        shares.push_back({line.number, std::move(line.recipient), *std::move(share)});
    }
    return shares;
}

}  // namespace breakglass::card
