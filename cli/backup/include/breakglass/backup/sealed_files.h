#pragma once
// Sealed backups found by looking at files alone, with no catalog that knows them.

#include <functional>
#include <string>
#include <vector>

#include <breakglass/catalog/backups.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/sealed/header.h>

namespace breakglass::backup {

struct SealedFile {
    std::string path;
    catalog::BackupId id{};
    sealed::SealedHeader header;
    std::uint64_t file_bytes = 0;
    std::int64_t changed_at = 0;  // of the file
};

/// Calls visit with each sealed backup among the files, and in and below the directories. Links in
/// directories are not followed; a file that is no sealed backup is passed over, or refused when it
/// was named itself; a damaged one is refused.
/// Errors: those of visit; usage (BACKUP-STORE when a path is neither file nor directory);
/// INTERRUPTED.
Status find_sealed_files(const std::vector<std::string>& paths,
                         const std::function<Status(const SealedFile&)>& visit,
                         const std::function<void(const Error&)>& refuse);

/// What the catalog holds of such a file once its DEK is open: never attested, since no receipt
/// vouches for it. header: the next one, which the catalog publishes later.
/// Errors: unverified (BACKUP-DESCRIPTION); those of the system.
Result<catalog::NewBackup> adopted(const escrow::Directory& escrow, const SealedFile& file,
                                   const SecretBytes& dek, Bytes header,
                                   const std::vector<std::string>& kek_ids);

}  // namespace breakglass::backup
