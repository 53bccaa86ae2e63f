#pragma once
// The 1,024 words of the standard.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <breakglass/ground/bytes.h>

namespace breakglass::slip39 {

constexpr std::size_t word_list_size = 1024;
constexpr std::size_t longest_word = 8;

/// A word by its number, 0 to 1,023. For numbers that are not secret: the lookup is by index.
std::string_view word(std::size_t number);

/// Whether a token stands for a word of the list, as parse_mnemonic would read it.
bool is_listed(ByteView token);

/// Words of the list close to something that is not one of them, the closest first: at most
/// at_most, none further than two letters wrong, missing, added or swapped. Not constant time.
std::vector<std::string_view> suggest_words(ByteView token, std::size_t at_most = 5);

}  // namespace breakglass::slip39
