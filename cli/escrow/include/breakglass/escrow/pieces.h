#pragma once
// An escrow read piece by piece, as far as each can be read: for looking at a damaged one, which
// Directory::open() refuses as a whole.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/catalog/catalog.h>
#include <breakglass/escrow/kit.h>
#include <breakglass/ground/result.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/policy/policy.h>
#include <breakglass/records/sealing_file.h>

namespace breakglass::escrow {

struct Pieces {
    std::filesystem::path path;
    std::vector<std::string> missing;  // files and folders that every escrow has

    std::optional<ledger::Ledger> ledger;  // its entries up to the first that cannot be believed
    std::optional<Error> ledger_problem;
    std::optional<Error> rolled_back;  // a kit or sealing file saw another ledger, or a larger one

    std::optional<policy::Policy> policy;  // in force; the draft when that cannot be told
    bool policy_applied = false;
    bool policy_changed = false;
    std::optional<Error> policy_problem;

    std::unique_ptr<catalog::Catalog> catalog;  // null when it cannot be opened
    std::optional<Error> catalog_problem;

    std::optional<KitNote> kit;
    std::optional<Error> kit_problem;
    std::optional<records::SealingFile> sealing;
    std::optional<Error> sealing_problem;

    std::filesystem::path manifests_dir() const;
};

/// Reads all of it; changes nothing and warns of nothing.
/// Errors: usage (ESCROW-NOT-FOUND) for a folder that was never an escrow.
Result<Pieces> read_pieces(const std::filesystem::path& path);

}  // namespace breakglass::escrow
