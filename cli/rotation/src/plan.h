#pragma once
// What a rotation has to do: which headers stand under which older keys.

#include <string>
#include <vector>

#include <breakglass/catalog/catalog.h>

namespace breakglass::rotation {

/// Backups that one KEK opens and that must move.
struct Move {
    catalog::Kek from;
    catalog::BackupFilter filter;
    std::uint64_t backups = 0;
};

struct Plan {
    catalog::Kek kek;       // move to
    catalog::ShareSet set;  // move to
    std::vector<Move> moves;
};

/// Errors: not_met (ROTATION-NO-FRESH-SET, ROTATION-NO-KEK); usage (ROTATION-KEK-STATE).
Result<Plan> make_plan(catalog::Catalog& catalog, const std::string& kek_name);

}  // namespace breakglass::rotation
