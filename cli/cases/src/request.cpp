#include "fields.h"
#include "people_of_policy.h"
#include "take_in.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <breakglass/cases/saying.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/ground/random.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace {

using policy::CaseKind;

Error incomplete(std::string message, std::string hint = "breakglass case request --help") {
    return {ErrorKind::usage, "CASE-REQUEST", std::move(message), std::move(hint)};
}

Status check_complete(const NewRequest& asked) {
    if (asked.reason.find_first_not_of(' ') == std::string::npos) {
        return incomplete(fmt::format("a request for {} needs a reason", with_article(asked.act)),
                          "add --reason TEXT: those who approve read it");
    }
    const bool by_scope = asked.act == CaseKind::incident || asked.act == CaseKind::restore;
    if (by_scope && asked.scope.empty()) {
        return incomplete(
            fmt::format("{} needs a scope: which backups are opened", with_article(asked.act)),
            "add --scope label=GLOB (or label=GLOB,latest, or label=GLOB,at=TIME), or --scope "
            "id=HEX");
    }
    if (!by_scope && asked.act != CaseKind::drill && !asked.scope.empty()) {
        return incomplete(fmt::format("{} has no scope of backups", with_article(asked.act)));
    }
    if (asked.act == CaseKind::destruction && asked.subjects.empty()) {
        return incomplete("a destruction names what is destroyed",
                          "add --subject \"kek NAME\" or --subject \"set ID\"");
    }
    if (!asked.export_to.empty() && asked.act != CaseKind::incident) {
        return incomplete("only an incident hands out the recovery key");
    }
    if (asked.act == CaseKind::policy && !asked.subjects.empty()) {
        return incomplete("the subject of a policy change is escrow.toml as it stands");
    }
    if (asked.reason.size() > max_reason_bytes || asked.reference.size() > max_reference_bytes) {
        return incomplete(fmt::format("the reason of {} may have {} bytes and its reference {}",
                                      with_article(asked.act), max_reason_bytes,
                                      max_reference_bytes));
    }
    return {};
}

/// Nobody is handed the key whom the policy does not name.
Status check_export(const policy::Policy& policy, const std::string& recipient) {
    const auto& allowed = policy.recovery.export_to;
    if (recipient.empty() || std::ranges::find(allowed, recipient) != allowed.end()) return {};
    return Error{
        ErrorKind::not_met, "CASE-EXPORT",
        fmt::format("the policy hands the recovery key to {}, not to {}",
                    allowed.empty() ? "nobody"
                                    : console::printable(fmt::to_string(fmt::join(allowed, ", "))),
                    console::quoted(recipient)),
        "whom it may be handed to stands in [recovery], export"};
}

Result<std::string> policy_subject(const escrow::Directory& escrow) {
    const auto draft = escrow.draft();
    if (!draft) return draft.error();
    if (escrow.policy_applied() && draft->hash == escrow.policy().hash) {
        return incomplete("escrow.toml is the policy in force: there is nothing to change",
                          "edit " + escrow.policy_file().string());
    }
    return "policy " + to_hex(draft->hash);
}

/// "kek NAME-OR-ID" and "set ID" as what they name in the catalog.
Result<std::string> key_subject(catalog::Catalog& catalog, const std::string& subject) {
    const Error unknown{ErrorKind::usage, "CASE-SUBJECT",
                        fmt::format("{} names no key of this escrow, expected \"kek NAME\" or "
                                    "\"set ID\"",
                                    console::quoted(subject)),
                        "see what there is: breakglass escrow status"};
    if (subject.starts_with("kek ")) {
        const auto kek = catalog.keks().find(std::string_view(subject).substr(4));
        if (!kek) return kek.error();
        if (!*kek) return unknown;
        return "kek " + (*kek)->id;
    }
    if (!subject.starts_with("set ")) return unknown;
    const auto set = catalog.share_sets().find(std::string_view(subject).substr(4));
    if (!set) return set.error();
    if (!*set) return unknown;
    return "set " + (*set)->id;
}

Result<std::vector<std::string>> subjects_of(escrow::Directory& escrow, const NewRequest& asked) {
    if (asked.act == CaseKind::policy) {
        auto subject = policy_subject(escrow);
        if (!subject) return std::move(subject).error();
        return std::vector<std::string>{*std::move(subject)};
    }
    if (asked.act != CaseKind::destruction) return asked.subjects;
    std::vector<std::string> subjects;
    for (const std::string& each : asked.subjects) {
        auto subject = key_subject(escrow.catalog(), each);
        if (!subject) return std::move(subject).error();
        subjects.push_back(*std::move(subject));
    }
    return subjects;
}

/// When a request is made: never before what the ledger holds already.
Result<Time> time_of(const escrow::Directory& escrow, Time clock) {
    const auto& entries = escrow.ledger().entries();
    const Time newest = entries.empty() ? 0 : entries.back().time;
    if (newest - clock <= tolerated_seconds) return std::max(newest, clock);
    return Error{
        ErrorKind::not_met, "CASE-CLOCK",
        fmt::format("this machine's clock says {}, but the ledger's newest entry is of {}",
                    records::utc_text(std::max<Time>(clock, 0)), records::utc_text(newest)),
        "set the clock right"};
}

}  // namespace

Result<Docketed> request(escrow::Directory& escrow, const NewRequest& asked,
                         const people::KeyChoice& key, Time clock) {
    if (auto complete = check_complete(asked); !complete) return std::move(complete).error();
    auto subjects = subjects_of(escrow, asked);
    if (!subjects) return std::move(subjects).error();
    const auto time = time_of(escrow, clock);
    if (!time) return time.error();
    const auto signer = people::find_signer(escrow.policy(), key);
    if (!signer) return signer.error();
    const bool first_policy = !escrow.policy_applied();
    if (!may_request(escrow.policy(), asked.act, first_policy, signer->person)) {
        return Error{ErrorKind::not_met, "CASE-REQUESTER",
                     fmt::format("{} may not ask for {}", console::quoted(signer->person),
                                 with_article(asked.act)),
                     "who may: " + who_may_request(escrow.policy(), asked.act, first_policy)};
    }
    if (auto named = check_export(escrow.policy(), asked.export_to); !named) {
        return std::move(named).error();
    }
    std::array<std::uint8_t, 16> nonce{};
    system_randomness().fill(nonce);
    Request request{.escrow = escrow.policy().escrow,
                    .escrow_id = escrow.id(),
                    .act = asked.act,
                    .policy_hash = escrow.policy().hash,
                    .nonce = to_hex(nonce),
                    .reason = asked.reason,
                    .reference = asked.reference,
                    .scope = asked.scope,
                    .subjects = *std::move(subjects),
                    .export_to = asked.export_to,
                    .requester = signer->person,
                    .time = *time};
    request.case_name = case_name_of(request.act, request.time, request.nonce);
    if (asked.make_recipient) {
        auto recipient = asked.make_recipient(request.case_name);
        if (!recipient) return std::move(recipient).error();
        request.recipient = *std::move(recipient);
    }
    const statement::Statement statement = to_statement(request);
    const auto text = statement::to_text(statement);
    if (!text) return text.error();
    if (text->size() > max_request_bytes) {
        return incomplete(fmt::format("the request has {} bytes, expected at most {}", text->size(),
                                      max_request_bytes));
    }
    const auto own = people::sign_statement(statement, *signer);
    if (!own) return own.error();
    return take_in_own(escrow, request.case_name, *own, clock);
}

}  // namespace breakglass::cases
