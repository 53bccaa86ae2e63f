// Word numbers to a share and back. 40 bits of description, the value with zero bits in front of
// it, 30 bits of checksum; ten bits a word. Source: SLIP-0039, "Format of the share mnemonic".

#include "mnemonic.h"

#include "checksum.h"
#include "reveal.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/ground/check.h>

namespace breakglass::slip39 {

namespace {

constexpr std::size_t description_words = 4;
constexpr std::uint32_t extendable_bit = 1U << 4;

/// Takes bits out of word numbers, the highest first. The values stay secret, their place is not.
class BitReader {
  public:
    BitReader(const WordNumbers& numbers, std::size_t first) : numbers_(numbers), next_(first) {}

    std::uint32_t take(unsigned bits) {
        while (held_ < bits) {
            buffer_ = (buffer_ << 10 | numbers_.at(next_++)) & 0xffffffU;
            held_ += 10;
        }
        held_ -= bits;
        return buffer_ >> held_ & ((1U << bits) - 1U);
    }

  private:
    const WordNumbers& numbers_;
    std::size_t next_;
    std::uint32_t buffer_ = 0;
    unsigned held_ = 0;
};

class BitWriter {
  public:
    BitWriter(WordNumbers& numbers, std::size_t first) : numbers_(numbers), next_(first) {}

    void put(std::uint32_t value, unsigned bits) {
        buffer_ = (buffer_ << bits | value) & 0xffffffU;
        held_ += bits;
        while (held_ >= 10) {
            held_ -= 10;
            numbers_.set(next_++, buffer_ >> held_ & 1023U);
        }
    }

  private:
    WordNumbers& numbers_;
    std::size_t next_;
    std::uint32_t buffer_ = 0;
    unsigned held_ = 0;
};

std::uint8_t take_public(BitReader& bits, unsigned count, unsigned offset = 0) {
    return static_cast<std::uint8_t>(reveal(bits.take(count)) + offset);
}

Error groups_error(const Share& share) {
    return {ErrorKind::unverified, "SHARE-GROUPS",
            fmt::format("the share names group {} of {} with {} groups needed, which cannot be",
                        share.group_index + 1, share.group_count, share.group_threshold),
            "it was not made by a sound tool; ask for the record of the ceremony"};
}

}  // namespace

Share Share::clone() const {
    Share copy{identifier,  extendable,   iteration_exponent, group_index, group_threshold,
               group_count, member_index, member_threshold,   {}};
    copy.value = value.clone();
    return copy;
}

bool says_extendable(const WordNumbers& numbers) {
    return reveal(numbers.at(1) & extendable_bit) != 0;
}

Result<Share> share_of(const WordNumbers& numbers) {
    BitReader description(numbers, 0);
    Share share;
    const std::uint32_t identifier = reveal(description.take(10)) << 5;
    share.identifier = static_cast<std::uint16_t>(identifier | reveal(description.take(5)));
    share.extendable = reveal(description.take(1)) != 0;
    share.iteration_exponent = take_public(description, 4);
    share.group_index = take_public(description, 4);
    share.group_threshold = take_public(description, 4, 1);
    share.group_count = take_public(description, 4, 1);
    share.member_index = take_public(description, 4);
    share.member_threshold = take_public(description, 4, 1);
    if (share.group_threshold > share.group_count || share.group_index >= share.group_count) {
        return groups_error(share);
    }

    const std::size_t value_bits = (numbers.size() - description_words - checksum_words) * 10;
    const auto padding_bits = static_cast<unsigned>(value_bits % 16);
    BitReader value(numbers, description_words);
    if (reveal(value.take(padding_bits)) != 0) {
        return Error{ErrorKind::unverified, "SHARE-PADDING",
                     "the fifth word starts with bits that must be zero",
                     "it was not made by a sound tool; ask for the record of the ceremony"};
    }
    share.value = SecretBytes(value_bits / 16 * 2);
    for (std::size_t at = 0; at < share.value.size(); ++at) {
        share.value.expose_mut()[at] = static_cast<std::uint8_t>(value.take(8));
    }
    return share;
}

WordNumbers numbers_of(const Share& share) {
    check(share.value.size() >= min_secret_bytes && share.value.size() <= max_secret_bytes &&
              share.value.size() % 2 == 0,
          "a share value has 16 to 256 bytes, an even number");
    check(share.identifier < 0x8000 && share.iteration_exponent < 16 && share.group_index < 16 &&
              share.group_threshold >= 1 && share.group_threshold <= share.group_count &&
              share.group_count <= max_shares && share.member_index < 16 &&
              share.member_threshold >= 1 && share.member_threshold <= max_shares,
          "a share's description fits its fields");
    WordNumbers numbers(mnemonic_words(share.value.size()));
    BitWriter bits(numbers, 0);
    bits.put(static_cast<std::uint32_t>(share.identifier) >> 5, 10);
    bits.put(share.identifier & 31U, 5);
    bits.put(share.extendable ? 1 : 0, 1);
    bits.put(share.iteration_exponent, 4);
    bits.put(share.group_index, 4);
    bits.put(share.group_threshold - 1U, 4);
    bits.put(share.group_count - 1U, 4);
    bits.put(share.member_index, 4);
    bits.put(share.member_threshold - 1U, 4);
    const std::size_t value_words = numbers.size() - description_words - checksum_words;
    bits.put(0, static_cast<unsigned>(value_words * 10 - share.value.size() * 8));
    for (std::size_t at = 0; at < share.value.size(); ++at)
        bits.put(share.value.expose()[at], 8);
    write_checksum(numbers, share.extendable);
    return numbers;
}

Result<Share> parse_mnemonic(ByteView text) {
    auto words = read_words(text);
    if (!words) return std::move(words).error();
    if (!words->unknown.empty()) {
        return Error{ErrorKind::unverified, "SHARE-WORD-UNKNOWN",
                     fmt::format("word {} is not in the word list", words->unknown.front() + 1),
                     "compare it with the card; write ? if it cannot be read"};
    }
    if (!words->illegible.empty()) {
        return Error{ErrorKind::unverified, "SHARE-WORD-ILLEGIBLE",
                     fmt::format("word {} is marked as illegible", words->illegible.front() + 1),
                     "breakglass share repair finds up to three such words"};
    }
    const std::uint32_t remainder =
        checksum_remainder(words->numbers, says_extendable(words->numbers));
    if (reveal(remainder) != 0) {
        return Error{ErrorKind::unverified, "SHARE-CHECKSUM",
                     "the checksum does not match: a word is wrong or out of place",
                     "breakglass share repair finds one wrong word"};
    }
    return share_of(words->numbers);
}

SecretBytes format_mnemonic(const Share& share) {
    return text_of(numbers_of(share));
}

}  // namespace breakglass::slip39
