// The reference here shares nothing with the code under test: polynomials over GF(2) as integers,
// multiplied in full and then divided.

#include "catch.h"

#include <array>
#include <bit>

#include <breakglass/ground/bytes.h>
#include <breakglass/scheme/gf256.h>

using namespace breakglass;

namespace {

unsigned product_by_long_division(unsigned a, unsigned b) {
    unsigned product = 0;
    for (unsigned i = 0; i < 8; ++i) {
        for (unsigned j = 0; j < 8; ++j) {
            if ((a >> i & 1U) != 0 && (b >> j & 1U) != 0) product ^= 1U << (i + j);
        }
    }
    constexpr unsigned rijndael = 0x11b;
    while (std::bit_width(product) > 8) {
        product ^= rijndael << (std::bit_width(product) - 9);
    }
    return product;
}

}  // namespace

TEST_CASE("all 65,536 products agree with long division, one by one and in rows") {
    Bytes every_value;
    for (unsigned value = 0; value < 256; ++value) {
        every_value.push_back(static_cast<std::uint8_t>(value));
    }
    unsigned wrong = 0;
    for (unsigned factor = 0; factor < 256; ++factor) {
        Bytes row(256, 0xa5);
        gf256::add_multiple(row, every_value, static_cast<std::uint8_t>(factor));
        for (unsigned value = 0; value < 256; ++value) {
            const unsigned expected = product_by_long_division(value, factor);
            if (row[value] != (expected ^ 0xa5U)) ++wrong;
            if (gf256::multiply(every_value[value], every_value[factor]) != expected) ++wrong;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("the reference knows the examples of FIPS 197, 4.2") {
    CHECK(product_by_long_division(0x57, 0x83) == 0xc1);
    CHECK(product_by_long_division(0x57, 0x13) == 0xfe);
}

TEST_CASE("every element but zero times its inverse is one, and zero stays zero") {
    CHECK(gf256::inverse(0) == 0);
    unsigned wrong = 0;
    for (unsigned value = 1; value < 256; ++value) {
        const std::uint8_t inverse = gf256::inverse(static_cast<std::uint8_t>(value));
        if (product_by_long_division(value, inverse) != 1) ++wrong;
    }
    CHECK(wrong == 0);
}
