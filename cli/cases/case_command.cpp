// breakglass case request | show | approve | stop | merge | close

#include "case_verbs.h"

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>

namespace breakglass::command {

namespace {

struct NameOptions {
    std::string name;
};

struct ActOptions {
    std::string name;
    std::string reason;
    SigningOptions signing;
};

/// A path rather than a name: nobody's case is called so.
bool is_file(const std::string& name) {
    return name.find('/') != std::string::npos || name.ends_with(".case");
}

Status show(const Globals& globals, const NameOptions& options) {
    const auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const cases::Time now = console::now_seconds();
    if (options.name.empty()) {
        const auto all = cases::all(*escrow, now);
        if (!all) return all.error();
        fmt::print("{}", globals.json ? cases::to_json(*all) : cases::to_lines(*all));
        if (all->empty()) console::note("this escrow has no cases");
        return {};
    }
    const auto one = is_file(options.name) ? cases::load_file(*escrow, options.name, now)
                                           : cases::load(*escrow, options.name, now);
    if (!one) return one.error();
    print_case(globals, *one);
    return {};
}

Status stop(const Globals& globals, const ActOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto stopped = cases::stop(*escrow, options.name, options.reason,
                                     key_choice(globals, options.signing), console::now_seconds());
    if (!stopped) return stopped.error();
    print_case(globals, *stopped);
    return {};
}

Status close(const Globals& globals, const ActOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto closed = cases::close(*escrow, options.name, key_choice(globals, options.signing),
                                     console::now_seconds());
    if (!closed) return closed.error();
    print_case(globals, *closed);
    return {};
}

Status merge(const Globals& globals, const NameOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto merged = cases::merge(*escrow, options.name, console::now_seconds());
    if (!merged) return merged.error();
    print_case(globals, merged->docketed);
    for (const cases::Ignored& each : merged->left_out) {
        console::warn(fmt::format("left out: {}: {} [{}]", each.what,
                                  console::printable(each.reason.message), each.reason.rule));
    }
    console::note(merged->taken == 0
                      ? std::string("nothing new came of this file")
                      : fmt::format("{} statements were new and count", merged->taken));
    return {};
}

void describe_act(CLI::App& verb, ActOptions& options) {
    verb.add_option("CASE", options.name, "its name or the beginning of it")->required();
    add_signing(verb, options.signing);
}

}  // namespace

void add_case(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "case", "ask for acts, approve them, stop them");
    add_case_request(*noun, line);
    add_verb<NameOptions>(
        *noun, line, "show", "who asked, who approved, who still can, until when",
        [](CLI::App& verb, NameOptions& options) {
            verb.add_option("CASE", options.name,
                            "its name, the beginning of it, or a case file; all when left out");
        },
        show);
    add_case_approve(*noun, line);
    add_verb<ActOptions>(
        *noun, line, "stop", "cancel, deny or veto a case, for good",
        [](CLI::App& verb, ActOptions& options) {
            describe_act(verb, options);
            verb.add_option("--reason", options.reason, "why; everybody who waits reads it")
                ->required()
                ->type_name("TEXT");
        },
        stop);
    add_verb<NameOptions>(
        *noun, line, "merge", "take in a copy of a case, or an approval signed elsewhere",
        [](CLI::App& verb, NameOptions& options) {
            verb.add_option("FILE", options.name, "a case file, or a text and its signature")
                ->required();
        },
        merge);
    add_verb<ActOptions>(*noun, line, "close", "say that the act of a case is over", describe_act,
                         close);
}

}  // namespace breakglass::command
