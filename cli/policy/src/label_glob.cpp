#include "names.h"

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/policy/label_glob.h>

namespace breakglass::policy {
namespace {

constexpr std::size_t max_pattern_bytes = 128;

}  // namespace

Result<LabelGlob> LabelGlob::parse(std::string_view pattern) {
    if (pattern.empty() || pattern.size() > max_pattern_bytes || !is_plain(pattern)) {
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

}  // namespace breakglass::policy
