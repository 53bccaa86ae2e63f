#pragma once
// A case: one act that needs approval, as a file of signed statements that anyone can carry.
// Source: docs/formats/case.md; DESIGN, "Procedures".

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>
#include <breakglass/policy/policy.h>
#include <breakglass/statement/statement.h>

namespace breakglass::cases {

inline constexpr std::size_t max_case_bytes = std::size_t{4} << 20U;
inline constexpr std::size_t max_statements = 256;

/// Seconds since 1970, UTC.
using Time = std::int64_t;

/// What the request says, in the signed words of the one who asked.
struct Request {
    std::string escrow;     // its name
    std::string escrow_id;  // 32 hex digits, drawn when the escrow was made
    std::string case_name;  // "incident-20311102-7f3a91c2"
    policy::CaseKind act = policy::CaseKind::incident;
    Hash256 policy_hash{};
    std::string nonce;                  // 32 hex digits
    std::string reason;                 // never empty
    std::string reference;              // ticket number and the like; may be empty
    std::vector<std::string> scope;     // incident, restore, drill: which backups
    std::vector<std::string> subjects;  // policy: "policy <hash>"; destruction: "kek 00ff00ff"; ...
    std::string requester;              // a person's id
    Time time = 0;
};

/// A whole case: its one request, and what was said about it. Nothing is judged yet.
struct Case {
    Request request;
    statement::SignedStatement asked;
    std::vector<statement::SignedStatement> said;  // approvals, stops, closings; each once
};

/// Reads a case file. Statements of unknown kinds and of other cases stay in `said`: judge() names
/// them. Errors: unverified (CASE-MALFORMED, CASE-NO-REQUEST, CASE-TWO-REQUESTS, CASE-TOO-LARGE).
Result<Case> parse_case(ByteView stored);

/// The file: the request, then the rest by time and id. One case has one spelling.
Bytes encode_case(const Case& it);

/// The union of two copies. Errors: unverified (CASE-FOREIGN when they are different cases,
/// CASE-TWO-REQUESTS when one name carries two requests).
Result<Case> merge(const Case& one, const Case& other);

}  // namespace breakglass::cases
