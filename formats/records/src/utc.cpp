#include <array>
#include <chrono>
#include <cstdio>

#include <breakglass/ground/check.h>
#include <breakglass/records/utc.h>

namespace breakglass::records {

namespace {

/// The digits of text as a number; nothing when one is no digit.
std::optional<int> number(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::string utc_text(std::int64_t seconds) {
    using namespace std::chrono;
    check(seconds >= 0 && seconds <= max_time, "a time lies between the years 1970 and 9999");
    const sys_seconds time{std::chrono::seconds{seconds}};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()));
    return text.data();
}

std::optional<std::int64_t> parse_utc(std::string_view text) {
    using namespace std::chrono;
    if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
        text[13] != ':' || text[16] != ':' || text[19] != 'Z') {
        return std::nullopt;
    }
    const auto y = number(text.substr(0, 4));
    const auto m = number(text.substr(5, 2));
    const auto d = number(text.substr(8, 2));
    const auto hour = number(text.substr(11, 2));
    const auto minute = number(text.substr(14, 2));
    const auto second = number(text.substr(17, 2));
    if (!y || !m || !d || !hour || !minute || !second) return std::nullopt;
    if (*y < 1970 || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)},
                              std::chrono::day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    const sys_seconds time =
        sys_days{date} + hours{*hour} + minutes{*minute} + std::chrono::seconds{*second};
    return time.time_since_epoch().count();
}

}  // namespace breakglass::records
