#include "words_scan.h"

#include <algorithm>

namespace breakglass::card {

namespace {

bool is_blank(std::uint8_t byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

}  // namespace

ByteView take_line(ByteView& rest) {
    const auto end = std::ranges::find(rest, std::uint8_t{'\n'});
    const ByteView line = rest.first(static_cast<std::size_t>(end - rest.begin()));
    rest = rest.subspan(std::min(line.size() + 1, rest.size()));
    return line;
}

ByteView take_word(ByteView& rest) {
    const auto begin = std::ranges::find_if_not(rest, is_blank);
    rest = rest.subspan(static_cast<std::size_t>(begin - rest.begin()));
    const auto end = std::ranges::find_if(rest, is_blank);
    const ByteView word = rest.first(static_cast<std::size_t>(end - rest.begin()));
    rest = rest.subspan(word.size());
    return word;
}

bool is_same_word(ByteView word, std::string_view expected) {
    if (word.size() != expected.size()) return false;
    for (std::size_t at = 0; at < word.size(); ++at) {
        const bool is_upper = word[at] >= 'A' && word[at] <= 'Z';
        if ((word[at] | (is_upper ? 0x20 : 0)) != static_cast<unsigned char>(expected[at]))
            return false;
    }
    return true;
}

std::string lower(ByteView text) {
    std::string result(as_text(text));
    for (char& letter : result) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return result;
}

}  // namespace breakglass::card
