#include "command_line.h"

namespace breakglass::command {

Result<std::string> Globals::escrow_directory() const {
    if (!escrow.empty()) return escrow;
    return Error{ErrorKind::usage, "ESCROW-NOT-NAMED", "this command needs an escrow directory",
                 "add --escrow DIR, or set BREAKGLASS_ESCROW"};
}

CLI::App* add_noun(CLI::App& app, const char* name, const char* description) {
    CLI::App* noun = app.add_subcommand(name, description);
    noun->require_subcommand(1);
    return noun;
}

void takes_command(CLI::App& noun, CommandLine& line, const char* verb) {
    noun.get_subcommand(verb)->parse_complete_callback([&line] { line.takes_command = true; });
}

}  // namespace breakglass::command
