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
/// Of a request's text: what quotes it must still fit into a statement.
inline constexpr std::size_t max_request_bytes = 12288;

/// Seconds since 1970, UTC.
using Time = std::int64_t;

/// What the request says, in the signed words of the one who asked.
struct Request {
    std::string escrow;     // its name
    std::string escrow_id;  // 32 hex digits, drawn when the escrow was made
    std::string case_name;  // "incident-20311102-7f3a91c2": act, day, first digits of the nonce
    policy::CaseKind act = policy::CaseKind::incident;
    Hash256 policy_hash{};
    std::string nonce;                  // 32 hex digits
    std::string reason;                 // never empty
    std::string reference;              // ticket number and the like; may be empty
    std::vector<std::string> scope;     // incident, restore, drill: which backups
    std::vector<std::string> subjects;  // policy: "policy <hash>"; destruction: "kek 00ff00ff"; ...
    /// incident, drill: the age recipient that shares from afar are encrypted to, "age1..."; may be
    /// empty.
    std::string recipient;
    /// incident: the age or SSH recipient that the recovery key itself is handed to; mostly empty.
    std::string export_to;
    std::string requester;  // a person's id
    Time time = 0;
    bool operator==(const Request&) const = default;
};

/// A piece of a case file that is no statement: cut off, misspelt, not even text.
struct Unread {
    std::size_t number = 0;  // in the file, from 1
    Error reason;
};

/// A whole case: its one request, and what was said about it. Nothing is judged yet.
struct Case {
    Request request;
    /// The request as signed, at least one: copies of one text that differ in their signature stay
    /// side by side, so that a forged one never displaces the genuine one.
    std::vector<statement::SignedStatement> asked;
    /// Approvals, stops, closings and what else lies in the file; each once, byte for byte.
    std::vector<statement::SignedStatement> said;
    /// Only of a case that was just read: neither written nor merged.
    std::vector<Unread> unread;

    /// SHA-256 of the request's signed text: what approvals are bound to.
    const Hash256& request_hash() const { return asked.front().id; }
};

/// Reads a case file; the order of its statements does not matter. Statements of unknown kinds and
/// of other cases stay in `said`, what is no statement in `unread`: judge() names them.
/// Errors: unverified (CASE-TOO-LARGE, CASE-TOO-MANY, CASE-MALFORMED, CASE-WORDS, CASE-NO-REQUEST,
/// CASE-TWO-REQUESTS; of a file without any request: STATEMENT-*, SIGNATURE-MALFORMED).
Result<Case> parse_case(ByteView stored);

/// Any statements one after the other, as a file that only carries an approval holds them.
struct Loose {
    std::vector<statement::SignedStatement> statements;
    std::vector<Unread> unread;
};
/// Errors: unverified (CASE-TOO-LARGE, CASE-TOO-MANY).
Result<Loose> parse_loose(ByteView stored);

/// Makes a case of statements that were read already, perhaps from several files.
/// Errors: as parse_case.
Result<Case> assemble(std::vector<statement::SignedStatement> statements);

/// The file: the request, then the rest by time and hash. One case has one spelling.
Bytes encode_case(const Case& it);

/// The union of two copies, in any order of merging.
/// Errors: unverified (CASE-FOREIGN when they are different cases, CASE-TWO-REQUESTS when one name
/// carries two requests, CASE-TOO-LARGE, CASE-TOO-MANY).
Result<Case> merge(const Case& one, const Case& other);

/// Whether a name has the form of a case's name; such a name is safe as a file's.
bool is_case_name(std::string_view name);

}  // namespace breakglass::cases
