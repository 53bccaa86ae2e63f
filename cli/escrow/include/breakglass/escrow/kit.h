#pragma once
// The kit: everything non-secret that the worst day needs, in one folder.
// Source: docs/formats/kit.md.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include <breakglass/escrow/directory.h>
#include <breakglass/ground/hash.h>
#include <breakglass/tree/tree.h>

namespace breakglass::escrow {

/// The newest kit an escrow knows of.
struct KitNote {
    std::int64_t written_at = 0;  // seconds since 1970, UTC
    Hash256 checksums_hash{};     // SHA-256 of the kit's SHA256SUMS
    tree::Head ledger;            // that the kit carries
};

/// Writes a kit of the escrow: built aside and renamed, so it is complete or absent. Takes the
/// escrow's exclusive lock meanwhile, writes to its ledger first and remembers the kit in the
/// escrow. target: absent, or an empty folder. now: seconds since 1970, UTC. Errors: failed
/// (KIT-EXISTS, KIT-FOREIGN-FILE, ESCROW-BUSY, DISK-FULL).
Result<KitNote> write_kit(Directory& escrow, const std::filesystem::path& target, std::int64_t now);

/// Makes a working escrow of a kit. Every file is checked against SHA256SUMS while it is copied;
/// what is not listed is left behind, and nothing is followed out of the kit.
/// Errors: unverified (KIT-DAMAGED, KIT-INCOMPLETE, KIT-NOT-FOUND) naming the file; failed
/// (ESCROW-EXISTS).
Result<Directory> open_kit(const std::filesystem::path& kit, const std::filesystem::path& target);

/// The note of the newest kit; nothing when none was written yet.
/// Errors: unverified (ESCROW-DAMAGED).
Result<std::optional<KitNote>> newest_kit(const Directory& escrow);

}  // namespace breakglass::escrow
