#pragma once
// An everyday restore is signed by who restores, and allowed by a case where the policy says so.
// Source: docs/policy.md, "[[restore]]"; docs/formats/ledger.md.

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/catalog/backups.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/people/signing.h>

namespace breakglass::backup {

struct RestoreOrder {
    std::vector<catalog::Backup> backups;  // those that are about to be restored
    std::string output;                    // where to, in words: a file, a folder, a command
    std::string case_name;                 // empty: none was named
    people::KeyChoice key;
};

/// Checks the approvals that the policy wants for each label, has the operator sign what is about
/// to be restored, and writes it to the ledger; nothing is opened before this returns.
/// The caller holds the exclusive lock. clock: seconds since 1970, UTC.
/// Errors: not_met (BACKUP-APPROVALS naming the command that asks for them; CASE-*); usage
/// (BACKUP-RESTORER when the signer is no operator, BACKUP-NOT-IN-CASE, PEOPLE-*); failed.
Status sign_restore(escrow::Directory& escrow, const RestoreOrder& order, std::int64_t clock);

}  // namespace breakglass::backup
