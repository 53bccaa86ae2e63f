#pragma once
// Files that hold private keys: age's own, OpenSSH's, and either of age's under a passphrase.

#include <memory>
#include <vector>

#include <breakglass/age/scrypt.h>

namespace breakglass::age {

using Identities = std::vector<std::unique_ptr<const Identity>>;

/// Reads an identity file: lines of AGE-SECRET-KEY-1... with comments ("#") and empty lines; an
/// OpenSSH private key; or an age file under a passphrase that holds such lines.
/// file: at most 1 MiB. passphrase is called only when the file is locked.
/// Errors: usage (AGE-IDENTITY-UNKNOWN naming the line, never its text; AGE-SSH-KEY,
/// AGE-SSH-KEY-KIND); not_met (AGE-PASSPHRASE); unverified for a broken age file.
Result<Identities> parse_identities(ByteView file, const AskPassphrase& passphrase);

}  // namespace breakglass::age
