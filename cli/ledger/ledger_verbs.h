#pragma once
// What the files of this noun share.

#include "command_line.h"

#include <filesystem>

namespace breakglass::command {

void add_ledger_verify(CLI::App& noun, CommandLine& line);
void add_ledger_prove(CLI::App& noun, CommandLine& line);
void add_ledger_checkpoint(CLI::App& noun, CommandLine& line);
void add_ledger_continue(CLI::App& noun, CommandLine& line);

/// The ledger of the escrow that the command line names. The escrow itself is not opened: these
/// verbs are for the day on which it does not open.
Result<std::filesystem::path> ledger_folder(const Globals& globals);

}  // namespace breakglass::command
