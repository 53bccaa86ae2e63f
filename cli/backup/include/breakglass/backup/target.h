#pragma once
// Whom backups are sealed for: the recipients of an escrow, from its own directory or from the
// sealing file that a backup host was given. Everything in it is public.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/escrow/directory.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::backup {

struct SealingTarget {
    std::string escrow;
    Hash256 fingerprint{};           // zeros when the escrow's owner has no SSH key yet
    std::string recovery_recipient;  // X25519, "age1..."
    std::vector<std::string> kek_recipients;
    std::uint64_t ledger_size = 0;  // of the escrow when the target was named
    Hash256 ledger_root{};
    /// Set when the backup shall be made and the command still end with exit 6:
    /// SEALING-EXPIRED, SEALING-SUPERSEDED.
    std::optional<Error> overdue;
};

/// The fingerprint by which the escrow's sealing files are pinned and its receipts named; zeros
/// while its owner has no SSH key in the policy.
Result<Hash256> fingerprint_of(const policy::Policy& policy);

/// The escrow's active share set and active KEK.
/// Errors: not_met (BACKUP-NO-ACTIVE-SET, BACKUP-NO-ACTIVE-KEK) with the command that makes one.
Result<SealingTarget> target_of_escrow(escrow::Directory& escrow);

struct SealingFileUse {
    std::string file;   // "-" is refused: a pin belongs to a place
    std::string pins;   // the file with the pins; empty for pins_file()
    std::string label;  // the label to seal under
    std::int64_t now = 0;
};

/// Reads and verifies a sealing file and compares it with the pin, which is made on first use.
/// Errors: usage (SEALING-LABEL); unverified (SEALING-PIN-DIFFERS, SEALING-MALFORMED,
/// SEALING-FINGERPRINT, SIGNATURE-*, PINS-MALFORMED); failed when a file cannot be read or
/// the first pin cannot be kept.
Result<SealingTarget> target_of_sealing_file(const SealingFileUse& use);

}  // namespace breakglass::backup
