// breakglass ledger continue

#include "ledger_verbs.h"

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>
#include <breakglass/continuation/continuation.h>
#include <breakglass/escrow/lock.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/people/signing.h>

namespace breakglass::command {

namespace {

struct ContinueOptions {
    std::string last_head;
    std::string reason;
    std::vector<std::string> keys;
    std::string escrow_id;
};

/// Two persons of the policy with two keys.
Result<std::vector<people::Signer>> two_signers(const Globals& globals,
                                                const ContinueOptions& options,
                                                const policy::Policy& policy) {
    std::vector<people::Signer> signers;
    for (const std::string& file : options.keys) {
        auto signer =
            people::find_signer(policy, {.file = file, .non_interactive = globals.non_interactive});
        if (!signer) return std::move(signer).error();
        signers.push_back(*std::move(signer));
    }
    if (signers.size() == 2 && signers[0].person != signers[1].person &&
        signers[0].key != signers[1].key) {
        return signers;
    }
    return Error{ErrorKind::not_met, "LEDGER-CONTINUE-ALONE",
                 "beginning the ledger anew needs two different people with two different keys",
                 "breakglass ledger continue ... --key FIRST --key SECOND"};
}

Status continue_ledger(const Globals& globals, const ContinueOptions& options) {
    const auto directory = globals.escrow_directory();
    if (!directory) return directory.error();
    const std::filesystem::path escrow = *directory;
    const auto lock = escrow::Lock::take(escrow / "lock", escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const std::int64_t now = console::now_seconds();
    auto plan =
        continuation::plan(escrow, {options.last_head, options.reason, options.escrow_id}, now);
    if (!plan) return std::move(plan).error();
    const auto signers = two_signers(globals, options, plan->policy);
    if (!signers) return signers.error();
    std::vector<statement::SignedStatement> statements;
    for (const people::Signer& signer : *signers) {
        auto said = people::sign_statement(plan->statement_of(signer.person), signer);
        if (!said) return std::move(said).error();
        statements.push_back(*std::move(said));
    }
    const auto begun =
        ledger::Ledger::begin_anew(escrow / "ledger", plan->first_entry(statements), now);
    if (!begun) return begun.error();
    fmt::print("{}\n", ledger::head_text(begun->head()));
    console::note(
        "the ledger began anew; what it held before was moved to a folder before-... "
        "beside it, nothing was deleted");
    console::warn("what a case or a card remembers of the lost entries is not known here any more",
                  "read the old entries, and write a new kit: breakglass escrow kit DIR");
    return {};
}

}  // namespace

void add_ledger_continue(CLI::App& noun, CommandLine& line) {
    add_verb<ContinueOptions>(
        noun, line, "continue", "begin the ledger anew after a loss, signed by two people",
        [](CLI::App& verb, ContinueOptions& options) {
            verb.add_option("--last-head", options.last_head,
                            "the newest head there is on paper, in a kit or a certificate: "
                            "\"SIZE HEX\"")
                ->required()
                ->type_name("HEAD");
            verb.add_option("--reason", options.reason, "what happened")->required();
            verb.add_option("--key", options.keys, "a person's SSH key; twice")
                ->required()
                ->type_name("FILE")
                ->allow_extra_args(false);
            verb.add_option("--escrow-id", options.escrow_id,
                            "32 hex digits, when neither ledger nor checkpoint is left to tell")
                ->type_name("ID");
        },
        continue_ledger);
}

}  // namespace breakglass::command
