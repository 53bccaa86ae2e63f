#pragma once
// The two halves of reading a share: text to word numbers, word numbers to a share.

#include "word_numbers.h"

#include <cstddef>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/scheme/share.h>

namespace breakglass::slip39 {

struct ReadWords {
    WordNumbers numbers;                 // 0 where a word could not be read
    std::vector<std::size_t> unknown;    // positions of words that are not in the list, from 0
    std::vector<std::size_t> illegible;  // positions of "?"
};

/// Errors: unverified (SHARE-LENGTH).
Result<ReadWords> read_words(ByteView text);

/// What the numbers say, checksum aside. Errors: unverified (SHARE-PADDING, SHARE-GROUPS).
Result<Share> share_of(const WordNumbers& numbers);

/// The numbers of a share, with its checksum.
WordNumbers numbers_of(const Share& share);

/// The text of word numbers.
SecretBytes text_of(const WordNumbers& numbers);

/// Whether the flag in the second word says "extendable".
bool says_extendable(const WordNumbers& numbers);

}  // namespace breakglass::slip39
