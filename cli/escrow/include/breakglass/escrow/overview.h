#pragma once
// What an escrow holds and what it owes, on one screen.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/catalog/catalog.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/escrow/kit.h>
#include <breakglass/tree/tree.h>

namespace breakglass::escrow {

struct BackupCounts {
    std::uint64_t all = 0;
    std::uint64_t unproven = 0;
    std::uint64_t unattested = 0;
    std::uint64_t unpublished = 0;  // copies that wait for a newer header
};

/// The cases of an escrow; counted by whoever stands above the room that judges them.
struct CaseCounts {
    std::uint64_t waiting = 0;  // for approvals, or for their time to begin
    std::uint64_t usable = 0;   // approved, or begun and not closed
};

struct Overview {
    std::string escrow;
    std::string id;  // 32 hex digits
    std::string owner;
    std::string purpose;
    Hash256 policy_hash{};
    bool policy_applied = false;
    bool policy_changed = false;
    tree::Head ledger;
    std::vector<catalog::ShareSet> share_sets;
    std::vector<catalog::Kek> keks;
    BackupCounts backups;
    std::vector<std::string> owed;     // one sentence each; empty: nothing is owed
    std::vector<std::string> missing;  // share sets whose manifest is not there
    std::optional<KitNote> newest_kit;
    std::optional<CaseCounts> cases;  // left empty by look_at
    std::int64_t now = 0;
};

/// Reads everything; changes nothing. now: seconds since 1970, UTC.
Result<Overview> look_at(Directory& escrow, std::int64_t now);

/// For people: at most one screen.
std::string to_text(const Overview& overview);
/// One JSON object, with a newline.
std::string to_json(const Overview& overview);

}  // namespace breakglass::escrow
