// breakglass doctor

#include "command_line.h"

#include <cstdio>

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/doctor/doctor.h>

namespace breakglass::command {

namespace {

Status examine(const Globals& globals) {
    const auto path = globals.escrow_directory();
    if (!path) return path.error();
    const auto diagnosis = doctor::examine(*path, console::now_seconds());
    if (!diagnosis) return diagnosis.error();
    fmt::print("{}", globals.json ? doctor::to_json(*diagnosis) : doctor::to_text(*diagnosis));
    return doctor::outcome_of(*diagnosis);
}

}  // namespace

void add_doctor(CLI::App& app, CommandLine& line) {
    // The one noun that needs no verb: whoever types it at night wants all of it.
    CLI::App* noun = app.add_subcommand(
        "doctor", "can we still recover today? (exit 4: something failed, 6: something is owed)");
    noun->callback([&line] { line.act = [&line] { return examine(line.globals); }; });
}

}  // namespace breakglass::command
