#include "word_lookup.h"

#include "word_list.h"

namespace breakglass::slip39 {

namespace {

using Letters = std::array<std::uint8_t, longest_word>;

constexpr std::uint32_t first_letters(const Letters& letters) {
    std::uint32_t packed = 0;
    for (std::size_t at = 0; at < deciding_letters; ++at)
        packed = packed << 8 | letters[at];
    return packed;
}

constexpr auto padded_words = [] {
    std::array<Letters, word_list_size> words{};
    for (std::size_t number = 0; number < word_list_size; ++number) {
        for (std::size_t at = 0; at < word_list[number].size(); ++at) {
            words[number][at] = static_cast<std::uint8_t>(word_list[number][at]);
        }
    }
    return words;
}();

constexpr auto prefixes = [] {
    std::array<std::uint32_t, word_list_size> packed{};
    for (std::size_t number = 0; number < word_list_size; ++number) {
        packed[number] = first_letters(padded_words[number]);
    }
    return packed;
}();

}  // namespace

FoundWord find_word(ByteView token) {
    if (token.size() < deciding_letters || token.size() > longest_token) return {};
    std::uint32_t prefix = 0;
    std::uint32_t only_letters = ~0U;
    for (std::size_t at = 0; at < token.size(); ++at) {
        const std::uint32_t letter = token[at] | 0x20U;
        // the difference is below 26 for letters only; then subtracting 26 borrows
        const std::uint32_t is_letter = 0U - ((letter - 'a' - 26U) >> 31 & ~((letter - 'a') >> 31));
        only_letters &= is_letter;
        if (at < deciding_letters) prefix = prefix << 8 | letter;
    }
    FoundWord found;
    for (std::uint32_t number = 0; number < word_list_size; ++number) {
        const std::uint32_t here = mask_if_equal(prefix, prefixes[number]) & only_letters;
        found.number |= number & here;
        found.known |= here;
    }
    return found;
}

std::array<std::uint8_t, longest_word> letters_of(std::uint32_t number) {
    Letters letters{};
    for (std::uint32_t candidate = 0; candidate < word_list_size; ++candidate) {
        const auto here = static_cast<std::uint8_t>(mask_if_equal(number, candidate));
        for (std::size_t at = 0; at < longest_word; ++at) {
            letters[at] =
                static_cast<std::uint8_t>(letters[at] | (padded_words[candidate][at] & here));
        }
    }
    return letters;
}

}  // namespace breakglass::slip39
