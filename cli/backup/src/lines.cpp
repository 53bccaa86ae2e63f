#include "lines.h"

#include <algorithm>

namespace breakglass::backup {

namespace {

// What is longer is no text: reading gigabytes of it to the end helps nobody.
constexpr std::size_t hopeless = std::size_t{1} << 20U;

}  // namespace

Result<std::optional<LineReader::Line>> LineReader::next() {
    Line line;
    std::size_t length = 0;
    bool anything = false;
    while (true) {
        if (begin_ == end_) {
            auto got = source_.read(buffer_);
            if (!got) return std::move(got).error();
            begin_ = 0;
            end_ = *got;
            if (end_ == 0) break;
        }
        anything = true;
        const ByteView fresh = ByteView(buffer_).subspan(begin_, end_ - begin_);
        const auto newline = std::ranges::find(fresh, std::uint8_t{'\n'});
        const ByteView piece(fresh.begin(), newline);
        length += piece.size();
        if (length > longest_) line.too_long = true;
        if (length > hopeless) {
            return Error{ErrorKind::unverified, "FILE-NOT-LINES",
                         "line " + std::to_string(number_ + 1) + " is longer than 1 MiB",
                         "is it the right file?"};
        }
        if (!line.too_long) append(line.text, piece);
        begin_ += piece.size();
        if (newline != fresh.end()) {
            ++begin_;
            break;
        }
    }
    if (!anything) return std::optional<Line>{};
    if (line.too_long) line.text.clear();
    line.number = ++number_;
    return std::optional<Line>{std::move(line)};
}

}  // namespace breakglass::backup
