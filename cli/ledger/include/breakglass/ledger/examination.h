#pragma once
// Everything that can be said about whether a ledger is what it was: each fault, none hidden.

#include <optional>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/note/note.h>

namespace breakglass::ledger {

struct Examination {
    std::string origin;
    std::uint64_t first_number = 0;
    tree::Head head;  // of the part that is sound
    std::uint64_t unfinished_bytes = 0;
    std::optional<std::string> continues;   // the head that the first entry quotes after a loss
    std::vector<std::string> continued_by;  // who signed for that, with their keys
    std::vector<note::Verifier> verifiers;  // the keys that the entries name
    std::vector<std::string> checkpoints;   // names of those that are good
    std::vector<Comparison> comparisons;
    std::vector<Error> faults;  // all of them, the gravest first
};

struct Witnesses {
    std::vector<std::string> paths;  // files and folders that saw the ledger
    std::vector<std::string> heads;  // "SIZE HEX", from paper
};

/// Reads a ledger's folder and compares it with everything at hand.
/// Errors: failed (LEDGER-MISSING, LEDGER-BUSY); usage (LEDGER-AGAINST, LEDGER-HEAD).
Result<Examination> examine(const std::filesystem::path& folder, const Witnesses& witnesses);

std::string to_text(const Examination& examination);
std::string to_json(const Examination& examination);

}  // namespace breakglass::ledger
