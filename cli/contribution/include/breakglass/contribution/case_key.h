#pragma once
// The key of one case: custodians far away encrypt their shares to it, and only the desk with its
// passphrase opens them.
// Source: docs/formats/contribution.md, "The case key".

#include <string>

#include <breakglass/age/x25519.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/random.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::contribution {

/// A drawn passphrase of 140 bits: seven groups of four digits and letters, with "-" between them.
/// No letter looks like a digit: 0 to 9 and a to z without i, l, o, u.
SecretBytes draw_passphrase(Randomness& randomness);

/// The same passphrase as it was drawn, whatever the case, blanks and dashes it was typed with; "o"
/// is read as 0, "i" and "l" as 1. What has not 28 letters comes back as it is.
SecretBytes as_drawn(const SecretBytes& typed);

/// Where the key of a case lies in an escrow: cases/<case>.key.
std::string case_key_file(const escrow::Directory& escrow, const std::string& case_name);

struct NewCaseKey {
    std::string recipient;  // "age1..."
    SecretBytes passphrase;
};

/// Makes a case's key: an age X25519 identity in an age file under a drawn passphrase, mode 0600.
/// Errors: failed (FILE-EXISTS, the disk's fault).
Result<NewCaseKey> make_case_key(const std::string& file,
                                 Randomness& randomness = system_randomness());

/// Removes it once the recovery key was rejoined: no share is waited for any more, and what was
/// sent to it opens nowhere then. Copies in kits stay. Removing what is not there is fine.
Status forget_case_key(const escrow::Directory& escrow, const std::string& case_name);

/// Opens it. recipient: as the request of the case names it.
/// Errors: not_met (CONTRIBUTION-NO-KEY when the file is not here, CONTRIBUTION-PASSPHRASE);
/// unverified (CONTRIBUTION-KEY when it is damaged or another case's).
Result<age::X25519Identity> open_case_key(const std::string& file, const std::string& recipient,
                                          const SecretBytes& passphrase);

}  // namespace breakglass::contribution
