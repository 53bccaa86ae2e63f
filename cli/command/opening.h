#pragma once
// The escrow that a command line names, and the key its operator signs with.

#include "command_line.h"

#include <string>

#include <breakglass/escrow/directory.h>
#include <breakglass/people/signing.h>

namespace breakglass::command {

/// The escrow of --escrow or BREAKGLASS_ESCROW. Errors: usage (ESCROW-NOT-NAMED); those of open().
Result<escrow::Directory> open_escrow(const Globals& globals);

struct SigningOptions {
    std::string key;     // --key
    std::string person;  // --as
};

/// Adds --key and --as.
void add_signing(CLI::App& verb, SigningOptions& options);

people::KeyChoice key_choice(const Globals& globals, const SigningOptions& options);

}  // namespace breakglass::command
