#pragma once
// See export_key.cpp.

#include "desk.h"

#include <breakglass/age/x25519.h>

namespace breakglass::incident {

/// Encrypts the key to the recipient that the case names, durable on return; announced in the
/// ledger first. Errors: the ledger's; the disk's.
Status export_key(escrow::Directory& escrow, const Desk& desk, const age::X25519Identity& key,
                  disk::NewFile& file);

}  // namespace breakglass::incident
