#pragma once
// Shares sorted into the groups of one set, before any arithmetic.

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/scheme/share.h>

namespace breakglass::slip39 {

/// The different shares of one group, by position among all shares given.
struct GroupMembers {
    std::size_t threshold = 1;
    std::vector<std::size_t> positions;
};

struct ShareSet {
    std::map<std::uint8_t, GroupMembers> groups;  // by group index
    std::vector<std::size_t> repeated;            // equal to an earlier share
};

/// What to call the share at a position: its name, or "share N".
std::string name_of(std::size_t position, std::span<const std::string> names);

/// Sorts shares into groups. shares: at least one.
/// Errors: unverified (SHARE-MIXED-SETS, SHARE-DUPLICATE).
Result<ShareSet> sort_shares(std::span<const Share> shares, std::span<const std::string> names);

}  // namespace breakglass::slip39
