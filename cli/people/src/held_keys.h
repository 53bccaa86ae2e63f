#pragma once
// The public halves of the keys that a file or the SSH agent holds.

#include <vector>

#include <breakglass/people/signing.h>

namespace breakglass::people {

/// The key of a private key file, from FILE.pub beside it or else derived by ssh-keygen, or of a
/// .pub file itself. Errors: usage (PEOPLE-KEY-FILE).
Result<signature::PublicKey> key_of_file(const KeyChoice& choice);

/// All keys of the agent that can be read; certificates are among them.
/// Errors: usage (PEOPLE-NO-KEY) when there is no agent, or nothing in it.
Result<std::vector<signature::PublicKey>> keys_of_agent(bool non_interactive);

}  // namespace breakglass::people
