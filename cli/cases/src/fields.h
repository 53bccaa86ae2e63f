#pragma once
// Reads the fields of a statement by name; the first one that is wrong is remembered.

#include <optional>
#include <string>
#include <string_view>

#include <breakglass/cases/case.h>

namespace breakglass::cases {

class Fields {
  public:
    explicit Fields(const statement::Statement& statement) : statement_(statement) {}

    std::string text(std::string_view name);
    /// Empty when the field is not there.
    std::string optional_text(std::string_view name);
    std::string hex(std::string_view name, std::size_t digits);
    Hash256 hash(std::string_view name);
    Time time(std::string_view name);

    void refuse(std::string_view name, const std::string& expected);
    /// CASE-MALFORMED, when something was wrong.
    const std::optional<Error>& problem() const { return problem_; }

  private:
    const statement::Statement& statement_;
    std::optional<Error> problem_;
};

/// "policy", "incident", ...; nothing for another word.
std::optional<policy::CaseKind> act_of(std::string_view word);

/// "an incident", "a restore".
std::string with_article(policy::CaseKind act);

/// What an act does, in the words that are signed.
std::string_view phrase_of(policy::CaseKind act);

inline constexpr std::size_t max_reason_bytes = 512;
inline constexpr std::size_t max_reference_bytes = 128;

bool is_hex(std::string_view text, std::size_t digits);

/// "incident-20311102-7f3a91c2" for an act asked for at this time with this nonce.
std::string case_name_of(policy::CaseKind act, Time time, std::string_view nonce);

}  // namespace breakglass::cases
