// breakglass case request

#include "case_key_offer.h"
#include "case_verbs.h"

#include <cstdio>
#include <map>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>
#include <breakglass/scope/scope.h>

namespace breakglass::command {

namespace {

struct RequestOptions {
    cases::NewRequest request;
    std::string passphrase_output;
    SigningOptions signing;
};

const std::map<std::string, policy::CaseKind>& acts() {
    static const std::map<std::string, policy::CaseKind> words = [] {
        std::map<std::string, policy::CaseKind> all;
        for (const auto kind : {policy::CaseKind::incident, policy::CaseKind::restore,
                                policy::CaseKind::drill, policy::CaseKind::policy,
                                policy::CaseKind::destruction, policy::CaseKind::exception}) {
            all.emplace(policy::name_of(kind), kind);
        }
        return all;
    }();
    return words;
}

/// A scope that matches nothing is a slip of the pen, and would cost everybody an approval.
Status check_scope(escrow::Directory& escrow, const std::vector<std::string>& parts) {
    if (parts.empty()) return {};
    const auto scope = scope::Scope::parse(parts);
    if (!scope) return scope.error();
    const auto backups = scope->resolve(escrow.catalog().backups(), "");
    if (!backups) return backups.error();
    console::note(fmt::format(
        "{} in the scope now",
        backups->size() == 1 ? "1 backup is" : fmt::format("{} backups are", backups->size())));
    return {};
}

Status request(const Globals& globals, const RequestOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    if (auto good = check_scope(*escrow, options.request.scope); !good) return good;
    CaseKeyOffer offer(*escrow, options.passphrase_output);
    cases::NewRequest asked = options.request;
    if (auto prepared = offer.prepare(asked); !prepared) return prepared;
    const auto made = cases::request(*escrow, asked, key_choice(globals, options.signing),
                                     console::now_seconds());
    if (!made) return made.error();
    offer.keep();
    const std::string& name = made->it.request.case_name;
    // The name alone is the result, so that a script can carry on with it.
    if (globals.json) {
        print_case(globals, *made);
    } else {
        fmt::print("{}\n", name);
        fmt::print(stderr, "{}", cases::to_text(*made));
    }
    console::note(
        fmt::format("the case to hand on: {}", (escrow->cases_dir() / (name + ".case")).string()));
    return {};
}

void describe(CLI::App& verb, RequestOptions& options) {
    cases::NewRequest& request = options.request;
    verb.add_option("ACT", request.act,
                    "incident, restore, drill, policy, destruction or exception")
        ->required()
        ->transform(CLI::CheckedTransformer(acts()))
        ->option_text("ACT REQUIRED");
    verb.add_option("--reason", request.reason, "why; those who approve read it")
        ->required()
        ->type_name("TEXT");
    verb.add_option("--reference", request.reference, "the number of a ticket or a report")
        ->type_name("TEXT");
    verb.add_option("--scope", request.scope,
                    "which backups: label=GLOB, label=GLOB,latest, label=GLOB,at=TIME or id=HEX")
        ->allow_extra_args(false)
        ->type_name("WHICH");
    verb.add_option("--subject", request.subjects,
                    "destruction: what is destroyed, \"kek NAME\" or \"set ID\"")
        ->allow_extra_args(false)
        ->type_name("WHAT");
    verb.add_option("--export", request.export_to,
                    "incident: hand the recovery key itself to one whom the policy names")
        ->type_name("RECIPIENT");
    verb.add_option("--passphrase-output", options.passphrase_output,
                    "incident: a new file for the passphrase of the case's key, which is else "
                    "shown once")
        ->type_name("FILE");
    add_signing(verb, options.signing);
}

}  // namespace

void add_case_request(CLI::App& noun, CommandLine& line) {
    add_verb<RequestOptions>(noun, line, "request", "ask for an act that others must approve",
                             describe, request);
}

}  // namespace breakglass::command
