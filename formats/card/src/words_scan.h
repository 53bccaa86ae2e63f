#pragma once
// Walking over text by lines and words, without a copy.

#include <cstdint>
#include <string>
#include <string_view>

#include <breakglass/ground/bytes.h>

namespace breakglass::card {

/// The part before the next newline; rest moves behind it.
ByteView take_line(ByteView& rest);

/// The next word; rest moves behind it. Empty at the end.
ByteView take_word(ByteView& rest);

/// Whether a word is the expected one, which is in lower case; a secret word is not copied.
bool is_same_word(ByteView word, std::string_view expected);

/// A copy in lower case, for the parts of a card that are not secret.
std::string lower(ByteView text);

}  // namespace breakglass::card
