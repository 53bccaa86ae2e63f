#pragma once
// Files of words, read into locked memory.

#include <span>
#include <string>
#include <vector>

#include <breakglass/card/words_file.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::share {

struct WordsFile {
    std::string path;
    SecretBytes text;
    std::vector<card::WordsLine> lines;  // their words point into text
};

/// Errors: usage (SHARE-STDIN-TWICE); those of disk and of card::find_words, naming the file.
Result<std::vector<WordsFile>> read_words_files(std::span<const std::string> paths);

/// A share's name in messages: "a.txt" line 2.
std::string place_of(const std::string& path, std::size_t line);

/// Refuses standard input for two things at once. Errors: usage (SHARE-STDIN-TWICE).
Status check_standard_input(std::span<const std::string> paths, const std::string& another);

}  // namespace breakglass::share
