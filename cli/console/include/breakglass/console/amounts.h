#pragma once
// Sizes, times and durations as people read them.

#include <chrono>
#include <cstdint>
#include <string>

namespace breakglass::console {

/// "4,096 B", "210.4 MiB".
std::string readable_size(std::uint64_t bytes);

/// "0.8 s", "2 min 5 s", "3 h 20 min".
std::string readable_duration(std::chrono::milliseconds duration);

/// RFC 3339 in UTC, to the second: "2031-03-02T04:05:06Z". seconds: since 1970, 0 to year 9999.
std::string rfc3339(std::int64_t seconds);

/// The wall clock in seconds since 1970.
std::int64_t now_seconds();

}  // namespace breakglass::console
