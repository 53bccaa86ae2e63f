#pragma once
// What can be said about a backup, as text for people and as JSON.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <breakglass/backup/kek_ring.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>

namespace breakglass::backup {

struct ListRequest {
    std::string label;  // a pattern, or empty for all
    bool json = false;
};

/// Hands out the list of the catalog piece by piece, in constant memory.
/// Errors: those of the catalog and of print.
Status list_backups(escrow::Directory& escrow, const ListRequest& request,
                    const std::function<Status(std::string_view)>& print);

struct InspectRequest {
    std::string what;                     // a file, or an id
    escrow::Directory* escrow = nullptr;  // null: only the file is looked at
    KekRing* keks = nullptr;              // set: open the description and recompute the header
    bool json = false;
};

struct Inspection {
    std::string text;
    /// unverified when a KEK opened it and what is inside is not what it should be.
    Status verdict;
};

/// Errors: failed when the file cannot be read; unverified (BACKUP-NOT-AGE and the rules of the
/// formats) when it is no age file; those of KekRing.
Result<Inspection> inspect(const InspectRequest& request);

}  // namespace breakglass::backup
