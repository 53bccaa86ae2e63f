#pragma once
// GF(2^8) with the Rijndael polynomial x^8 + x^4 + x^3 + x + 1, as SLIP-39 asks for.
// No branch and no array index depends on an argument.

#include <cstdint>
#include <span>

#include <breakglass/ground/bytes.h>

namespace breakglass::gf256 {

/// The product of two field elements.
std::uint8_t multiply(std::uint8_t a, std::uint8_t b);

/// The element that gives 1 when multiplied with a; 0 for 0.
std::uint8_t inverse(std::uint8_t a);

/// Adds factor times values to sum, byte by byte. sum and values have the same size.
void add_multiple(std::span<std::uint8_t> sum, ByteView values, std::uint8_t factor);

}  // namespace breakglass::gf256
