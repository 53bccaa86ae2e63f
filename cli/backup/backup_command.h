#pragma once
// The verbs of "breakglass backup", one file each.

#include "opening.h"
#include "unlocking.h"

#include <breakglass/backup/kek_ring.h>
#include <breakglass/backup/restore.h>

namespace breakglass::command {

void add_seal(CLI::App& backup, CommandLine& line);
void add_restore(CLI::App& backup, CommandLine& line);
void add_register(CLI::App& backup, CommandLine& line);
void add_list_and_inspect(CLI::App& backup, CommandLine& line);

/// Opens KEKs by the options of command/unlocking.h; both arguments must outlive it.
backup::OpenKek kek_opener(const Globals& globals, const Unlocking& unlocking);

/// One line per restored backup on standard output, unless that carries the data.
void tell_restored(const backup::RestoreReport& report, bool json);

/// What an item that failed does to the whole: said on standard error, with its rule id.
void warn_of(const Error& error);

}  // namespace breakglass::command
