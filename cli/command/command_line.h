#pragma once
// What the commands share: the global options, and the act that the parsed command line asks for.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <breakglass/ground/result.h>

namespace breakglass::command {

struct Globals {
    std::string escrow;  // --escrow DIR or BREAKGLASS_ESCROW; empty when neither is given
    bool json = false;
    bool non_interactive = false;
    std::vector<std::string> command;  // the words after "--", for verbs that run a command

    /// The escrow directory, or an error that says how to name one (ESCROW-NOT-NAMED).
    Result<std::string> escrow_directory() const;
};

/// A command line while it is built: each noun adds its verbs, a parsed verb sets act.
struct CommandLine {
    Globals globals;
    std::function<Status()> act;
    bool takes_command = false;  // set by a parsed verb that runs what follows "--"
};

/// Adds "breakglass NOUN", which requires a verb.
CLI::App* add_noun(CLI::App& app, const char* name, const char* description);

/// Adds a verb whose options live in Options, which stays alive as long as the command line.
///   add_verb<SplitOptions>(*share, line, "split", "...",
///       [](CLI::App& verb, SplitOptions& options) { verb.add_option(...); },
///       [](const Globals& globals, const SplitOptions& options) -> Status { ... });
template <typename Options, typename Describe, typename Run>
void add_verb(CLI::App& noun, CommandLine& line, const char* name, const char* description,
              Describe describe, Run run) {
    auto options = std::make_shared<Options>();
    CLI::App* verb = noun.add_subcommand(name, description);
    describe(*verb, *options);
    verb->callback([&line, options, run] {
        line.act = [&line, options, run] { return run(line.globals, *options); };
    });
}

/// This verb runs the words after "--"; for every other verb they are a mistake.
void takes_command(CLI::App& noun, CommandLine& line, const char* verb);

// One per noun, each in its own *_command.cpp.
void add_share(CLI::App& app, CommandLine& line);
void add_backup(CLI::App& app, CommandLine& line);
void add_case(CLI::App& app, CommandLine& line);
void add_ceremony(CLI::App& app, CommandLine& line);
void add_custodian(CLI::App& app, CommandLine& line);
void add_doctor(CLI::App& app, CommandLine& line);
void add_escrow(CLI::App& app, CommandLine& line);
void add_incident(CLI::App& app, CommandLine& line);
void add_kek(CLI::App& app, CommandLine& line);
void add_policy(CLI::App& app, CommandLine& line);
void add_ledger(CLI::App& app, CommandLine& line);
void add_rotation(CLI::App& app, CommandLine& line);

}  // namespace breakglass::command
