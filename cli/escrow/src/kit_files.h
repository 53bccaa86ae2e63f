#pragma once
// The names inside a kit, and how its files are copied: hashed while they are read, never through a
// symbolic link. Source: docs/formats/kit.md.

#include <filesystem>
#include <string>
#include <vector>

#include <breakglass/disk/file_stream.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::escrow {

inline constexpr const char* checksums_name = "SHA256SUMS";
inline constexpr const char* kit_readme_name = "README.txt";
inline constexpr const char* script_name = "hex_to_age_identity.py";

/// What to do on the day, in English and in Indonesian.
inline constexpr const char* runbook_name = "RUNBOOK.md";
inline constexpr const char* runbook_id_name = "RUNBOOK.id.md";

/// The files at the top of a kit, besides SHA256SUMS itself.
inline constexpr const char* kit_files[] = {"README.txt", runbook_name,     runbook_id_name,
                                            "catalog.db", "escrow.sealing", "escrow.toml",
                                            script_name,  "policy.applied"};

/// The regular files below root/folder as paths below root, sorted. Names that begin with "." are
/// an editor's or our own half-written ones and are left out.
/// Errors: failed (KIT-FOREIGN-FILE) for anything else than files and folders, and for names that
/// a kit cannot carry.
Result<std::vector<std::string>> list_records(const std::filesystem::path& root,
                                              const char* folder);

/// Opens root/relative without following a symbolic link below root.
/// Errors: failed, with the system's reason.
Result<disk::FileSource> open_below(const std::filesystem::path& root, const std::string& relative);

/// Copies source to a new file in constant memory; returns the SHA-256 of what was copied.
Result<Hash256> copy_hashed(disk::FileSource& source, const std::filesystem::path& to);

}  // namespace breakglass::escrow
