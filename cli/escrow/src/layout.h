#pragma once
// The names inside an escrow directory, and the small files it keeps about itself.

#include <filesystem>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::escrow {

inline constexpr const char* policy_name = "escrow.toml";
inline constexpr const char* applied_name = "policy.applied";
inline constexpr const char* catalog_name = "catalog.db";
inline constexpr const char* sealing_name = "escrow.sealing";
inline constexpr const char* newest_kit_name = "newest.kit";
inline constexpr const char* lock_name = "lock";
inline constexpr const char* manifests_name = "manifests";
inline constexpr const char* cases_name = "cases";
inline constexpr const char* ledger_name = "ledger";
inline constexpr const char* record_folders[] = {manifests_name, cases_name, ledger_name};

/// Reads 64 lower-case hex digits; false for anything else.
bool hash_from_hex(std::string_view hex, Hash256& hash);

/// 8 lower-case hex digits.
bool is_set_id(std::string_view text);

/// The fact of the ledger's first entry that names the escrow: 32 lower-case hex digits.
inline constexpr const char* id_fact = "escrow_id";
bool is_escrow_id(std::string_view text);

}  // namespace breakglass::escrow
