#pragma once
// Comparisons of small numbers as masks, for code that must not branch on what it compares.

#include <cstdint>

namespace breakglass::encoding {

/// All ones when low <= value <= high, else zero. All three below 2^16: a difference that went
/// below zero has its top bit set.
constexpr std::uint32_t in_range(std::uint32_t value, std::uint32_t low, std::uint32_t high) {
    const std::uint32_t outside = ((value - low) | (high - value)) >> 31U;
    return outside - 1U;
}

/// All ones when a == b, else zero.
constexpr std::uint32_t equal_mask(std::uint32_t a, std::uint32_t b) {
    return in_range(a, b, b);
}

}  // namespace breakglass::encoding
