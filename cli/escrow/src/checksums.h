#pragma once
// SHA256SUMS: which files a kit holds and what they must be. As sha256sum(1) reads and writes it.
// Source: docs/formats/kit.md.

#include <map>
#include <string>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::escrow {

inline constexpr std::size_t max_checksums_bytes = std::size_t{4} << 20U;

/// Path below the kit, with "/" between its parts, to SHA-256.
using Checksums = std::map<std::string, Hash256>;

/// True for a path that may stand in a kit: one of the known files, or below manifests/, cases/ or
/// ledger/, at most 4 parts of letters, digits and ".", "_", "-", "+", none starting with ".".
bool is_kit_path(std::string_view path);

Bytes encode_checksums(const Checksums& checksums);

/// Errors: unverified (KIT-DAMAGED) naming the line; a path twice, unsorted or outside the kit is
/// refused.
Result<Checksums> parse_checksums(ByteView stored);

}  // namespace breakglass::escrow
