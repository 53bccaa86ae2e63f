#pragma once
// Bringing the headers of the catalog, which are the truth, into the files of the stores.

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/catalog/catalog.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>

namespace breakglass::publication {

/// A copy that still carries an older header, and why.
struct Unreached {
    std::string label;
    std::string backup;  // id, 32 hex digits
    std::string place;   // as people see it: store:path, or a path
    Error reason;
};

struct PublishReport {
    std::uint64_t written = 0;        // copies that carry the newest header since this call
    std::uint64_t unreached = 0;      // copies that do not
    std::vector<Unreached> examples;  // the first 100 of them
};

/// Writes every header that some copy lacks. A copy that cannot be reached stays pending and is
/// reported; the others go on. May be called again at any time, after a kill too.
/// Errors: of the catalog; INTERRUPTED between two copies.
Result<PublishReport> publish_pending(escrow::Directory& escrow);

/// Where a place lies on this machine. Errors: usage (ESCROW-NO-STORE); unverified (ESCROW-PLACE).
Result<std::filesystem::path> path_of(const escrow::Directory& escrow, const catalog::Place& place);

/// "offsite:payroll/a.age", or the path itself outside any store.
std::string describe(const catalog::Place& place);

}  // namespace breakglass::publication
