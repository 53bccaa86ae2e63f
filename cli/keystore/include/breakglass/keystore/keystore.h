#pragma once
// The software keystore: an age X25519 identity, kept as an age file under a passphrase or under
// somebody's age or SSH key. `age -d` opens it without breakglass.
// Source: docs/formats/keystore.md.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/age/scrypt.h>
#include <breakglass/age/x25519.h>
#include <breakglass/ground/random.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::keystore {

/// The file behind "file:/path/kek.age": an absolute path, taken as it stands (no percent codes).
/// Errors: usage (KEYSTORE-URI; KEYSTORE-UNSUPPORTED for pkcs11: and everything else).
Result<std::filesystem::path> file_of(std::string_view uri);

/// Refuses a keystore inside the escrow directory; symbolic links are followed.
/// Errors: usage (KEYSTORE-IN-ESCROW).
Status check_outside(const std::filesystem::path& keystore_file,
                     const std::filesystem::path& escrow);

/// What a new key is kept under: exactly one of the two.
struct Protection {
    SecretBytes passphrase;
    std::string recipient;  // "age1..." or "ssh-ed25519 ..."
};

/// Makes a fresh key and keeps it in a new file, mode 0600, durable on return. Returns its
/// recipient, age1... The file is read back first when it is under a passphrase.
/// created_at: "2031-03-02T04:05:06Z", for the comment line.
/// Errors: usage (KEYSTORE-URI, KEYSTORE-UNSUPPORTED, AGE-RECIPIENT-UNKNOWN); failed
/// (FILE-EXISTS, and the system's fault when it cannot be written).
Result<std::string> create(std::string_view uri, const Protection& protection,
                           std::string_view created_at,
                           Randomness& randomness = system_randomness());

/// How to open a keystore. The passphrase is asked for only when the file is under one.
struct Unlocking {
    age::AskPassphrase passphrase;
    std::vector<const age::Identity*> identities;
};

/// Opens the key and compares it with the recipient the catalog knows.
/// Errors: usage (KEYSTORE-URI, KEYSTORE-UNSUPPORTED); failed (KEYSTORE-MISSING); not_met
/// (KEYSTORE-NO-MATCH: the passphrase or identity does not match); unverified (KEK-MISMATCH when
/// another key is in it, KEYSTORE-DAMAGED).
Result<age::X25519Identity> open(std::string_view uri, std::string_view expected_recipient,
                                 const Unlocking& unlocking);

}  // namespace breakglass::keystore
