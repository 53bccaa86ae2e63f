// breakglass incident run | status; contribute in a file of its own

#include "incident_verbs.h"
#include "unlocking.h"

#include <cstdio>

#include <fmt/format.h>

#include <breakglass/ceremony/identities.h>
#include <breakglass/console/report.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/incident/bare.h>
#include <breakglass/incident/incident.h>
#include <breakglass/incident/situation.h>

namespace breakglass::command {

namespace {

struct RunOptions {
    incident::Request request;
    Unlocking unlocking;
    std::string case_passphrase_file;
    bool typed = false;
    bool bare = false;
    std::vector<std::string> sealed;
    std::vector<std::string> card_identities;
};

struct StatusOptions {
    std::string case_name;
};

void print(const Globals& globals, const incident::Report& report) {
    if (globals.json) {
        fmt::print("{}", incident::as_json(report));
        return;
    }
    for (const backup::RestoreReport& restored : report.restored) {
        fmt::print("{}\n", restored.output);
    }
}

/// With a case there is an escrow that knows its files; without one there is nothing but the files.
Status check_bare(const RunOptions& options) {
    std::string wrong;
    if (!options.bare && options.request.case_name.empty()) wrong = "a case is needed";
    if (!options.bare && !options.sealed.empty()) wrong = "--sealed goes with --bare";
    if (options.bare && !options.request.case_name.empty()) wrong = "--bare has no case";
    if (options.bare && !options.request.set_id.empty())
        wrong = "with --bare the cards say the set";
    if (options.bare && !options.request.contributions.empty())
        wrong = "--bare has no case that a contribution is for";
    if (options.bare && options.typed) wrong = "--bare takes no typed card";
    if (wrong.empty()) return {};
    return Error{ErrorKind::usage, "INCIDENT-BARE", wrong,
                 options.bare
                     ? "type the words into a file in memory: --words /dev/shm/FILE"
                     : "breakglass incident run CASE, or incident run --bare --sealed DIR"};
}

Status run(const Globals& globals, const RunOptions& options) {
    if (auto fits = check_bare(options); !fits) return fits;
    auto escrow = open_escrow(globals);
    if (!escrow) return std::move(escrow).error();
    incident::Request request = options.request;
    request.open_kek = [&](const catalog::Kek& kek) {
        return open_kek(globals, options.unlocking, kek);
    };
    request.case_passphrase = [&] {
        return console::read_passphrase({.file = options.case_passphrase_file,
                                         .non_interactive = globals.non_interactive,
                                         .purpose = "the case's key"});
    };
    const auto card_identities = ceremony::read_identities(
        options.card_identities,
        {.non_interactive = globals.non_interactive, .purpose = "the key of a share"});
    if (!card_identities) return card_identities.error();
    request.card_identities = ceremony::borrowed(*card_identities);
    std::unique_ptr<console::Terminal> terminal;
    // A desk with people at it asks for what is missing; a script is told.
    const bool at_desk =
        !options.typed && !options.bare && !globals.non_interactive && console::is_terminal(0);
    if (options.typed || at_desk) {
        auto opened = console::open_terminal(globals.non_interactive, "--words FILE, --qr PNG");
        if (!opened) return std::move(opened).error();
        terminal = *std::move(opened);
        request.terminal = terminal.get();
        request.ask_each = at_desk;
    }
    request.command = globals.command;
    incident::Report report;
    const Status outcome =
        options.bare
            ? incident::run_bare(*escrow, {.desk = request, .sealed = options.sealed}, report)
            : incident::run(*escrow, request, report);
    // What was restored is told also when something else was not.
    print(globals, report);
    if (outcome && !report.next.empty()) console::note("next: " + report.next);
    return outcome;
}

Status show_status(const Globals& globals, const StatusOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return std::move(escrow).error();
    const auto situations = incident::situations(*escrow, options.case_name);
    if (!situations) return situations.error();
    fmt::print("{}",
               globals.json ? incident::as_json(*situations) : incident::as_text(*situations));
    return {};
}

void describe_run(CLI::App& verb, RunOptions& options) {
    incident::Request& request = options.request;
    verb.footer(
        "At a terminal it asks for each missing card and says whom to call.\n"
        "One backup may go to a command: breakglass incident run CASE ... -- COMMAND ARGS\n"
        "The same command again carries on. Cards are never stored: before the key was rejoined\n"
        "all of them are needed again, after it none is.");
    verb.add_option("CASE", request.case_name,
                    "an approved case: breakglass case request incident");
    verb.add_option("--fresh-kek", request.fresh_kek,
                    "the KEK that every backup goes to, made with \"kek create\"")
        ->type_name("NAME");
    verb.add_option("--set", request.set_id, "the share set, when it is not the active one")
        ->type_name("ID");
    verb.add_option("--words", request.words_files, "a file with the words of one or more cards")
        ->allow_extra_args(false)
        ->type_name("FILE");
    verb.add_option("--qr", request.qr_pictures, "a picture of one or more cards")
        ->allow_extra_args(false)
        ->type_name("PNG");
    verb.add_option("--pdf", request.documents, "scanned pages with cards")
        ->allow_extra_args(false)
        ->type_name("FILE");
    verb.add_option("--scan", request.scans, "what a hand scanner typed; - is standard input")
        ->allow_extra_args(false)
        ->type_name("FILE");
    verb.add_option("--contribution", request.contributions,
                    "a share from afar: a contribution or age file, or a folder of them")
        ->allow_extra_args(false)
        ->type_name("PATH");
    verb.add_option("--case-passphrase-file", options.case_passphrase_file,
                    "opens the case's key; asked for without it")
        ->type_name("FILE");
    verb.add_option("--age-file", request.age_files, "a share encrypted to its holder")
        ->allow_extra_args(false)
        ->type_name("FILE");
    verb.add_option("--card-identity", options.card_identities, "the key that opens such shares")
        ->allow_extra_args(false)
        ->type_name("FILE");
    verb.add_flag("--typed", options.typed, "type the words of cards, on a private screen");
    verb.add_flag("--bare", options.bare, "nothing is left but cards and sealed files");
    verb.add_option("--sealed", options.sealed, "--bare: sealed files, or folders that hold them")
        ->allow_extra_args(false)
        ->type_name("PATH");
    verb.add_option("--output-dir", request.output_directory, "where the restored files go")
        ->type_name("DIR");
    verb.add_option("--export-file", request.export_file,
                    "a new file for the recovery key, where the case hands it out")
        ->type_name("FILE");
    add_unlocking(verb, options.unlocking);
}

}  // namespace

void add_incident(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "incident", "open backups with the custodians' cards");
    add_verb<RunOptions>(*noun, line, "run",
                         "gather cards, rewrap everything to a fresh KEK, restore the scope",
                         describe_run, run);
    takes_command(*noun, line, "run");
    add_incident_contribute(*noun, line);
    add_verb<StatusOptions>(
        *noun, line, "status", "what is done, what is missing and what to type next",
        [](CLI::App& verb, StatusOptions& options) {
            verb.add_option("CASE", options.case_name, "one case only");
        },
        show_status);
}

}  // namespace breakglass::command
