#include "mask.h"

#include <span>

#include <breakglass/encoding/hex.h>

namespace breakglass::encoding {

namespace {

constexpr std::uint32_t invalid = 0x100;  // above every nibble

std::uint32_t nibble_of(std::uint8_t digit) {
    const std::uint32_t c = digit;
    const std::uint32_t decimal = in_range(c, '0', '9');
    const std::uint32_t letter = in_range(c, 'a', 'f');
    return (decimal & (c - '0')) | (letter & (c - 'a' + 10)) | (~(decimal | letter) & invalid);
}

std::uint8_t digit_of(std::uint32_t nibble) {
    return static_cast<std::uint8_t>(nibble + '0' + (in_range(nibble, 10, 15) & ('a' - '0' - 10)));
}

bool decode(ByteView text, std::span<std::uint8_t> out) {
    std::uint32_t faults = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::uint32_t high = nibble_of(text[2 * i]);
        const std::uint32_t low = nibble_of(text[2 * i + 1]);
        faults |= (high | low) & invalid;
        out[i] = static_cast<std::uint8_t>((high << 4U | low) & 0xffU);
    }
    return faults == 0;
}

}  // namespace

std::optional<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes bytes(text.size() / 2);
    if (!decode(as_bytes(text), bytes)) return std::nullopt;
    return bytes;
}

std::optional<SecretBytes> secret_from_hex(ByteView text) {
    if (text.size() % 2 != 0) return std::nullopt;
    SecretBytes bytes(text.size() / 2);
    if (!decode(text, bytes.expose_mut())) return std::nullopt;
    return bytes;
}

SecretBytes secret_to_hex(const SecretBytes& bytes) {
    SecretBytes text(bytes.size() * 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text.expose_mut()[2 * i] = digit_of(bytes.expose()[i] >> 4U);
        text.expose_mut()[2 * i + 1] = digit_of(bytes.expose()[i] & 15U);
    }
    return text;
}

}  // namespace breakglass::encoding
