#pragma once
// The names of files that breakglass chooses itself.

#include <cstdint>
#include <string>
#include <string_view>

#include <breakglass/sealed/keys.h>

namespace breakglass::backup {

/// "<label>-20310302T040506Z-<first 8 hex digits of the id>": letters, digits, ".", "_" and "-"
/// of the label stay, everything else becomes "_", and a leading "." or "-" too.
std::string file_stem(std::string_view label, std::int64_t time, const sealed::BackupId& id);

/// directory/name. Errors: failed (FILE-NOT-DIRECTORY, FILE-MISSING) when there is no such
/// directory: making one would fill the disk below a mount that is missing.
Result<std::string> in_directory(const std::string& directory, const std::string& name);

}  // namespace breakglass::backup
