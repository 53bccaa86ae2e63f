#pragma once
// The options by which a verb opens KEKs, the same at every verb that does.

#include "command_line.h"

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <breakglass/age/x25519.h>
#include <breakglass/catalog/keys.h>
#include <breakglass/ground/result.h>

namespace breakglass::command {

struct Unlocking {
    std::vector<std::string> passphrase_files;  // FILE for any KEK, or NAME=FILE for one
    std::vector<std::string> identities;        // identity files that keystores are kept under
};

/// Adds --passphrase-file and --identity.
void add_unlocking(CLI::App& verb, Unlocking& unlocking);

/// Opens a KEK's keystore with what the options name; asks at the terminal when they name nothing.
/// Errors: those of keystore::open, of the files, and TERMINAL-NONE.
Result<age::X25519Identity> open_kek(const Globals& globals, const Unlocking& unlocking,
                                     const catalog::Kek& kek);

}  // namespace breakglass::command
