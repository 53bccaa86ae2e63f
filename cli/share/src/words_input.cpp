#include "words_input.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <breakglass/card/qr_text.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>

namespace breakglass::share {

namespace {

constexpr std::size_t largest_words_file = std::size_t{256} << 10U;

std::string shown(const std::string& path) {
    return path == "-" ? "standard input" : console::quoted(path);
}

}  // namespace

std::string place_of(const std::string& path, std::size_t line) {
    return fmt::format("{} line {}", shown(path), line);
}

Status check_standard_input(std::span<const std::string> paths, const std::string& another) {
    if (std::ranges::count(paths, "-") + (another == "-" ? 1 : 0) < 2) return {};
    return Error{ErrorKind::usage, "SHARE-STDIN-TWICE",
                 "standard input can be read for one thing only, it is named twice",
                 "put one of them into a file"};
}

Result<std::vector<WordsFile>> read_words_files(std::span<const std::string> paths) {
    const Status once = check_standard_input(paths, "");
    if (!once) return once.error();
    std::vector<WordsFile> files;
    for (const std::string& path : paths) {
        auto text = disk::read_secret_file(path, largest_words_file);
        if (!text) return std::move(text).error();
        auto lines = card::find_words(text->expose());
        if (!lines) return with_context(std::move(lines).error(), shown(path));
        for (const card::WordsLine& line : *lines) {
            if (line.practice) return card::practice_error(place_of(path, line.number));
        }
        files.push_back({path, *std::move(text), *std::move(lines)});
    }
    return files;
}

}  // namespace breakglass::share
