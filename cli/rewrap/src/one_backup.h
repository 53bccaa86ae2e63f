#pragma once
// One backup rewrapped, in memory.

#include "known_keys.h"

#include <optional>
#include <string>
#include <vector>

#include <breakglass/age/recipient.h>
#include <breakglass/catalog/backups.h>
#include <breakglass/sealed/header.h>

namespace breakglass::rewrap {

/// The keys that come next, with the ids under which the catalog knows them.
struct NextKeys {
    sealed::Wraps wraps;
    std::string set_id;
    std::vector<std::string> kek_ids;
};

/// What became of one backup. Exactly one of failure and commitment is set, unless the backup is
/// not rewritable.
struct Attempt {
    std::optional<Error> failure;
    std::optional<Error> doubt;  // the old header was not ours; the next one is made all the same
    std::optional<Hash256> commitment;  // of the DEK
    bool unchanged = false;             // the header is already what it should become
    catalog::NextHeader next;           // set when neither failed nor unchanged
};

/// Thread-safe. backup: rewritable.
Attempt rewrap_one(const catalog::Backup& backup, const age::Identity& identity,
                   const KnownKeys& known, const NextKeys& next);

}  // namespace breakglass::rewrap
