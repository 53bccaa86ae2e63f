#pragma once
// The sealing file: what a backup host needs to seal, and nothing more.
// Source: docs/formats/sealing-file.md.

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/escrow/directory.h>
#include <breakglass/policy/duration.h>

namespace breakglass::escrow {

struct SealingRequest {
    std::string output;               // a new file
    std::string key;                  // the owner's SSH key file; empty: from the SSH agent
    std::vector<std::string> labels;  // labels or patterns with *; empty: every label
    policy::Duration expires = policy::Duration::days(90);
    bool non_interactive = false;
};

struct SealingExport {
    std::string set_id;
    std::string kek_id;
    std::string fingerprint;  // of the escrow, hex
    std::int64_t expires_at = 0;
};

/// Writes a sealing file signed by the escrow's owner through ssh-keygen, and keeps a copy in the
/// escrow for its kits. The result is verified here before it appears. The caller holds the lock.
/// Errors: failed (SEALING-NO-SET, SEALING-NO-KEK, SEALING-SIGN); usage (SEALING-OWNER-KEY,
/// SEALING-MALFORMED for a label or an expiry that cannot be);
/// unverified (SEALING-*, SIGNATURE-*) when another key signed.
Result<SealingExport> export_sealing(Directory& escrow, const SealingRequest& request,
                                     std::int64_t now);

}  // namespace breakglass::escrow
