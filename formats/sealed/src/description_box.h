#pragma once
// The description as it stands in the header: a padded message, encrypted under the DEK.

#include <breakglass/ground/bytes.h>
#include <breakglass/sealed/description.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::sealed {

inline constexpr std::size_t padded_description_bytes = 1024;
inline constexpr std::size_t description_box_bytes = padded_description_bytes + 16;

/// 1,040 bytes. description: checked.
Bytes seal_description(const Description& description, const SecretBytes& dek, const BackupId& id);

/// Errors: unverified (BACKUP-DESCRIPTION). box: 1,040 bytes.
Result<Description> open_description_box(ByteView box, const SecretBytes& dek, const BackupId& id);

}  // namespace breakglass::sealed
