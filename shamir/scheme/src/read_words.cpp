// Text to word numbers and back. What the time tells: where the blanks are (so each word's
// length), which words are illegible or unknown. Not: which word stands there.

#include "mnemonic.h"
#include "reveal.h"
#include "word_lookup.h"

#include <algorithm>

#include <fmt/format.h>

namespace breakglass::slip39 {

namespace {

constexpr std::size_t fewest_words = mnemonic_words(min_secret_bytes);
constexpr std::size_t most_words = mnemonic_words(max_secret_bytes);

bool is_blank(std::uint8_t letter) {
    // space, and tab to carriage return
    const std::uint32_t blank =
        mask_if_equal(letter, ' ') | (0U - ((letter - 9U - 5U) >> 31 & ~((letter - 9U) >> 31)));
    return reveal(blank) != 0;
}

bool is_illegible(ByteView token) {
    std::uint32_t all = ~0U;
    for (const std::uint8_t letter : token)
        all &= mask_if_equal(letter, '?');
    return reveal(all) != 0;
}

struct Token {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Stops one token after the longest possible share.
std::vector<Token> find_tokens(ByteView text) {
    std::vector<Token> tokens;
    std::size_t at = 0;
    while (tokens.size() <= most_words) {
        while (at < text.size() && is_blank(text[at]))
            ++at;
        if (at == text.size()) break;
        const std::size_t begin = at;
        while (at < text.size() && !is_blank(text[at]))
            ++at;
        tokens.push_back({begin, at});
    }
    return tokens;
}

/// The value is a whole number of 16-bit units behind at most 8 bits of padding.
bool possible_length(std::size_t words) {
    if (words < fewest_words || words > most_words) return false;
    return (words - mnemonic_words(0)) * 10 % 16 <= 8;
}

}  // namespace

Result<ReadWords> read_words(ByteView text) {
    const std::vector<Token> tokens = find_tokens(text);
    if (!possible_length(tokens.size())) {
        const std::string found = tokens.size() > most_words
                                      ? fmt::format("more than {} words", most_words)
                                      : fmt::format("{} words", tokens.size());
        return Error{
            ErrorKind::unverified, "SHARE-LENGTH",
            fmt::format("the share has {}, expected 33 for a 256-bit secret (20 for 128 bits)",
                        found),
            "count the words on the card again; write ? for one that cannot be read"};
    }
    ReadWords words{WordNumbers(tokens.size()), {}, {}};
    for (std::size_t position = 0; position < tokens.size(); ++position) {
        const auto [begin, end] = tokens[position];
        const ByteView token = text.subspan(begin, end - begin);
        if (is_illegible(token)) {
            words.illegible.push_back(position);
            continue;
        }
        const FoundWord found = find_word(token);
        words.numbers.set(position, found.number);
        if (reveal(found.known) == 0) words.unknown.push_back(position);
    }
    return words;
}

SecretBytes text_of(const WordNumbers& numbers) {
    SecretBytes text(numbers.size() * (longest_word + 1));
    std::size_t size = 0;
    for (std::size_t at = 0; at < numbers.size(); ++at) {
        auto letters = letters_of(numbers.at(at));
        std::uint32_t length = 0;
        for (const std::uint8_t letter : letters)
            length += ~mask_if_equal(letter, 0) & 1U;
        length = reveal(length);
        if (at > 0) text.expose_mut()[size++] = ' ';
        std::copy_n(letters.begin(), length, text.expose_mut().subspan(size).begin());
        size += length;
        wipe(letters);
    }
    text.shrink(size);
    return text;
}

}  // namespace breakglass::slip39
