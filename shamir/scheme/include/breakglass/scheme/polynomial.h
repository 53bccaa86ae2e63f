#pragma once
// Polynomials over GF(2^8), one per byte of a value, given by points.

#include <cstdint>
#include <span>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::gf256 {

/// One point: x is public, the values at x are not.
struct Point {
    std::uint8_t x = 0;
    ByteView values;
};

/// The values at x of the polynomial of lowest degree through all points.
/// points: at least one, no x twice, values of one size. Time depends on no value.
SecretBytes interpolate(std::span<const Point> points, std::uint8_t x);

}  // namespace breakglass::gf256
