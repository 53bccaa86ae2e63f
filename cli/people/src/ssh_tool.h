#pragma once
// OpenSSH's own programs, which alone touch a person's private key.

#include <string>
#include <vector>

#include <breakglass/ground/result.h>

namespace breakglass::people {

/// Runs ssh-keygen or ssh-add without a shell and gives back what it wrote to standard output, at
/// most 1 MiB. It may ask for a passphrase, a PIN or a touch as people know it; non_interactive:
/// it may not ask and fails instead.
/// Errors: failed (COMMAND-NOT-FOUND, COMMAND-FAILED with its exit code, FILE-TOO-LARGE).
Result<std::string> run_ssh_tool(const std::vector<std::string>& command, bool non_interactive);

}  // namespace breakglass::people
