#pragma once
// Every way to open a backup, and the fewest people it takes.
// Source: docs/policy.md, "Who can open a backup".

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ground/result.h>
#include <breakglass/policy/policy.h>
#include <breakglass/reach/quorum.h>
#include <breakglass/records/manifest.h>

namespace breakglass::reach {

/// A KEK whose key is not destroyed.
struct LiveKek {
    catalog::Kek kek;
    std::uint64_t backups = 0;  // whose header in the catalog is wrapped to it
};

/// A share set whose cards are not destroyed.
struct LiveSet {
    catalog::ShareSet set;
    records::Manifest manifest;
    std::uint64_t backups = 0;
};

/// What really is: which keys live and who holds them. Empty for a policy without an escrow.
struct Holdings {
    std::vector<LiveKek> keks;
    std::vector<LiveSet> sets;
    std::vector<Error> unreadable;  // manifests that could not be read: their sets are left out
};

/// Reads the catalog, and the manifests of its live sets from their folder.
/// Errors: of the catalog.
Result<Holdings> holdings_of(catalog::Catalog& catalog, const std::filesystem::path& manifests);

enum class Way {
    kek,        // its owner, with the PIN or passphrase
    share_set,  // a quorum of the cards that were handed out
    planned,    // a quorum as the policy has it, once cards are made
};

struct Path {
    Way way = Way::kek;
    std::string name;      // the KEK's name, the set's id; empty for the planned one
    std::string state;     // as the catalog has it; empty for the planned one
    std::string keystore;  // of a KEK
    std::optional<std::uint64_t> backups;
    Cheapest people;
    Cheapest places;
    std::vector<std::string> alone;         // everyone who needs nobody else
    std::vector<std::string> alone_places;  // every place whose people need nobody elsewhere
};

/// KEKs first, then share sets, each active before retiring; the planned quorum last, and only
/// when no active set has exactly these groups, thresholds and holders.
std::vector<Path> paths(const policy::Policy& policy, const Holdings& holdings);

/// "KEK everyday", "share set 00ff00ff", "the cards this policy asks for".
std::string describe(const Path& path);

/// Who can do both: reach the stores (the role operator says so) and open what lies there, alone.
struct DoesBoth {
    std::string person;
    std::string by;  // describe() of the path
};
std::vector<DoesBoth> who_does_both(const policy::Policy& policy, const Holdings& holdings);

}  // namespace breakglass::reach
