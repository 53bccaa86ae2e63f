#pragma once
// Which share set a ceremony is about.

#include <optional>
#include <string>
#include <vector>

#include <breakglass/catalog/keys.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/records/manifest.h>

namespace breakglass::ceremony {

/// The set that was delivered or confirmed but not activated yet; nothing when none waits.
/// set_id: empty, or the one that is meant. Errors: not_met (CEREMONY-SET-UNCLEAR when several
/// wait); usage (CEREMONY-SET-UNKNOWN).
Result<std::optional<catalog::ShareSet>> pending_set(escrow::Directory& escrow,
                                                     const std::string& set_id);

/// The same for acts that need one. Errors: also not_met (CEREMONY-NOTHING-PENDING).
Result<catalog::ShareSet> needed_set(escrow::Directory& escrow, const std::string& set_id);

/// A set's manifest, read and checked.
Result<records::Manifest> manifest_of(const escrow::Directory& escrow, const std::string& set_id);

/// All other manifests of the escrow that can be read, those of its rehearsals among them.
Result<std::vector<records::Manifest>> other_manifests(const escrow::Directory& escrow,
                                                       const std::string& set_id);

}  // namespace breakglass::ceremony
