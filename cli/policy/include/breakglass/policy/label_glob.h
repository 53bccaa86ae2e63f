#pragma once
// A pattern over the labels of backups: payroll*, *-archive, db-?.

#include <optional>
#include <string>
#include <string_view>

#include <breakglass/ground/result.h>

namespace breakglass::policy {

/// A pattern that a whole label must match: * stands for any run of bytes, also an empty one,
/// ? for exactly one byte, everything else for itself.
class LabelGlob {
  public:
    /// pattern: 1 to 128 bytes of printable text. Errors: usage (POLICY-LABEL).
    static Result<LabelGlob> parse(std::string_view pattern);

    /// Time grows with pattern times label, never faster, whatever the pattern.
    bool matches(std::string_view label) const;
    const std::string& text() const { return pattern_; }

  private:
    explicit LabelGlob(std::string pattern) : pattern_(std::move(pattern)) {}
    std::string pattern_;
};

/// Whether there is a text that both patterns match. Time grows with one times other.
bool overlap(std::string_view one, std::string_view other);

/// What stands after "label=" in a scope: a pattern, and which of the backups with such a label.
struct LabelChoice {
    std::string_view pattern;
    bool latest = false;  // the newest of each label
    /// ",at=TIME": only those sealed at that time or before.
    std::optional<std::string_view> until;
};

/// Takes ",latest" or ",at=TIME" off the end; the time is not looked at.
LabelChoice label_choice(std::string_view text);

}  // namespace breakglass::policy
