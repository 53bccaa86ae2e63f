#pragma once
// A file with the words of one or more shares, typed by people or printed by a ceremony.
// Source: docs/formats/share-card.md, section 6.

#include <cstddef>
#include <string>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>
#include <breakglass/scheme/share.h>

namespace breakglass::card {

/// A line that holds a share, not yet read. words points into the file.
struct WordsLine {
    std::size_t number = 0;  // from 1
    ByteView words;
    std::string recipient;  // as a QR text names it; empty for words alone
    bool practice = false;  // a QR text or a heading above says that it opens nothing
};

/// The lines with words: one share a line, or the text of a QR code; blank lines and lines that
/// start with "#" are skipped. After a card's heading ("BREAKGLASS RECOVERY CARD" or "PRACTICE
/// CARD") lines for people are skipped too.
/// Errors: unverified (CARD-LINE, CARD-NO-WORDS, and those of split_qr_text), naming the line.
Result<std::vector<WordsLine>> find_words(ByteView file);

struct FileShare {
    std::size_t line = 0;
    std::string recipient;
    slip39::Share share;
};

/// Every share of a file. Errors: those of find_words and of parse_mnemonic, and CARD-PRACTICE for
/// a rehearsal's card, naming the line.
Result<std::vector<FileShare>> parse_words_file(ByteView file);

}  // namespace breakglass::card
