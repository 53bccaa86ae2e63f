#include "command_line.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string_view>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <breakglass/console/report.h>
#include <breakglass/disk/interrupt.h>
#include <breakglass/ground/arena.h>
#include <breakglass/picture/picture.h>

using namespace breakglass;

namespace {

void keep_memory_private() {
    const rlimit no_core{0, 0};
    (void)setrlimit(RLIMIT_CORE, &no_core);
    (void)prctl(PR_SET_DUMPABLE, 0);
}

int run(int argc, char** argv) {
    CLI::App app{"Split, seal, recover and rotate the keys of encrypted backups.", "breakglass"};
    command::CommandLine line;
    app.require_subcommand(1);
    app.fallthrough();
    app.set_version_flag("--version", BREAKGLASS_VERSION);
    app.add_option("--escrow", line.globals.escrow, "the escrow directory")
        ->envname("BREAKGLASS_ESCROW")
        ->type_name("DIR");
    app.add_flag("--json", line.globals.json, "print results as JSON");
    app.add_flag("--non-interactive", line.globals.non_interactive, "never prompt");
    command::add_share(app, line);
    command::add_escrow(app, line);
    command::add_policy(app, line);
    command::add_kek(app, line);
    command::add_case(app, line);
    command::add_ceremony(app, line);
    command::add_backup(app, line);
    command::add_incident(app, line);
    command::add_rotation(app, line);
    command::add_ledger(app, line);
    command::add_custodian(app, line);
    command::add_doctor(app, line);

    // What follows "--" is another program's command line: CLI11 shall not read it.
    char** const end = argv + argc;
    char** const dashes =
        std::find_if(argv, end, [](const char* word) { return std::string_view(word) == "--"; });
    if (dashes != end) line.globals.command.assign(dashes + 1, end);
    try {
        app.parse(static_cast<int>(dashes - argv), argv);
        if (dashes != end && !line.takes_command) {
            throw CLI::ExtrasError("this verb runs no command, but words follow \"--\"",
                                   CLI::ExitCodes::ExtrasError);
        }
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0) return app.exit(problem);  // --help, --version
        // "a subcommand is required" hides what the operator did type
        const auto unknown = app.remaining(true);
        console::report(Error{ErrorKind::usage, "",
                              unknown.empty() ? std::string(problem.what())
                                              : "unknown word \"" + unknown.front() + "\"",
                              "run with --help to see what it takes"});
        return static_cast<int>(ErrorKind::usage);
    }
    if (!secret_arena().locked) {
        console::warn(
            "the memory for secrets could not be locked, so it may reach a swap partition",
            "raise the limit: ulimit -l 65536");
    }
    const Status outcome = line.act();
    if (std::fflush(stdout) != 0 && outcome) {
        console::report(Error{ErrorKind::failed, "", "standard output could not be written", ""});
        return static_cast<int>(ErrorKind::failed);
    }
    if (outcome) return 0;
    console::report(outcome.error());
    return static_cast<int>(outcome.error().kind);
}

}  // namespace

int main(int argc, char** argv) {
    keep_memory_private();
    if (const auto served = picture::serve(argc, argv)) return *served;
    // A reader that goes away is an error of the write, not a silent death.
    (void)std::signal(SIGPIPE, SIG_IGN);
    disk::watch_for_interrupts();
    try {
        return run(argc, argv);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "breakglass: internal error: %s\n", problem.what());
        return 70;
    }
}
