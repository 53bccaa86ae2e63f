#pragma once
// Reading every copy back, as somebody who does not trust the run that wrote it.

#include <vector>

#include <breakglass/age/recipient.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/rotation/run.h>
#include <breakglass/sealed/header.h>

namespace breakglass::rotation {

/// A KEK that must not open anything any more.
struct OldKek {
    std::string name;
    const age::Identity* identity = nullptr;
};

/// For every copy of a backup under the new keys: the header in the file is the catalog's, the new
/// KEK opens it, it recomputes for exactly these recipients, and no old KEK opens it.
/// Errors: of the catalog; INTERRUPTED.
Result<Proof> prove_copies(escrow::Directory& escrow, const catalog::BackupFilter& filter,
                           const age::Identity& kek, const sealed::Wraps& wraps,
                           const std::vector<OldKek>& old_keks);

}  // namespace breakglass::rotation
