#include "fields.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/encoding/hex.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace {

constexpr std::array acts{policy::CaseKind::incident,    policy::CaseKind::restore,
                          policy::CaseKind::drill,       policy::CaseKind::policy,
                          policy::CaseKind::destruction, policy::CaseKind::exception};

constexpr std::size_t digits_of_nonce = 8;

}  // namespace

std::optional<policy::CaseKind> act_of(std::string_view word) {
    const auto found = std::ranges::find(acts, word, [](auto act) { return policy::name_of(act); });
    if (found == acts.end()) return std::nullopt;
    return *found;
}

std::string with_article(policy::CaseKind act) {
    const bool vowel = act == policy::CaseKind::incident || act == policy::CaseKind::exception;
    return fmt::format("{} {}", vowel ? "an" : "a", policy::name_of(act));
}

bool is_hex(std::string_view text, std::size_t digits) {
    return text.size() == digits && std::ranges::all_of(text, [](char letter) {
               return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
           });
}

std::string case_name_of(policy::CaseKind act, Time time, std::string_view nonce) {
    const std::string day = records::utc_text(time);  // "2031-11-02T..."
    return fmt::format("{}-{}{}{}-{}", policy::name_of(act), day.substr(0, 4), day.substr(5, 2),
                       day.substr(8, 2), nonce.substr(0, digits_of_nonce));
}

bool is_case_name(std::string_view name) {
    const std::size_t dash = name.find('-');
    if (dash == std::string_view::npos || !act_of(name.substr(0, dash))) return false;
    name.remove_prefix(dash + 1);
    return name.size() == 8 + 1 + digits_of_nonce && name[8] == '-' &&
           std::ranges::all_of(name.substr(0, 8),
                               [](char digit) { return digit >= '0' && digit <= '9'; }) &&
           is_hex(name.substr(9), digits_of_nonce);
}

void Fields::refuse(std::string_view name, const std::string& expected) {
    if (problem_) return;
    problem_ = Error{ErrorKind::unverified, "CASE-MALFORMED",
                     fmt::format("the {} does not say {} in its field \"{}\"",
                                 console::printable(statement_.kind), expected, name),
                     "docs/formats/case.md says what stands there"};
}

std::string Fields::text(std::string_view name) {
    const std::string* value = statement_.only(name);
    if (value != nullptr) return *value;
    refuse(name, "exactly one text");
    return {};
}

std::string Fields::optional_text(std::string_view name) {
    return statement_.all(name).empty() ? std::string() : text(name);
}

std::string Fields::hex(std::string_view name, std::size_t digits) {
    std::string value = text(name);
    if (!is_hex(value, digits)) refuse(name, fmt::format("{} hex digits", digits));
    return value;
}

Hash256 Fields::hash(std::string_view name) {
    Hash256 value{};
    const auto bytes = encoding::from_hex(hex(name, 2 * value.size()));
    if (bytes && bytes->size() == value.size()) std::ranges::copy(*bytes, value.begin());
    return value;
}

Time Fields::time(std::string_view name) {
    const auto value = records::parse_utc(text(name));
    if (!value) refuse(name, "a time such as 2031-11-02T03:04:05Z");
    return value.value_or(0);
}

}  // namespace breakglass::cases
