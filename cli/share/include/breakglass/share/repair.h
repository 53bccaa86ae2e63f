#pragma once
// Misread shares put right, each repair confirmed by whoever holds the card.

#include <cstddef>
#include <string>
#include <vector>

#include <breakglass/console/terminal.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/scheme/repair.h>

namespace breakglass::share {

/// One line of a words file and what it may have been.
struct RepairedLine {
    std::string place;  // "a.txt" line 2
    std::vector<slip39::Repair> candidates;
};

/// The readings of every share in a file. terminal: where suggestions for words that are not in
/// the list are shown when there are too many to repair; may be null.
/// Errors: those of card::find_words and slip39::repair, naming the line.
Result<std::vector<RepairedLine>> find_repairs(const std::string& file,
                                               console::Terminal* terminal);

/// The changed words of each candidate, for standard output.
SecretBytes repairs_text(const std::vector<RepairedLine>& lines, bool as_json);

/// Asks about every change and writes the confirmed words to a new file, one share a line.
/// Errors: unverified (SHARE-REPAIR-REFUSED) when no reading is confirmed; then nothing is written.
Status confirm_repairs(const std::vector<RepairedLine>& lines, console::Terminal& terminal,
                       const std::string& output);

}  // namespace breakglass::share
