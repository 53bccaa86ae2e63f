#pragma once
// A ledger beside what others saw of it: checkpoints, sealing files, receipts, kits, other copies.

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::ledger {

/// Two copies of one ledger that both went on.
struct Fork {
    std::uint64_t number = 0;       // of the first entry that differs
    std::vector<std::string> ours;  // the entries from there on, as people read them
    std::vector<std::string> theirs;
    tree::Head their_head;
};

struct Comparison {
    std::string path;
    std::string kind;          // "checkpoint", "sealing file", "receipts", "ledger"
    std::uint64_t size = 0;    // entries it saw
    bool before_loss = false;  // seen before this ledger began anew: only the size was looked at
    std::vector<Error> found;  // nothing when it agrees
    std::vector<Fork> forks;   // at most one
};

/// Compares with a file or folder: a checkpoint note, a sealing file, receipts, exported entries,
/// or a folder that holds a ledger (an escrow, a kit, a ledger's own folder).
/// What does not agree is in Comparison::found: LEDGER-ROLLED-BACK, LEDGER-FORKED,
/// LEDGER-FOREIGN (of another escrow), LEDGER-CHECKPOINT, and what damages the other copy.
/// Errors: usage (LEDGER-AGAINST when it is none of these); failed.
Result<Comparison> compare_with(const Ledger& ledger, const std::string& path);

/// "40 6db7d803...": a head as it is printed on cards and certificates.
std::string head_text(const tree::Head& head);
/// Errors: usage (LEDGER-HEAD).
Result<tree::Head> parse_head(std::string_view text);

}  // namespace breakglass::ledger
