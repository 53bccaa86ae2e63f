#pragma once
// RS1024, the checksum of a mnemonic: a Reed-Solomon code over GF(1024) with distance 4.
// Source: SLIP-0039, "Checksum".

#include "word_numbers.h"

#include <cstddef>
#include <cstdint>

namespace breakglass::slip39 {

constexpr std::size_t checksum_words = 3;

/// One step of the division: the state (30 bits) takes in one word number.
std::uint32_t checksum_step(std::uint32_t state, std::uint32_t number);

/// 0 when the checksum is right; else the errors' own remainder, whatever the words are.
std::uint32_t checksum_remainder(const WordNumbers& numbers, bool extendable);

/// Writes the last three numbers so that the remainder becomes 0.
void write_checksum(WordNumbers& numbers, bool extendable);

}  // namespace breakglass::slip39
