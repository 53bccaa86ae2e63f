#pragma once
// The private keys of custodians whose shares went out as age files.

#include <string>
#include <vector>

#include <breakglass/age/identity_file.h>
#include <breakglass/console/terminal.h>
#include <breakglass/ground/result.h>

namespace breakglass::ceremony {

/// Reads identity files: age's own, under a passphrase or not, and OpenSSH keys.
/// passphrase: how to get one when a file is locked; its purpose is filled in.
/// Errors: failed when a file cannot be read; those of age::parse_identities.
Result<age::Identities> read_identities(const std::vector<std::string>& paths,
                                        const console::PassphraseRequest& passphrase);

/// The same keys, borrowed.
std::vector<const age::Identity*> borrowed(const age::Identities& identities);

}  // namespace breakglass::ceremony
