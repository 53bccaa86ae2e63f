#pragma once
// Small files by which somebody without the ledger verifies one entry, or that a ledger only grew.
// Source: docs/formats/ledger.md, "Proof files"; RFC 6962, section 2.1.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/note/note.h>

namespace breakglass::ledger {

inline constexpr std::size_t max_proof_bytes = std::size_t{1} << 20U;

/// That an entry is in the tree of a head, or that the tree of one head begins that of another.
struct Proof {
    std::string origin;
    std::uint64_t first_number = 0;   // of the ledger: leaf i is entry first_number + i
    std::string entry;                // inclusion: the stored line, without newline; else empty
    std::optional<tree::Head> older;  // consistency
    tree::Head head;                  // sizes count the tree's leaves
    std::vector<Hash256> path;
    std::string checkpoint;  // the signed note of head; empty when none was made
    bool operator==(const Proof&) const = default;
};

/// Of an entry, in the tree that had `size` entries; without a size, that of the oldest checkpoint
/// which holds the entry, else the whole ledger's. Numbers and sizes as they are shown.
/// Errors: usage (LEDGER-NUMBER); failed.
Result<Proof> prove_entry(const Ledger& ledger, std::uint64_t number,
                          std::optional<std::uint64_t> size);

/// That the ledger of `size` (without one: the newest checkpoint, else all) continues that of
/// older_size. Errors: as prove_entry.
Result<Proof> prove_growth(const Ledger& ledger, std::uint64_t older_size,
                           std::optional<std::uint64_t> size);

/// One spelling, with a final newline.
std::string encode_proof(const Proof& proof);

/// Errors: unverified (LEDGER-PROOF).
Result<Proof> parse_proof(ByteView stored);

/// What the one who verifies brings along.
struct Trusted {
    std::vector<note::Verifier> verifiers;  // for the checkpoint in the proof and those below
    std::vector<Bytes> checkpoints;
    std::vector<tree::Head> heads;  // from paper, as they are printed
};

/// Verifies a proof up to heads that a trusted key signed or that were printed: the head of an
/// inclusion proof, both heads of a consistency proof.
/// Errors: unverified (LEDGER-PROOF naming what fails, LEDGER-CHECKPOINT); usage
/// (LEDGER-PROOF-UNANCHORED when nothing trusted names a head it needs).
Status verify_proof(const Proof& proof, const Trusted& trusted);

}  // namespace breakglass::ledger
