#include "fields.h"

#include <fmt/format.h>

#include <breakglass/age/recipient.h>
#include <breakglass/age/x25519.h>
#include <breakglass/cases/saying.h>
#include <breakglass/console/printable.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace {

constexpr std::size_t escrow_id_digits = 32;
constexpr std::size_t nonce_digits = 32;

bool is_blank(std::string_view text) {
    return text.find_first_not_of(' ') == std::string_view::npos;
}

/// Splits "payroll 0f1e...": names of escrows may hold spaces, ids do not.
void read_escrow(Fields& fields, Request& request) {
    const std::string both = fields.text("escrow");
    const std::size_t space = both.rfind(' ');
    if (space == std::string::npos || space == 0 ||
        !is_hex(std::string_view(both).substr(space + 1), escrow_id_digits)) {
        fields.refuse("escrow", "the escrow's name and its id");
        return;
    }
    request.escrow = both.substr(0, space);
    request.escrow_id = both.substr(space + 1);
}

/// Only where shares are gathered can they come from afar, and only there is a key to hand out.
void check_recipients(Fields& fields, const Request& request) {
    const bool incident = request.act == policy::CaseKind::incident;
    const bool gathers = incident || request.act == policy::CaseKind::drill;
    if (!request.recipient.empty() &&
        !(gathers && age::X25519Recipient::parse(request.recipient))) {
        fields.refuse("recipient", "an age1... recipient of an incident or a drill");
    }
    if (!request.export_to.empty() && !(incident && age::parse_recipient(request.export_to))) {
        fields.refuse("export", "an age or SSH recipient of an incident");
    }
}

/// What the fields must agree on among themselves.
void check_request(Fields& fields, const Request& request) {
    if (is_blank(request.reason) || request.reason.size() > max_reason_bytes) {
        fields.refuse("reason", fmt::format("1 to {} bytes of text", max_reason_bytes));
    }
    if (request.reference.size() > max_reference_bytes) {
        fields.refuse("reference", fmt::format("up to {} bytes of text", max_reference_bytes));
    }
    check_recipients(fields, request);
    if (fields.problem()) return;
    if (request.case_name != case_name_of(request.act, request.time, request.nonce)) {
        fields.refuse("case", "the name that follows from act, time and nonce");
    }
}

}  // namespace

std::string_view phrase_of(policy::CaseKind act) {
    switch (act) {
        case policy::CaseKind::incident:
            return "an incident: the recovery key is rejoined from its shares and opens backups";
        case policy::CaseKind::restore:
            return "a restore: backups are opened with a KEK";
        case policy::CaseKind::drill:
            return "a drill: a recovery is rehearsed";
        case policy::CaseKind::policy:
            return "a change of the policy";
        case policy::CaseKind::destruction:
            return "a destruction: keys are destroyed for good";
        case policy::CaseKind::exception:
            break;
    }
    return "an exception from the rules";
}

std::string escrow_field(const Request& request) {
    return request.escrow + " " + request.escrow_id;
}

std::string words_of(const Request& request) {
    std::string words = fmt::format("{} asks for {}.\n", request.requester, phrase_of(request.act));
    words += fmt::format("Reason: {}\n", request.reason);
    if (!request.reference.empty()) words += fmt::format("Reference: {}\n", request.reference);
    for (const std::string& part : request.scope)
        words += fmt::format("Backups: {}\n", part);
    for (const std::string& subject : request.subjects)
        words += fmt::format("Subject: {}\n", subject);
    if (!request.recipient.empty()) {
        words += fmt::format("Shares from afar are encrypted to: {}\n", request.recipient);
    }
    if (!request.export_to.empty()) {
        words += fmt::format("The recovery key itself is handed out, encrypted to: {}\n",
                             request.export_to);
    }
    return words;
}

statement::Statement to_statement(const Request& request) {
    statement::Statement statement{.kind = "request"};
    auto& fields = statement.fields;
    fields = {{"escrow", escrow_field(request)},
              {"case", request.case_name},
              {"act", std::string(policy::name_of(request.act))},
              {"policy", to_hex(request.policy_hash)},
              {"nonce", request.nonce},
              {"reason", request.reason}};
    if (!request.reference.empty()) fields.push_back({"reference", request.reference});
    for (const std::string& part : request.scope)
        fields.push_back({"scope", part});
    for (const std::string& subject : request.subjects)
        fields.push_back({"subject", subject});
    if (!request.recipient.empty()) fields.push_back({"recipient", request.recipient});
    if (!request.export_to.empty()) fields.push_back({"export", request.export_to});
    fields.push_back({"signer", request.requester});
    fields.push_back({"time", records::utc_text(request.time)});
    statement.words = words_of(request);
    return statement;
}

Result<Request> read_request(const statement::Statement& statement) {
    Fields fields(statement);
    Request request;
    read_escrow(fields, request);
    request.case_name = fields.text("case");
    const auto act = act_of(fields.text("act"));
    if (!act) fields.refuse("act", "an act that needs a case");
    request.act = act.value_or(policy::CaseKind::incident);
    request.policy_hash = fields.hash("policy");
    request.nonce = fields.hex("nonce", nonce_digits);
    request.reason = fields.text("reason");
    request.reference = fields.optional_text("reference");
    request.scope = statement.all("scope");
    request.subjects = statement.all("subject");
    request.recipient = fields.optional_text("recipient");
    request.export_to = fields.optional_text("export");
    request.requester = fields.text("signer");
    request.time = fields.time("time");
    check_request(fields, request);
    if (fields.problem()) return *fields.problem();

    // One request has one text: no other order, no field that nobody reads, no other words.
    const statement::Statement again = to_statement(request);
    if (statement.kind != again.kind || statement.fields != again.fields) {
        return Error{ErrorKind::unverified, "CASE-MALFORMED",
                     fmt::format("the request of case {} holds fields that do not belong there",
                                 request.case_name),
                     "docs/formats/case.md says what stands there"};
    }
    if (statement.words != again.words) {
        return Error{ErrorKind::unverified, "CASE-WORDS",
                     fmt::format("the request of case {} says other words than its fields mean",
                                 request.case_name),
                     ""};
    }
    return request;
}

Saying about(const Case& it, std::string_view kind, const std::string& signer, Time time) {
    return {.kind = std::string(kind),
            .escrow = escrow_field(it.request),
            .case_name = it.request.case_name,
            .act = std::string(policy::name_of(it.request.act)),
            .request = it.request_hash(),
            .policy_hash = it.request.policy_hash,
            .signer = signer,
            .time = time};
}

statement::Statement to_statement(const Saying& saying, const Request& request) {
    statement::Statement statement{.kind = saying.kind};
    auto& fields = statement.fields;
    fields = {{"escrow", saying.escrow},
              {"case", saying.case_name},
              {"act", saying.act},
              {"request", to_hex(saying.request)},
              {"policy", to_hex(saying.policy_hash)}};
    if (saying.kind == "stop") {
        fields.push_back({"how", saying.how});
        fields.push_back({"reason", saying.reason});
    }
    fields.push_back({"signer", saying.signer});
    fields.push_back({"time", records::utc_text(saying.time)});
    const std::string_view verb = saying.kind == "approval" ? "approves"
                                  : saying.kind == "stop"   ? "stops"
                                                            : "closes";
    statement.words = fmt::format("{} {} what was asked for at {}:\n{}", saying.signer, verb,
                                  records::utc_text(request.time), words_of(request));
    return statement;
}

Result<Saying> read_saying(const statement::Statement& statement) {
    Fields fields(statement);
    Saying saying;
    saying.kind = statement.kind;
    saying.escrow = fields.text("escrow");
    saying.case_name = fields.text("case");
    saying.act = fields.text("act");
    saying.request = fields.hash("request");
    saying.policy_hash = fields.hash("policy");
    if (saying.kind == "stop") {
        saying.how = fields.text("how");
        if (saying.how != "denial" && saying.how != "veto" && saying.how != "cancellation") {
            fields.refuse("how", "denial, veto or cancellation");
        }
        saying.reason = fields.text("reason");
    }
    saying.signer = fields.text("signer");
    saying.time = fields.time("time");
    if (fields.problem()) return *fields.problem();
    if (statement.fields == to_statement(saying, Request{}).fields) return saying;
    return Error{ErrorKind::unverified, "CASE-MALFORMED",
                 fmt::format("the {} holds fields that do not belong there", saying.kind),
                 "docs/formats/case.md says what stands there"};
}

}  // namespace breakglass::cases
