#pragma once
// A secret as a file holds it: raw bytes, hex digits, or an age identity.

#include <string>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/share/split.h>

namespace breakglass::share {

/// Reads a secret. A raw secret that is text of one of the other forms is a mistake.
/// Errors: usage (SPLIT-SECRET-FORM); those of disk, naming the file.
Result<SecretBytes> read_secret(const std::string& path, SecretForm form);

/// The bytes to write. Errors: usage (SHARE-NOT-IDENTITY).
Result<SecretBytes> write_form(const SecretBytes& secret, SecretForm form);

/// "age1..." of a secret of 32 bytes.
std::string recipient_of(const SecretBytes& secret);

}  // namespace breakglass::share
