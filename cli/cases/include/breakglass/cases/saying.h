#pragma once
// What people say in a case, and the one text that says it.
// Source: docs/formats/case.md, "The statements".

#include <string>
#include <string_view>

#include <breakglass/cases/case.h>

namespace breakglass::cases {

/// The request as the statement to sign.
statement::Statement to_statement(const Request& request);

/// Reads a request: exactly what to_statement writes, its words included.
/// Errors: unverified (CASE-MALFORMED, CASE-WORDS) naming the field.
Result<Request> read_request(const statement::Statement& statement);

/// Something said about a request.
struct Saying {
    std::string kind;    // "approval", "stop" or "closing"
    std::string escrow;  // name and id: "payroll 0f1e..."
    std::string case_name;
    std::string act;
    Hash256 request{};      // SHA-256 of the request's signed text
    Hash256 policy_hash{};  // approval: as the request's; else the one in force
    std::string how;        // stop: "denial", "veto" or "cancellation"
    std::string reason;     // stop
    std::string signer;
    Time time = 0;
    bool operator==(const Saying&) const = default;
};

/// A saying of this kind about a case, complete but for what only its signer knows.
Saying about(const Case& it, std::string_view kind, const std::string& signer, Time time);

/// The saying as the statement to sign, with the words that go with this request.
statement::Statement to_statement(const Saying& saying, const Request& request);

/// Reads an approval, stop or closing; its words are not looked at.
/// Errors: unverified (CASE-MALFORMED naming the field).
Result<Saying> read_saying(const statement::Statement& statement);

/// "payroll 0f1e...": how statements name an escrow.
std::string escrow_field(const Request& request);

/// What was asked for, one line each: act, reason, reference, scope, subjects.
std::string words_of(const Request& request);

}  // namespace breakglass::cases
