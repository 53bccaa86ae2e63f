#pragma once
// What the verbs of "breakglass ceremony" do, once the command line is parsed.

#include "card_options.h"
#include "page_options.h"
#include "printer_options.h"

#include <optional>
#include <string>
#include <vector>

#include <breakglass/host/findings.h>

namespace breakglass::command {

/// The options of all verbs; each verb has some of them.
struct CeremonyOptions {
    std::string output_dir, set_id, case_name, passphrase_file;
    std::vector<std::string> identities;
    host::Allowed allowed;  // of what the host checks found
    bool read_back = false;
    PageOptions page;
    PrinterOptions printer;
    std::string holder, group;  // whose card to print again
    bool rehearsal = false;     // print practice cards
    CardOptions given;
    std::optional<std::string> dice;  // a file or "-"; empty: people are asked
};

Status start_ceremony(const Globals& globals, const CeremonyOptions& options);
Status activate_ceremony(const Globals& globals, const CeremonyOptions& options);
Status walk_ceremony(const Globals& globals, const CeremonyOptions& options);
Status rehearse_ceremony(const Globals& globals, const CeremonyOptions& options);
Status print_ceremony(const Globals& globals, const CeremonyOptions& options);
Status show_ceremony(const Globals& globals, const CeremonyOptions& options);
Status abandon_ceremony(const Globals& globals, const CeremonyOptions& options);

/// "breakglass ceremony confirm", in confirm_command.cpp.
void add_ceremony_confirm(CLI::App& noun, CommandLine& line);
/// "breakglass ceremony plan", "record", "witness" and "retire", each in a file of its name.
void add_ceremony_plan(CLI::App& noun, CommandLine& line);
void add_ceremony_record(CLI::App& noun, CommandLine& line);
void add_ceremony_witness(CLI::App& noun, CommandLine& line);
void add_ceremony_retire(CLI::App& noun, CommandLine& line);

}  // namespace breakglass::command
