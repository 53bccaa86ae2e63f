#pragma once
// From letters to word numbers and back, without an index or a branch that depends on the word.

#include "opaque.h"

#include <array>
#include <cstdint>

#include <breakglass/ground/bytes.h>
#include <breakglass/scheme/words.h>

namespace breakglass::slip39 {

constexpr std::size_t deciding_letters = 4;  // the standard's list has no two words that share them
constexpr std::size_t longest_token = 16;    // room for a misspelt ending

/// All ones when a and b are equal, else zero.
inline std::uint32_t mask_if_equal(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t difference = a ^ b;
    return opaque(((difference | (0U - difference)) >> 31) - 1U);
}

struct FoundWord {
    std::uint32_t number = 0;
    std::uint32_t known = 0;  // all ones or zero
};

/// Looks a token up by its first four letters, upper or lower case; the others must be letters.
FoundWord find_word(ByteView token);

/// The letters of a word, filled up with zero bytes.
std::array<std::uint8_t, longest_word> letters_of(std::uint32_t number);

}  // namespace breakglass::slip39
