#pragma once
// Whether a rotation is owed, and how far one has come.

#include <cstdint>
#include <vector>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ground/result.h>

namespace breakglass::rotation {

struct RotationStatus {
    std::vector<catalog::OwedRotation> owed;  // longest owed first
    std::vector<catalog::RotationRun> runs;   // oldest first
    bool unfinished = false;                  // a run was cut off
    std::uint64_t pending_copies = 0;         // files that carry an older header than the catalog
};

Result<RotationStatus> status_of(catalog::Catalog& catalog);

/// owed (ROTATION-OWED) when something is owed or pending, else nothing.
Status outcome_of(const RotationStatus& status);

}  // namespace breakglass::rotation
