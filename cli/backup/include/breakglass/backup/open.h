#pragma once
// Any age v1 file opened, with no escrow in sight: the way out that needs nothing but a key.
// Source: docs/formats/age.md.

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>

namespace breakglass::backup {

struct OpenRequest {
    std::string input;                    // a file, or "-" for standard input
    std::string output;                   // a new file, or "-" for standard output
    std::vector<std::string> identities;  // age identity files and OpenSSH private keys
    std::string passphrase_file;          // for locked identity files and for the age file itself
    bool non_interactive = false;
};

/// Decrypts and returns the plaintext bytes written. The output file appears only when the last
/// byte has verified; without a passphrase file, the terminal is asked when one is needed.
/// Errors: usage (OPEN-STDIN-TWICE, TERMINAL-NONE and the rules of identity files); not_met
/// (AGE-NO-MATCH, AGE-PASSPHRASE); unverified (AGE-*); failed (FILE-EXISTS and the disk's faults).
Result<std::uint64_t> open(const OpenRequest& request);

}  // namespace breakglass::backup
