#include "checksum.h"

#include <array>
#include <string_view>

#include <breakglass/ground/check.h>

namespace breakglass::slip39 {

namespace {

constexpr std::array<std::uint32_t, 10> generator = {
    0x00e0e040, 0x01c1c080, 0x03838100, 0x07070200, 0x0e0e0009,
    0x1c0c2412, 0x38086c24, 0x3090fc48, 0x21b1f890, 0x03f3f120,
};

std::uint32_t after_customization(bool extendable) {
    const std::string_view customization = extendable ? "shamir_extendable" : "shamir";
    std::uint32_t state = 1;
    for (const char letter : customization) {
        state = checksum_step(state, static_cast<unsigned char>(letter));
    }
    return state;
}

}  // namespace

std::uint32_t checksum_step(std::uint32_t state, std::uint32_t number) {
    const std::uint32_t top = state >> 20;
    state = ((state & 0xfffffU) << 10) ^ number;
    for (unsigned bit = 0; bit < generator.size(); ++bit) {
        state ^= generator[bit] & (0U - ((top >> bit) & 1U));
    }
    return state;
}

std::uint32_t checksum_remainder(const WordNumbers& numbers, bool extendable) {
    std::uint32_t state = after_customization(extendable);
    for (std::size_t at = 0; at < numbers.size(); ++at) {
        state = checksum_step(state, numbers.at(at));
    }
    return state ^ 1U;
}

void write_checksum(WordNumbers& numbers, bool extendable) {
    check(numbers.size() > checksum_words, "a mnemonic has words before its checksum");
    const std::size_t first = numbers.size() - checksum_words;
    for (std::size_t at = 0; at < checksum_words; ++at)
        numbers.set(first + at, 0);
    const std::uint32_t remainder = checksum_remainder(numbers, extendable);
    for (std::size_t at = 0; at < checksum_words; ++at) {
        const auto shift = static_cast<unsigned>(10 * (checksum_words - 1 - at));
        numbers.set(first + at, (remainder >> shift) & 1023U);
    }
}

}  // namespace breakglass::slip39
