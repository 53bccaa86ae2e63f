#include <algorithm>

#include <fmt/format.h>

#include <breakglass/age/armor.h>
#include <breakglass/encoding/base64.h>
#include <breakglass/ground/check.h>

namespace breakglass::age {

namespace {

constexpr std::string_view begin_line = "-----BEGIN AGE ENCRYPTED FILE-----";
constexpr std::string_view end_line = "-----END AGE ENCRYPTED FILE-----";
constexpr std::size_t columns = 64;
constexpr std::size_t bytes_per_line = 48;
constexpr std::size_t max_white_space = 1024;
constexpr std::size_t read_ahead = 65536;

bool is_white(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

Error broken(std::size_t line, std::string_view what) {
    return {ErrorKind::unverified, "AGE-ARMOR", fmt::format("line {} of the armour {}", line, what),
            ""};
}

}  // namespace

Status ArmorSource::refill() {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ = 0;
    const std::size_t had = buffer_.size();
    buffer_.resize(had + read_ahead);
    const auto got = text_.read(std::span(buffer_).subspan(had));
    buffer_.resize(had + (got ? *got : 0));
    if (!got) return got.error();
    text_over_ = *got == 0;
    return {};
}

/// A line without its ending, valid until the next call; nothing at the end of the text.
Result<std::optional<std::string_view>> ArmorSource::next_line() {
    while (true) {
        const std::string_view rest = as_text(buffer_).substr(used_);
        const std::size_t end = rest.find('\n');
        if (end == std::string_view::npos && !text_over_) {
            if (rest.size() > max_white_space) return broken(line_number_ + 1, "is too long");
            if (const Status more = refill(); !more) return more.error();
            continue;
        }
        if (rest.empty()) return std::optional<std::string_view>();
        std::string_view line = rest.substr(0, end);
        used_ += std::min(rest.size(), line.size() + 1);
        ++line_number_;
        if (line.ends_with('\r')) line.remove_suffix(1);
        return std::optional(line);
    }
}

Status ArmorSource::read_begin() {
    std::size_t skipped = 0;
    while (true) {
        const auto line = next_line();
        if (!line) return line.error();
        if (!*line) return broken(line_number_ + 1, "is missing: the text ends before it begins");
        if (**line == begin_line) break;
        skipped += (*line)->size() + 1;
        if (!is_white(**line)) return broken(line_number_, "is not the begin line");
        if (skipped > max_white_space) return broken(line_number_, "follows too much white space");
    }
    state_ = State::inside;
    return {};
}

Status ArmorSource::read_trailing() {
    std::size_t skipped = 0;
    while (true) {
        const auto line = next_line();
        if (!line) return line.error();
        if (!*line) break;
        skipped += (*line)->size() + 1;
        if (!is_white(**line)) return broken(line_number_, "follows the end line");
        if (skipped > max_white_space)
            return broken(line_number_, "is part of too much white space");
    }
    state_ = State::after;
    return {};
}

Status ArmorSource::read_end(std::string_view line) {
    if (line != end_line) return broken(line_number_, "is not the end line");
    return read_trailing();
}

Status ArmorSource::read_line() {
    const auto line = next_line();
    if (!line) return line.error();
    if (!*line) return broken(line_number_ + 1, "is missing: the armour has no end line");
    if (**line == end_line) return read_end(**line);
    if ((*line)->empty()) return broken(line_number_, "is empty");
    auto bytes = (*line)->size() <= columns ? encoding::from_base64_padded(**line) : std::nullopt;
    if (!bytes) return broken(line_number_, "is not canonical base64 of 64 columns");
    ready_ = std::move(*bytes);
    taken_ = 0;
    if (ready_.size() == bytes_per_line) return {};
    // Only the last line may be shorter.
    const auto last = next_line();
    if (!last) return last.error();
    if (!*last) return broken(line_number_ + 1, "is missing: the armour has no end line");
    return read_end(**last);
}

Result<std::size_t> ArmorSource::read(std::span<std::uint8_t> into) {
    if (state_ == State::before) {
        if (const Status begun = read_begin(); !begun) return begun.error();
    }
    std::size_t given = 0;
    while (given < into.size()) {
        if (taken_ == ready_.size()) {
            if (state_ == State::after) break;
            ready_.clear();
            taken_ = 0;
            if (const Status line = read_line(); !line) return line.error();
            continue;
        }
        const std::size_t count = std::min(into.size() - given, ready_.size() - taken_);
        std::copy_n(ready_.begin() + static_cast<std::ptrdiff_t>(taken_), count,
                    into.begin() + static_cast<std::ptrdiff_t>(given));
        taken_ += count;
        given += count;
    }
    return given;
}

Status ArmorSink::write(ByteView bytes) {
    std::string text;
    if (!begun_) text = std::string(begin_line) + '\n';
    begun_ = true;
    while (held_.size() + bytes.size() >= bytes_per_line) {
        const ByteView taken = bytes.first(bytes_per_line - held_.size());
        append(held_, taken);
        bytes = bytes.subspan(taken.size());
        text += encoding::to_base64_padded(held_) + '\n';
        held_.clear();
    }
    append(held_, bytes);
    return text.empty() ? Status() : text_.write(as_bytes(text));
}

Status ArmorSink::finish() {
    check(begun_, "armour around nothing");
    std::string text;
    if (!held_.empty()) text = encoding::to_base64_padded(held_) + '\n';
    text += std::string(end_line) + '\n';
    return text_.write(as_bytes(text));
}

}  // namespace breakglass::age
