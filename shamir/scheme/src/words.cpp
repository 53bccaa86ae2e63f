#include "reveal.h"
#include "word_list.h"
#include "word_lookup.h"

#include <algorithm>
#include <array>
#include <utility>

#include <breakglass/ground/check.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/scheme/words.h>

namespace breakglass::slip39 {

namespace {

constexpr std::size_t furthest_suggestion = 2;

/// Letters wrong, missing, added, or swapped with a neighbour ("optimal string alignment").
std::size_t spelling_distance(ByteView token, std::string_view word) {
    std::array<std::array<std::size_t, longest_word + 1>, longest_token + 1> distance{};
    for (std::size_t row = 0; row <= token.size(); ++row) {
        for (std::size_t column = 0; column <= word.size(); ++column) {
            if (row == 0 || column == 0) {
                distance[row][column] = row + column;
                continue;
            }
            const auto same = [&](std::size_t r, std::size_t c) {
                return (token[r - 1] | 0x20) == word[c - 1];
            };
            std::size_t best =
                std::min({distance[row - 1][column] + 1, distance[row][column - 1] + 1,
                          distance[row - 1][column - 1] + (same(row, column) ? 0U : 1U)});
            if (row > 1 && column > 1 && same(row, column - 1) && same(row - 1, column)) {
                best = std::min(best, distance[row - 2][column - 2] + 1);
            }
            distance[row][column] = best;
        }
    }
    return distance[token.size()][word.size()];
}

}  // namespace

std::string_view word(std::size_t number) {
    check(number < word_list_size, "a word number is below 1,024");
    return word_list[number];
}

bool is_listed(ByteView token) {
    return reveal(find_word(token).known) != 0;
}

std::vector<std::string_view> suggest_words(ByteView token, std::size_t at_most) {
    std::vector<std::string_view> suggestions;
    if (token.empty() || token.size() > longest_token) return suggestions;
    std::array<std::size_t, word_list_size> distances{};
    for (std::size_t number = 0; number < word_list_size; ++number) {
        distances[number] = spelling_distance(token, word_list[number]);
    }
    for (std::size_t distance = 0; distance <= furthest_suggestion; ++distance) {
        for (std::size_t number = 0; number < word_list_size; ++number) {
            if (distances[number] != distance || suggestions.size() == at_most) continue;
            suggestions.push_back(word_list[number]);
        }
    }
    return suggestions;
}

}  // namespace breakglass::slip39
