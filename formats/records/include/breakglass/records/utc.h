#pragma once
// Points in time as people read them: RFC 3339, UTC, whole seconds, one spelling only.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace breakglass::records {

/// Seconds from 1970 to the end of the year 9999.
inline constexpr std::int64_t max_time = 253402300799;

/// "2031-03-02T04:05:06Z". seconds: since 1970 UTC, 0 to max_time.
std::string utc_text(std::int64_t seconds);

/// Exactly the form utc_text writes, of a day that exists; nothing otherwise.
std::optional<std::int64_t> parse_utc(std::string_view text);

}  // namespace breakglass::records
