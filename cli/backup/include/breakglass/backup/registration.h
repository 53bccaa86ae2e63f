#pragma once
// How the catalog learns of backups that were sealed elsewhere: by their receipts, or by looking
// into a store.
// Source: docs/man/breakglass-backup.1.md, "register".

#include <cstdint>
#include <string>

#include <breakglass/backup/kek_ring.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>

namespace breakglass::backup {

struct RegisterRequest {
    std::string store;        // a store of the policy by name, or a directory
    std::string receipts;     // JSON lines; "-" is standard input; empty for none
    bool scan = false;        // take files without a receipt too
    KekRing* keks = nullptr;  // set: open every DEK and recompute its header
};

struct RegisterReport {
    std::uint64_t added = 0;       // by a receipt
    std::uint64_t known = 0;       // the catalog had them already
    std::uint64_t proven = 0;      // header recomputed now
    std::uint64_t unattested = 0;  // sealed files without a receipt
    std::uint64_t plain_age = 0;   // age files that breakglass did not seal
    std::uint64_t refused = 0;     // lines or files; each was named on standard error
};

/// Registers what the request names. A bad line or file is named and left out, the others are
/// taken; the same receipts again change nothing.
/// Errors: usage (BACKUP-STORE) when the store is neither; failed when it or the receipts cannot
/// be read; those of the catalog.
Result<RegisterReport> register_backups(escrow::Directory& escrow, const RegisterRequest& request);

}  // namespace breakglass::backup
