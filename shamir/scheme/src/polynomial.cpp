#include <cstddef>

#include <breakglass/ground/check.h>
#include <breakglass/scheme/gf256.h>
#include <breakglass/scheme/polynomial.h>

namespace breakglass::gf256 {

SecretBytes interpolate(std::span<const Point> points, std::uint8_t x) {
    check(!points.empty(), "a polynomial needs a point");
    SecretBytes values(points.front().values.size());
    for (std::size_t self = 0; self < points.size(); ++self) {
        // Lagrange: the weight is 1 at this point and 0 at all others. In this field a - b = a ^ b.
        std::uint8_t above = 1;
        std::uint8_t below = 1;
        for (std::size_t other = 0; other < points.size(); ++other) {
            if (other == self) continue;
            check(points[self].x != points[other].x, "points with different x");
            above = multiply(above, static_cast<std::uint8_t>(x ^ points[other].x));
            below = multiply(below, static_cast<std::uint8_t>(points[self].x ^ points[other].x));
        }
        add_multiple(values.expose_mut(), points[self].values, multiply(above, inverse(below)));
    }
    return values;
}

}  // namespace breakglass::gf256
