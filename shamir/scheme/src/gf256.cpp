#include "opaque.h"

#include <cstddef>

#include <breakglass/ground/check.h>
#include <breakglass/scheme/gf256.h>

namespace breakglass::gf256 {

namespace {

/// The value times x: a shift, and the polynomial where a bit falls out at the top.
constexpr std::uint8_t times_x(std::uint8_t value) {
    const auto carry = static_cast<std::uint8_t>(0U - (static_cast<unsigned>(value) >> 7));
    return static_cast<std::uint8_t>((static_cast<unsigned>(value) << 1) ^ (carry & 0x1bU));
}

/// All ones when bit is set in factor, else zero.
inline std::uint8_t mask_of(std::uint8_t factor, unsigned bit) {
    return static_cast<std::uint8_t>(0U - ((static_cast<unsigned>(factor) >> bit) & 1U));
}

}  // namespace

std::uint8_t multiply(std::uint8_t a, std::uint8_t b) {
    std::uint8_t product = 0;
    for (unsigned bit = 0; bit < 8; ++bit) {
        product = static_cast<std::uint8_t>(product ^ (a & opaque(mask_of(b, bit))));
        a = times_x(a);
    }
    return product;
}

std::uint8_t inverse(std::uint8_t a) {
    // a^254, because a^255 = 1 for all but 0: 254 = 2 + 4 + 8 + ... + 128
    std::uint8_t power = a;
    std::uint8_t product = 1;
    for (unsigned squaring = 1; squaring < 8; ++squaring) {
        power = multiply(power, power);
        product = multiply(product, power);
    }
    return product;
}

void add_multiple(std::span<std::uint8_t> sum, ByteView values, std::uint8_t factor) {
    check(sum.size() == values.size(), "rows of one size");
    std::uint8_t masks[8];
    for (unsigned bit = 0; bit < 8; ++bit)
        masks[bit] = opaque(mask_of(factor, bit));
    // Plain byte arithmetic and no early exit: the compiler turns the outer loop into vectors.
    for (std::size_t at = 0; at < values.size(); ++at) {
        std::uint8_t value = values[at];
        std::uint8_t product = 0;
        for (const std::uint8_t mask : masks) {
            product = static_cast<std::uint8_t>(product ^ (value & mask));
            value = times_x(value);
        }
        sum[at] = static_cast<std::uint8_t>(sum[at] ^ product);
    }
}

}  // namespace breakglass::gf256
