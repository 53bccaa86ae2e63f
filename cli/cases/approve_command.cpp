// breakglass case approve

#include "case_verbs.h"

#include <breakglass/cases/saying.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>
#include <breakglass/console/terminal.h>

namespace breakglass::command {

namespace {

struct ApproveOptions {
    std::string name;
    SigningOptions signing;
    bool yes = false;
    bool text_only = false;
};

/// The text of an approval that somebody signs elsewhere.
Status print_text(const Globals& globals, const ApproveOptions& options) {
    if (options.signing.person.empty()) {
        return Error{ErrorKind::usage, "CASE-REQUEST", "whose approval is it?", "add --as PERSON"};
    }
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto text =
        cases::approval_text(*escrow, options.name, options.signing.person, console::now_seconds());
    if (!text) return text.error();
    fmt::print("{}", *text);
    console::note("to sign it: ssh-keygen -Y sign -n breakglass.approval -f KEY TEXT");
    console::note("to take it in: cat TEXT TEXT.sig > FILE; breakglass case merge FILE");
    return {};
}

/// Shows what is asked and has it confirmed.
Status have_confirmed(const Globals& globals, const cases::Docketed& docketed) {
    auto terminal = console::open_terminal(globals.non_interactive, "answer with --yes");
    if (!terminal) return std::move(terminal).error();
    (*terminal)->show(cases::to_text(docketed));
    const auto yes = console::confirm(**terminal, "Approve this?");
    if (!yes) return yes.error();
    if (*yes) return {};
    return Error{ErrorKind::failed, "CASE-NOT-APPROVED", "nothing was signed",
                 "to deny it for good: breakglass case stop " + docketed.it.request.case_name +
                     " --reason TEXT"};
}

Status approve(const Globals& globals, const ApproveOptions& options) {
    if (options.text_only) return print_text(globals, options);
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto shown = cases::load(*escrow, options.name, console::now_seconds());
    if (!shown) return shown.error();
    // Nobody is asked for what would not count anyway.
    const auto signer = people::find_signer(escrow->policy(), key_choice(globals, options.signing));
    if (!signer) return signer.error();
    auto counts =
        cases::may_approve(shown->it, shown->standing, shown->circumstances, signer->person);
    if (counts && !options.yes) counts = have_confirmed(globals, *shown);
    if (!counts) return counts;
    const auto approved =
        cases::approve(*escrow, shown->it.request.case_name, key_choice(globals, options.signing),
                       console::now_seconds(), shown->it.request_hash());
    if (!approved) return approved.error();
    print_case(globals, *approved);
    return {};
}

}  // namespace

void add_case_approve(CLI::App& noun, CommandLine& line) {
    add_verb<ApproveOptions>(
        noun, line, "approve", "sign what somebody else asked for",
        [](CLI::App& verb, ApproveOptions& options) {
            verb.add_option("CASE", options.name, "its name or the beginning of it")->required();
            verb.add_flag("--yes", options.yes, "do not ask back");
            verb.add_flag("--text-only", options.text_only,
                          "print the text to sign elsewhere with ssh-keygen; needs --as");
            add_signing(verb, options.signing);
        },
        approve);
}

}  // namespace breakglass::command
