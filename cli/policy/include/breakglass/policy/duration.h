#pragma once
// A length of time as people write it in the policy: 4h, 90d.

#include <chrono>
#include <string>
#include <string_view>

#include <breakglass/ground/result.h>

namespace breakglass::policy {

/// A length of time that remembers how it was written.
class Duration {
  public:
    /// Reads a whole number and one unit: m (minutes), h (hours) or d (days), such as "90d".
    /// At most 36500 days; no leading zero. Errors: usage (POLICY-DURATION).
    static Result<Duration> parse(std::string_view text);
    static Duration hours(int count);
    static Duration days(int count);

    std::chrono::seconds seconds() const { return seconds_; }
    /// As it was written, such as "90d".
    const std::string& text() const { return text_; }
    bool is_zero() const { return seconds_.count() == 0; }

  private:
    Duration(std::chrono::seconds seconds, std::string text);
    std::chrono::seconds seconds_;
    std::string text_;
};

}  // namespace breakglass::policy
