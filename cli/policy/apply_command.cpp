// breakglass policy apply

#include "opening.h"
#include "policy_verbs.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/cases/docket.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>
#include <breakglass/reach/findings.h>

namespace breakglass::command {

namespace {

struct ApplyOptions {
    std::string case_name;
    std::string reason;
    std::string witness_key;
    SigningOptions signing;
};

/// The case that asks for exactly this text and may still become, or is, usable.
Result<std::string> find_case(escrow::Directory& escrow, const std::string& subject) {
    auto all = cases::all(escrow, console::now_seconds());
    if (!all) return std::move(all).error();
    const auto found = std::find_if(all->begin(), all->end(), [&](const cases::Docketed& one) {
        const cases::State state = one.standing.state;
        return one.it.request.act == policy::CaseKind::policy &&
               std::ranges::count(one.it.request.subjects, subject) != 0 &&
               state != cases::State::stopped && state != cases::State::expired &&
               state != cases::State::outdated && state != cases::State::closed;
    });
    return found == all->end() ? std::string() : found->it.request.case_name;
}

Result<std::string> ask(const Globals& globals, escrow::Directory& escrow,
                        const ApplyOptions& options) {
    const std::string reason = !options.reason.empty()   ? options.reason
                               : escrow.policy_applied() ? "a change of the policy"
                                                         : "the first policy of the escrow";
    auto asked = cases::request(escrow, {.act = policy::CaseKind::policy, .reason = reason},
                                key_choice(globals, options.signing), console::now_seconds());
    if (!asked) return std::move(asked).error();
    const std::string name = asked->it.request.case_name;
    console::note(
        fmt::format("case {} asks for it, signed by {}", name, asked->it.request.requester));
    return name;
}

/// What its owner should know before the draft is the law. It may be meant so: nothing is refused.
Status warn_of_findings(escrow::Directory& escrow, const policy::Policy& draft) {
    const auto holdings = reach::holdings_of(escrow.catalog(), escrow.manifests_dir());
    if (!holdings) return holdings.error();
    for (const reach::Finding& finding : reach::findings(draft, *holdings)) {
        if (finding.weight != reach::Weight::serious) continue;
        console::warn(fmt::format("{} [{}]", finding.message, finding.rule), finding.mend);
    }
    return {};
}

Status apply(const Globals& globals, const ApplyOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return std::move(escrow).error();
    const auto draft = escrow->draft();
    if (!draft) return draft.error();
    const std::string hash = to_hex(draft->hash);
    if (escrow->policy_applied() && !escrow->policy_changed()) {
        console::note(fmt::format("policy {} is in force already", hash.substr(0, 16)));
        return {};
    }
    if (auto warned = warn_of_findings(*escrow, *draft); !warned) return warned;
    std::string name = options.case_name;
    if (name.empty()) {
        auto found = find_case(*escrow, "policy " + hash);
        if (found && found->empty()) found = ask(globals, *escrow, options);
        if (!found) return std::move(found).error();
        name = *std::move(found);
    }
    if (!options.witness_key.empty()) {
        const people::KeyChoice witness{.file = options.witness_key,
                                        .non_interactive = globals.non_interactive};
        auto agreed = cases::approve(*escrow, name, witness, console::now_seconds());
        if (!agreed) return std::move(agreed).error();
    }
    const auto lock = escrow->lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const auto docketed = cases::load(*escrow, name, console::now_seconds());
    if (!docketed) return docketed.error();
    if (std::ranges::count(docketed->it.request.subjects, "policy " + hash) == 0) {
        return Error{
            ErrorKind::usage, "POLICY-OTHER-TEXT",
            fmt::format("case {} is not about escrow.toml as it is, with SHA-256 {}", name, hash),
            "put the approved text back, or ask for this one: breakglass policy apply"};
    }
    auto permit = cases::begin(*escrow, name, policy::CaseKind::policy, console::now_seconds());
    if (!permit) return std::move(permit).error();
    if (auto applied = escrow->apply_draft(draft->hash, name); !applied) return applied;
    console::note(
        fmt::format("policy {} is in force; the next kit carries it", hash.substr(0, 16)));
    return {};
}

}  // namespace

void add_policy_apply(CLI::App& noun, CommandLine& line) {
    add_verb<ApplyOptions>(
        noun, line, "apply", "put the edited escrow.toml in force",
        [](CLI::App& verb, ApplyOptions& options) {
            verb.footer(
                "The first policy is asked for by the owner and approved by a witness; a later\n"
                "one is approved under the policy in force. Without --case, the case that asks\n"
                "for this very text is used, or made.");
            verb.add_option("--case", options.case_name, "the case that allows it")
                ->type_name("CASE");
            verb.add_option("--reason", options.reason, "why, when this asks for it")
                ->type_name("TEXT");
            verb.add_option("--witness-key", options.witness_key,
                            "the witness at the same desk approves with this SSH key")
                ->type_name("FILE");
            add_signing(verb, options.signing);
        },
        apply);
}

}  // namespace breakglass::command
