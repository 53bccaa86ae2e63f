#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/policy/duration.h>

namespace breakglass::policy {
namespace {

constexpr std::chrono::seconds longest = std::chrono::hours(24) * 36500;

}  // namespace

Duration::Duration(std::chrono::seconds seconds, std::string text)
    : seconds_(seconds), text_(std::move(text)) {}

Result<Duration> Duration::parse(std::string_view text) {
    const Error refusal{
        ErrorKind::usage, "POLICY-DURATION",
        fmt::format("\"{}\" is not a length of time, expected a whole number and m, h or d, such "
                    "as \"4h\" or \"90d\", at most 36500d",
                    console::printable(text)),
        ""};
    // Eight digits hold 36500 days in minutes and cannot overflow.
    if (text.size() < 2 || text.size() > 9) return refusal;
    const std::string_view digits = text.substr(0, text.size() - 1);
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return refusal;
    if (digits.size() > 1 && digits.front() == '0') return refusal;
    std::int64_t count = 0;
    for (const char digit : digits) {
        count = count * 10 + (digit - '0');
    }
    std::chrono::seconds unit{};
    switch (text.back()) {
        case 'm':
            unit = std::chrono::minutes(1);
            break;
        case 'h':
            unit = std::chrono::hours(1);
            break;
        case 'd':
            unit = std::chrono::hours(24);
            break;
        default:
            return refusal;
    }
    if (unit * count > longest) return refusal;
    return Duration(unit * count, std::string(text));
}

Duration Duration::hours(int count) {
    return {std::chrono::hours(count), fmt::format("{}h", count)};
}

Duration Duration::days(int count) {
    return {std::chrono::hours(24) * count, fmt::format("{}d", count)};
}

}  // namespace breakglass::policy
