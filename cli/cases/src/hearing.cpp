#include "hearing.h"

#include "fields.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace {

using statement::SignedStatement;

Error refused(const char* rule, std::string message, std::string hint = "") {
    return {ErrorKind::unverified, rule, std::move(message), std::move(hint)};
}

std::string what_it_is(const SignedStatement& each) {
    const std::string* signer = each.statement.only("signer");
    return fmt::format("{} by {}", console::printable(each.statement.kind),
                       signer == nullptr ? "nobody" : console::printable(*signer));
}

/// Whether it was really signed by the person it names, under their key in the policy.
Status verify_signer(const SignedStatement& each, const policy::Policy& policy) {
    const std::string* signer = each.statement.only("signer");
    if (signer == nullptr || policy.person(*signer) == nullptr) {
        return refused("CASE-APPROVER", "its signer is no person of the policy in force");
    }
    const auto key = key_of(policy, *signer);
    if (!key) {
        return refused("CASE-APPROVER", fmt::format("{} has no ssh key in the policy in force",
                                                    console::printable(*signer)));
    }
    return statement::verify(each, *key);
}

/// Whether it was said about this request.
Status check_bound(const Saying& saying, const Case& it) {
    const Request& request = it.request;
    if (saying.escrow != escrow_field(request)) {
        return refused("CASE-FOREIGN",
                       fmt::format("it is about escrow {}, not {}", console::quoted(saying.escrow),
                                   console::quoted(escrow_field(request))));
    }
    if (saying.case_name != request.case_name) {
        return refused("CASE-FOREIGN",
                       fmt::format("it is about case {}, not {}", console::quoted(saying.case_name),
                                   console::quoted(request.case_name)));
    }
    if (saying.request != it.request_hash() || saying.act != policy::name_of(request.act)) {
        return refused("CASE-OTHER-REQUEST", fmt::format("it is about another request, {}, not {}",
                                                         to_hex(saying.request).substr(0, 16),
                                                         to_hex(it.request_hash()).substr(0, 16)));
    }
    if (saying.kind == "approval" && saying.policy_hash != request.policy_hash) {
        return refused("CASE-OTHER-POLICY", fmt::format("it is about another policy, {}, not {}",
                                                        to_hex(saying.policy_hash).substr(0, 16),
                                                        to_hex(request.policy_hash).substr(0, 16)));
    }
    return {};
}

/// What an approval must be beyond its signature.
Status check_approval(const SignedStatement& each, const Saying& saying, const Request& request,
                      const signature::PublicKey& requester_key) {
    if (each.statement.words != to_statement(saying, request).words) {
        return refused("CASE-WORDS", "its words are not those of the request");
    }
    if (saying.signer == request.requester || each.signature.key == requester_key) {
        return refused("CASE-REQUESTER-APPROVES",
                       fmt::format("{} asked and may not approve, under no name",
                                   console::printable(request.requester)));
    }
    return {};
}

bool is_known_kind(const std::string& kind) {
    return kind == "approval" || kind == "stop" || kind == "closing";
}

Result<Heard> hear_one(const SignedStatement& each, const Case& it, const Status& signed_by,
                       const signature::PublicKey& requester_key) {
    if (!is_known_kind(each.statement.kind)) {
        return refused("CASE-STATEMENT-KIND", "a case holds no statements of this kind");
    }
    auto saying = read_saying(each.statement);
    if (!saying) return std::move(saying).error();
    if (auto bound = check_bound(*saying, it); !bound) return std::move(bound).error();
    if (saying->kind == "approval") {
        auto right = check_approval(each, *saying, it.request, requester_key);
        if (!right) return std::move(right).error();
    }
    if (!signed_by) return signed_by.error();
    return Heard{.saying = *std::move(saying),
                 .key = each.signature.key,
                 .id = each.id,
                 .stored = sha256(each.stored),
                 .what = what_it_is(each)};
}

void notice_time(NewestTime& newest, const SignedStatement& each) {
    const std::string* text = each.statement.only("time");
    if (text == nullptr) return;
    const auto time = records::parse_utc(*text);
    if (time && *time > newest.time) newest = {*time, what_it_is(each)};
}

/// The one signature of the request that holds, if any.
const SignedStatement* genuine(const Case& it, const signature::PublicKey* key, Error& why) {
    for (const SignedStatement& each : it.asked) {
        auto right = statement::verify(each, key == nullptr ? each.signature.key : *key);
        if (right) return &each;
        why = std::move(right).error();
    }
    return nullptr;
}

}  // namespace

Status hear_request(const Case& it, const Circumstances& circumstances,
                    signature::PublicKey& requester_key) {
    const Request& request = it.request;
    const policy::Policy& policy = *circumstances.policy;
    const bool same_policy = request.policy_hash == policy.hash;
    if (request.escrow_id != circumstances.escrow_id ||
        (same_policy && request.escrow != policy.escrow)) {
        return refused("CASE-FOREIGN",
                       fmt::format("case {} is of escrow {}, this one is {}", request.case_name,
                                   console::quoted(escrow_field(request)),
                                   console::quoted(policy.escrow + " " + circumstances.escrow_id)),
                       "name the right escrow with --escrow");
    }
    if (circumstances.use && circumstances.use->request != it.request_hash()) {
        return refused(
            "CASE-OTHER-REQUEST",
            fmt::format("case {} was used with another request, {}, as the ledger says",
                        request.case_name, to_hex(circumstances.use->request).substr(0, 16)),
            "its file was swapped: fetch the genuine one from a kit and merge it");
    }
    const auto key = key_of(policy, request.requester);
    if (same_policy && !key) {
        return refused("CASE-REQUESTER",
                       fmt::format("case {} was asked for by {}, who has no ssh key in the policy",
                                   request.case_name, console::quoted(request.requester)));
    }
    // After a change of the policy the requester may be gone or have another key. Such a case is
    // outdated or in use already; that its text is whole is all that still matters.
    Error why;
    const SignedStatement* asked = key ? genuine(it, &*key, why) : nullptr;
    if (asked == nullptr && !same_policy) asked = genuine(it, nullptr, why);
    if (asked == nullptr) {
        return refused(
            "CASE-REQUEST-FORGED",
            fmt::format("the request of case {} was not signed by {}: {} [{}]", request.case_name,
                        console::quoted(request.requester), why.message, why.rule),
            "ask the requester whether this is theirs");
    }
    requester_key = asked->signature.key;
    if (!same_policy) return {};
    if (may_request(policy, request.act, circumstances.first_policy, request.requester)) return {};
    return refused("CASE-REQUESTER",
                   fmt::format("{} may not ask for {}", console::quoted(request.requester),
                               with_article(request.act)),
                   "who may: " + who_may_request(policy, request.act, circumstances.first_policy));
}

Hearing hear(const Case& it, const Circumstances& circumstances,
             const signature::PublicKey& requester_key) {
    Hearing hearing;
    for (const Unread& unread : it.unread) {
        hearing.ignored.push_back(
            {{}, fmt::format("statement {} of the file", unread.number), unread.reason});
    }
    for (const SignedStatement& each : it.asked) {
        // Only what verifies under a key of the policy moves the clock: nobody else can stop a case
        // by dating a statement into the future.
        if (verify_signer(each, *circumstances.policy)) notice_time(hearing.newest, each);
        if (auto genuine = statement::verify(each, requester_key); !genuine) {
            hearing.ignored.push_back(
                {sha256(each.stored), what_it_is(each), std::move(genuine).error()});
        }
    }
    for (const SignedStatement& each : it.said) {
        const Status signed_by = verify_signer(each, *circumstances.policy);
        if (signed_by) notice_time(hearing.newest, each);
        auto heard = hear_one(each, it, signed_by, requester_key);
        if (!heard) {
            hearing.ignored.push_back(
                {sha256(each.stored), what_it_is(each), std::move(heard).error()});
            continue;
        }
        auto& kind = heard->saying.kind == "approval" ? hearing.approvals
                     : heard->saying.kind == "stop"   ? hearing.stops
                                                      : hearing.closings;
        // A second signature of the same words says nothing new.
        const bool again = std::ranges::any_of(
            kind, [&heard](const Heard& before) { return before.id == heard->id; });
        if (!again) kind.push_back(*std::move(heard));
    }
    return hearing;
}

}  // namespace breakglass::cases
