#include "mask.h"

#include <algorithm>
#include <array>
#include <span>

#include <breakglass/encoding/bech32.h>
#include <breakglass/ground/check.h>

namespace breakglass::encoding {

namespace {

constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::size_t checksum_characters = 6;
constexpr std::uint32_t invalid = 0x100;  // above every value of five bits

// Every character is compared with every value: 32 times the work, and no secret ever becomes
// an index.
std::uint8_t character_of(std::uint32_t value) {
    std::uint32_t c = 0;
    for (std::uint32_t i = 0; i < alphabet.size(); ++i) {
        c |= equal_mask(value, i) & static_cast<std::uint8_t>(alphabet[i]);
    }
    return static_cast<std::uint8_t>(c);
}

std::uint32_t value_of(std::uint8_t lower_case) {
    std::uint32_t value = 0;
    std::uint32_t known = 0;
    for (std::uint32_t i = 0; i < alphabet.size(); ++i) {
        const std::uint32_t here = equal_mask(lower_case, static_cast<std::uint8_t>(alphabet[i]));
        value |= here & i;
        known |= here;
    }
    return value | (~known & invalid);
}

std::uint8_t to_lower(std::uint8_t c) {
    return static_cast<std::uint8_t>(c | (in_range(c, 'A', 'Z') & 0x20U));
}

std::uint8_t to_upper(std::uint8_t c) {
    return static_cast<std::uint8_t>(c & ~(in_range(c, 'a', 'z') & 0x20U));
}

bool has_any(ByteView text, std::uint32_t low, std::uint32_t high) {
    std::uint32_t seen = 0;
    for (const std::uint8_t c : text)
        seen |= in_range(c, low, high);
    return seen != 0;
}

bool has_lower(ByteView text) {
    return has_any(text, 'a', 'z');
}

bool has_upper(ByteView text) {
    return has_any(text, 'A', 'Z');
}

/// The checksum of BIP-173, fed one value of five bits at a time.
class Checksum {
  public:
    explicit Checksum(std::string_view prefix) {
        for (const char c : prefix)
            feed(to_lower(static_cast<std::uint8_t>(c)) >> 5U);
        feed(0);
        for (const char c : prefix)
            feed(to_lower(static_cast<std::uint8_t>(c)) & 31U);
    }
    void feed(std::uint32_t value) {
        static constexpr std::array<std::uint32_t, 5> generator = {
            0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        const std::uint32_t top = sum_ >> 25U;
        sum_ = (sum_ & 0x1ffffffU) << 5U ^ value;
        for (std::uint32_t i = 0; i < generator.size(); ++i) {
            sum_ ^= (0U - (top >> i & 1U)) & generator[i];
        }
    }
    std::uint32_t sum() const { return sum_; }

  private:
    std::uint32_t sum_ = 1;
};

std::size_t encoded_size(std::string_view prefix, std::size_t bytes) {
    return prefix.size() + 1 + (bytes * 8 + 4) / 5 + checksum_characters;
}

void encode(std::string_view prefix, ByteView data, std::span<std::uint8_t> out) {
    const ByteView written = as_bytes(prefix);
    check(!prefix.empty() && !(has_lower(written) && has_upper(written)), "a Bech32 prefix");
    const bool upper = has_upper(written);
    auto at = std::ranges::copy(written, out.begin()).out;
    *at++ = '1';
    Checksum checksum(prefix);
    const auto put = [&](std::uint32_t value) {
        checksum.feed(value);
        *at++ = character_of(value);
    };
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const std::uint8_t byte : data) {
        bits = (bits << 8U | byte) & 0xffffU;
        held += 8;
        while (held >= 5) {
            held -= 5;
            put(bits >> held & 31U);
        }
    }
    if (held > 0) put(bits << (5 - held) & 31U);
    for (std::size_t i = 0; i < checksum_characters; ++i)
        checksum.feed(0);
    const std::uint32_t sum = checksum.sum() ^ 1U;
    for (std::uint32_t i = 0; i < checksum_characters; ++i) {
        *at++ = character_of(sum >> (5 * (5 - i)) & 31U);
    }
    if (upper) std::ranges::transform(out, out.begin(), to_upper);
}

/// Decodes the characters after the separator into out, which has the decoded size.
bool decode(std::string_view prefix, ByteView characters, std::span<std::uint8_t> out) {
    const std::size_t payload = characters.size() - checksum_characters;
    Checksum checksum(prefix);
    std::uint32_t faults = 0;
    std::uint32_t bits = 0;
    unsigned held = 0;
    std::size_t at = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const std::uint32_t value = value_of(to_lower(characters[i]));
        faults |= value & invalid;
        checksum.feed(value & 31U);
        if (i >= payload) continue;
        bits = (bits << 5U | (value & 31U)) & 0xffffU;
        held += 5;
        if (held >= 8) {
            held -= 8;
            out[at++] = static_cast<std::uint8_t>(bits >> held);
        }
    }
    faults |= bits & ((1U << held) - 1);
    return (faults | (checksum.sum() ^ 1U)) == 0;
}

/// Bytes that this many characters carry; nothing when the last one carries none of them.
std::optional<std::size_t> decoded_size(std::size_t characters) {
    if (characters < checksum_characters) return std::nullopt;
    const std::size_t bits = (characters - checksum_characters) * 5;
    if (bits % 8 >= 5) return std::nullopt;
    return bits / 8;
}

}  // namespace

std::string to_bech32(std::string_view prefix, ByteView data) {
    Bytes text(encoded_size(prefix, data.size()));
    encode(prefix, data, text);
    return std::string(as_text(text));
}

std::optional<Bech32> from_bech32(std::string_view text) {
    const std::size_t separator = text.rfind('1');
    if (separator == std::string_view::npos || separator == 0) return std::nullopt;
    if (has_lower(as_bytes(text)) && has_upper(as_bytes(text))) return std::nullopt;
    const std::string_view prefix = text.substr(0, separator);
    if (std::ranges::any_of(prefix, [](char c) { return c < 33 || c > 126; })) return std::nullopt;
    const ByteView characters = as_bytes(text.substr(separator + 1));
    const auto size = decoded_size(characters.size());
    if (!size) return std::nullopt;
    Bech32 read{std::string(prefix), Bytes(*size)};
    if (!decode(prefix, characters, read.data)) return std::nullopt;
    return read;
}

SecretBytes secret_to_bech32(std::string_view prefix, const SecretBytes& data) {
    SecretBytes text(encoded_size(prefix, data.size()));
    encode(prefix, data.expose(), text.expose_mut());
    return text;
}

std::optional<SecretBytes> secret_from_bech32(std::string_view prefix, ByteView text) {
    const std::string_view written = as_text(text);
    if (!written.starts_with(prefix) || written.size() <= prefix.size()) return std::nullopt;
    if (written[prefix.size()] != '1') return std::nullopt;
    const ByteView characters = text.subspan(prefix.size() + 1);
    // The case is a fact about how the key was written down, not about the key.
    if (has_upper(as_bytes(prefix)) ? has_lower(characters) : has_upper(characters)) {
        return std::nullopt;
    }
    const auto size = decoded_size(characters.size());
    if (!size) return std::nullopt;
    SecretBytes data(*size);
    if (!decode(prefix, characters, data.expose_mut())) return std::nullopt;
    return data;
}

}  // namespace breakglass::encoding
