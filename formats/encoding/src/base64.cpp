#include "mask.h"

#include <span>

#include <breakglass/encoding/base64.h>

namespace breakglass::encoding {

namespace {

constexpr std::uint32_t invalid = 0x100;  // above every sextet

char character_of(std::uint32_t sextet) {
    std::uint32_t c = 0;
    c |= in_range(sextet, 0, 25) & (sextet + 'A');
    c |= in_range(sextet, 26, 51) & (sextet - 26 + 'a');
    c |= in_range(sextet, 52, 61) & (sextet - 52 + '0');
    c |= equal_mask(sextet, 62) & std::uint32_t{'+'};
    c |= equal_mask(sextet, 63) & std::uint32_t{'/'};
    return static_cast<char>(c);
}

std::uint32_t sextet_of(std::uint8_t character) {
    const std::uint32_t c = character;
    std::uint32_t sextet = 0;
    std::uint32_t known = 0;
    const auto add = [&](std::uint32_t mask, std::uint32_t value) {
        sextet |= mask & value;
        known |= mask;
    };
    add(in_range(c, 'A', 'Z'), c - 'A');
    add(in_range(c, 'a', 'z'), c - 'a' + 26);
    add(in_range(c, '0', '9'), c - '0' + 52);
    add(equal_mask(c, '+'), 62);
    add(equal_mask(c, '/'), 63);
    return sextet | (~known & invalid);
}

/// Decodes unpadded text into out, which has exactly the decoded size. The only thing the outcome
/// tells is whether all of it was valid.
bool decode(ByteView text, std::span<std::uint8_t> out) {
    std::uint32_t faults = 0;
    std::uint32_t bits = 0;
    unsigned held = 0;
    std::size_t at = 0;
    for (const std::uint8_t character : text) {
        const std::uint32_t sextet = sextet_of(character);
        faults |= sextet & invalid;
        bits = (bits << 6U | (sextet & 63U)) & 0xffffU;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out[at++] = static_cast<std::uint8_t>(bits >> held);
        }
    }
    faults |= bits & ((1U << held) - 1);  // RFC 4648, 3.5: unused bits are zero
    return faults == 0;
}

std::size_t decoded_size(std::size_t characters) {
    return characters / 4 * 3 + (characters % 4 == 0 ? 0 : characters % 4 - 1);
}

/// The text without its padding; nothing when length or padding is impossible.
std::optional<ByteView> without_padding(ByteView text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t size = text.size();
    for (int i = 0; i < 2 && size > 0 && text[size - 1] == '='; ++i)
        --size;
    return text.first(size);
}

}  // namespace

std::string to_base64(ByteView bytes) {
    std::string text;
    text.reserve((bytes.size() * 4 + 2) / 3);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8U | byte) & 0xffffU;
        held += 8;
        while (held >= 6) {
            held -= 6;
            text.push_back(character_of(bits >> held & 63U));
        }
    }
    if (held > 0) text.push_back(character_of(bits << (6 - held) & 63U));
    return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
    if (text.size() % 4 == 1) return std::nullopt;
    Bytes bytes(decoded_size(text.size()));
    if (!decode(as_bytes(text), bytes)) return std::nullopt;
    return bytes;
}

std::string to_base64_padded(ByteView bytes) {
    std::string text = to_base64(bytes);
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::optional<Bytes> from_base64_padded(std::string_view text) {
    const auto plain = without_padding(as_bytes(text));
    if (!plain) return std::nullopt;
    return from_base64(as_text(*plain));
}

std::optional<SecretBytes> secret_from_base64_padded(ByteView text) {
    const auto plain = without_padding(text);
    if (!plain || plain->size() % 4 == 1) return std::nullopt;
    SecretBytes bytes(decoded_size(plain->size()));
    if (!decode(*plain, bytes.expose_mut())) return std::nullopt;
    return bytes;
}

}  // namespace breakglass::encoding
