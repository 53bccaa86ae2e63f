#include <breakglass/contribution/case_key.h>

namespace breakglass::contribution {

namespace {

constexpr std::size_t letters = 28;  // of 5 bits each
constexpr std::size_t group = 4;
constexpr std::size_t written = letters + letters / group - 1;

/// 1 when value is above limit, else 0, without a branch. Both: below 2^31.
constexpr std::uint32_t above(std::uint32_t value, std::uint32_t limit) {
    return (limit - value) >> 31U;
}

/// 0 to 9, then a to z without i, l, o and u. Computed: a table would be indexed by a secret.
constexpr std::uint8_t letter_of(std::uint32_t five_bits) {
    constexpr std::uint32_t from_digits_to_letters = 'a' - '0' - 10;
    return static_cast<std::uint8_t>(
        '0' + five_bits + above(five_bits, 9) * from_digits_to_letters + above(five_bits, 17) +
        above(five_bits, 19) + above(five_bits, 21) + above(five_bits, 26));
}
static_assert(letter_of(0) == '0' && letter_of(9) == '9' && letter_of(10) == 'a');
static_assert(letter_of(17) == 'h' && letter_of(18) == 'j' && letter_of(20) == 'm');
static_assert(letter_of(22) == 'p' && letter_of(27) == 'v' && letter_of(31) == 'z');

/// A typed letter as letter_of() writes it.
constexpr std::uint8_t plain(std::uint8_t typed) {
    const std::uint32_t lower = typed | 0x20U;
    const auto is = [lower](std::uint32_t letter) { return ((lower ^ letter) - 1U) >> 31U; };
    return static_cast<std::uint8_t>(lower - is('o') * ('o' - '0') - is('i') * ('i' - '1') -
                                     is('l') * ('l' - '1'));
}
static_assert(plain('A') == 'a' && plain('7') == '7' && plain('O') == '0' && plain('l') == '1');

constexpr bool separates(std::uint8_t typed) {
    return typed == ' ' || typed == '-' || typed == '\t' || typed == '\r';
}

/// Puts letter number index to its place among the groups.
void put(SecretBytes& passphrase, std::size_t index, std::uint8_t letter) {
    passphrase.expose_mut()[index + index / group] = letter;
}

SecretBytes dashes_alone() {
    SecretBytes passphrase(written);
    for (std::size_t place = group; place < written; place += group + 1)
        passphrase.expose_mut()[place] = '-';
    return passphrase;
}

}  // namespace

SecretBytes draw_passphrase(Randomness& randomness) {
    // 32 divides 256: five bits of a byte are as even as the byte.
    const SecretBytes drawn = random_secret(letters, randomness);
    SecretBytes passphrase = dashes_alone();
    for (std::size_t index = 0; index < letters; ++index)
        put(passphrase, index, letter_of(drawn.expose()[index] & 31U));
    return passphrase;
}

SecretBytes as_drawn(const SecretBytes& typed) {
    std::size_t count = 0;
    for (const std::uint8_t letter : typed.expose())
        count += separates(letter) ? 0U : 1U;
    if (count != letters) return typed.clone();
    SecretBytes passphrase = dashes_alone();
    std::size_t index = 0;
    for (const std::uint8_t letter : typed.expose()) {
        if (!separates(letter)) put(passphrase, index++, plain(letter));
    }
    return passphrase;
}

}  // namespace breakglass::contribution
