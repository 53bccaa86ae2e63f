#pragma once
// Where on a card, on paper or in a file, its words stand.

#include <string>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass::gathering {

/// The parts of a QR text "BREAKGLASS 1 <SET> <AGE1...> <WORDS>", any case.
struct QrParts {
    std::string set_id;     // lower case
    std::string recipient;  // lower case
    ByteView words;         // within the text
};

/// Errors: unverified (CARD-QR).
Result<QrParts> split_qr_text(ByteView text, std::string_view from);

/// A line of a file that holds the words of one share.
struct WordsLine {
    std::size_t number = 0;  // from 1
    ByteView words;
};

/// The lines of at least 20 words of nothing but letters and "?". Everything else on a card's text
/// is for people: rows of numbered words, and sentences, which no line breaks as late as that.
std::vector<WordsLine> words_lines(ByteView file);

}  // namespace breakglass::gathering
