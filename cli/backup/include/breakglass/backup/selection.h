#pragma once
// Which backups an operator means: one by its id, or those of a label.

#include <string>
#include <string_view>
#include <vector>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ground/result.h>

namespace breakglass::backup {

/// Whether text can be an id: 8 to 32 hex digits.
bool looks_like_id(std::string_view text);

/// The backup whose id begins with these 8 to 32 hex digits.
/// Errors: usage (BACKUP-ID, BACKUP-UNKNOWN, BACKUP-AMBIGUOUS).
Result<catalog::Backup> find_by_id(catalog::Catalog& catalog, std::string_view text);

/// The ids of all attested backups whose label matches, oldest sealed first; with latest only the
/// newest of each label. A backup that no receipt vouches for must be named by its id: anybody
/// who can write to a store can put one there.
/// Errors: usage (POLICY-LABEL, BACKUP-UNKNOWN when nothing matches).
Result<std::vector<catalog::BackupId>> select_by_label(catalog::Catalog& catalog,
                                                       const std::string& pattern, bool latest);

}  // namespace breakglass::backup
