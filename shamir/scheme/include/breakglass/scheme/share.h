#pragma once
// One share of a SLIP-39 set, and the words people write down.
// Source: SLIP-0039, "Format of the share mnemonic"; docs/formats/share-card.md, section 2.

#include <cstddef>
#include <cstdint>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::slip39 {

constexpr std::size_t min_secret_bytes = 16;
// Ours, not the standard's: RS1024 promises its distance up to 1,023 words, and a bound is needed.
constexpr std::size_t max_secret_bytes = 256;
constexpr unsigned max_shares = 16;  // groups in a set, and members in a group

struct Share {
    std::uint16_t identifier = 0;         // 15 bits, the same in every share of a set
    bool extendable = false;              // the identifier does not enter the encryption
    std::uint8_t iteration_exponent = 0;  // 0 to 15: 10,000 * 2^e PBKDF2 rounds in all
    std::uint8_t group_index = 0;         // 0 to 15; people count from 1
    std::uint8_t group_threshold = 1;     // 1 to group_count
    std::uint8_t group_count = 1;         // 1 to 16
    std::uint8_t member_index = 0;        // 0 to 15; people count from 1
    std::uint8_t member_threshold = 1;    // 1 to 16
    SecretBytes value;                    // 16 to 256 bytes, an even number

    Share clone() const;
};

/// Reads the words of one share: any case, any blanks between them; the first four letters of a
/// word decide. Time depends on the length of each word, not on which word it is.
/// Errors: unverified (SHARE-LENGTH, SHARE-WORD-UNKNOWN, SHARE-WORD-ILLEGIBLE for a "?",
/// SHARE-CHECKSUM, SHARE-PADDING, SHARE-GROUPS); they name the word's number, never the word.
Result<Share> parse_mnemonic(ByteView text);

/// The words of a share in lower case with one blank between them, no newline: 20 words for 16
/// bytes, 33 for 32. The share must be one that parse_mnemonic or split could have made.
SecretBytes format_mnemonic(const Share& share);

/// How many words the mnemonic of a value of this size has.
constexpr std::size_t mnemonic_words(std::size_t value_bytes) {
    return 7 + (value_bytes * 8 + 9) / 10;
}

}  // namespace breakglass::slip39
