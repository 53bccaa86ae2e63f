#pragma once
// A share on its way to the desk: an age file, and the statement of the custodian who gives it.
// Source: docs/formats/contribution.md.

#include <cstddef>
#include <optional>
#include <string>

#include <breakglass/cases/case.h>
#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>
#include <breakglass/statement/statement.h>

namespace breakglass::contribution {

inline constexpr std::size_t max_contribution_bytes = std::size_t{64} << 10U;
inline constexpr const char* contribution_kind = "contribution";

/// What its giver says; believed by nobody yet.
struct Claim {
    std::string escrow;     // name and id, as the request has them
    std::string case_name;  // of the case it is given to
    Hash256 request{};      // SHA-256 of the request's signed text
    std::string set_id;
    std::string group;
    std::size_t number = 0;  // the holder's in the group, from 1
    Hash256 age_file{};      // SHA-256 of the age file's bytes
    std::string signer;
    cases::Time time = 0;
    bool operator==(const Claim&) const = default;
};

/// The claim as the statement to sign.
statement::Statement to_statement(const Claim& claim);

/// Reads exactly what to_statement writes, its words included.
/// Errors: unverified (CONTRIBUTION-MALFORMED) naming the field.
Result<Claim> read_claim(const statement::Statement& said);

/// One file as it arrived.
struct Contribution {
    std::optional<statement::SignedStatement> said;  // nothing: a plain age file, nobody signed
    Claim claim;                                     // of said
    Bytes age_file;                                  // armored when it is signed for
};

/// Reads a contribution, or a plain age file (binary or armored). Nothing is verified.
/// Errors: unverified (CONTRIBUTION-TOO-LARGE, CONTRIBUTION-MALFORMED, and those of a statement).
Result<Contribution> parse_contribution(ByteView stored);

}  // namespace breakglass::contribution
