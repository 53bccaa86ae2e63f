#include "lines.h"

#include <algorithm>

namespace breakglass::backup {

Result<std::optional<LineReader::Line>> LineReader::next() {
    Line line;
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
        if (line.text.size() + piece.size() > longest_) line.too_long = true;
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
