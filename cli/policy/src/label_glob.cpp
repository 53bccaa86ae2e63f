#include <utility>
#include <vector>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/policy/label_glob.h>
#include <breakglass/text/plain.h>

namespace breakglass::policy {
namespace {

constexpr std::size_t max_pattern_bytes = 128;

}  // namespace

Result<LabelGlob> LabelGlob::parse(std::string_view pattern) {
    if (pattern.empty() || pattern.size() > max_pattern_bytes || !text::is_plain_line(pattern)) {
        return Error{ErrorKind::usage, "POLICY-LABEL",
                     fmt::format("\"{}\" is not a label pattern, expected 1 to {} bytes of "
                                 "printable text",
                                 console::printable(pattern), max_pattern_bytes),
                     ""};
    }
    return LabelGlob(std::string(pattern));
}

bool LabelGlob::matches(std::string_view label) const {
    // Only the last * is ever tried again: an earlier one that reached this far cannot do better.
    std::size_t in_pattern = 0;
    std::size_t in_label = 0;
    std::size_t star = std::string::npos;
    std::size_t star_label = 0;
    while (in_label < label.size()) {
        const bool more = in_pattern < pattern_.size();
        if (more && pattern_[in_pattern] == '*') {
            star = in_pattern++;
            star_label = in_label;
        } else if (more &&
                   (pattern_[in_pattern] == '?' || pattern_[in_pattern] == label[in_label])) {
            ++in_pattern;
            ++in_label;
        } else if (star != std::string::npos) {
            in_pattern = star + 1;
            in_label = ++star_label;
        } else {
            return false;
        }
    }
    return pattern_.find_first_not_of('*', in_pattern) == std::string::npos;
}

bool overlap(std::string_view one, std::string_view other) {
    // below[j]: the rest of one after its current byte and other from j on have a text in common.
    const std::size_t width = other.size() + 1;
    std::vector<bool> below(width, false);
    for (std::size_t i = one.size() + 1; i-- > 0;) {
        std::vector<bool> here(width, false);
        for (std::size_t j = width; j-- > 0;) {
            const bool more_one = i < one.size();
            const bool more_other = j < other.size();
            if (!more_one && !more_other) {
                here[j] = true;
            } else if (more_one && one[i] == '*') {
                here[j] = below[j] || (more_other && here[j + 1]);
            } else if (more_other && other[j] == '*') {
                here[j] = here[j + 1] || (more_one && below[j]);
            } else if (more_one && more_other) {
                const bool agree = one[i] == other[j] || one[i] == '?' || other[j] == '?';
                here[j] = agree && below[j + 1];
            }
        }
        below = std::move(here);
    }
    return below[0];
}

LabelChoice label_choice(std::string_view text) {
    constexpr std::string_view latest = ",latest";
    constexpr std::string_view at = ",at=";
    if (text.ends_with(latest)) {
        text.remove_suffix(latest.size());
        return {.pattern = text, .latest = true};
    }
    const std::size_t comma = text.rfind(at);
    if (comma == std::string_view::npos) return {.pattern = text};
    return {
        .pattern = text.substr(0, comma), .latest = true, .until = text.substr(comma + at.size())};
}

}  // namespace breakglass::policy
