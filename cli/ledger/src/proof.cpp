#include <algorithm>

#include <fmt/format.h>

#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/origin.h>
#include <breakglass/ledger/proof.h>

namespace breakglass::ledger {

namespace {

struct StoredCheckpoint {
    std::uint64_t size = 0;  // as it is shown
    std::string note;
};

/// The ledger's checkpoints by size; each was checked when the ledger was opened.
Result<std::vector<StoredCheckpoint>> checkpoints_of(const Ledger& ledger) {
    std::vector<StoredCheckpoint> found;
    const auto files = checkpoint_files(ledger.folder());
    if (!files) return files.error();
    for (const auto& file : *files) {
        const auto stored = disk::read_file(file.string(), note::max_note_bytes);
        if (!stored) return stored.error();
        const auto checkpoint = check_checkpoint(ledger, *stored, file.string());
        if (!checkpoint) return checkpoint.error();
        found.push_back(
            {ledger.first_number() + checkpoint->head.size, std::string(as_text(*stored))});
    }
    std::ranges::sort(found, {}, &StoredCheckpoint::size);
    return found;
}

Error no_such(const Ledger& ledger, const std::string& what) {
    return {ErrorKind::usage, "LEDGER-NUMBER",
            fmt::format("{}; this ledger holds entries {} to {}", what, ledger.first_number(),
                        ledger.head().size - 1),
            "breakglass ledger show names the entries"};
}

/// The proof's head: of the size asked for, with its checkpoint when there is one.
Status set_head(const Ledger& ledger, std::uint64_t size,
                const std::vector<StoredCheckpoint>& checkpoints, Proof& proof) {
    if (size <= ledger.first_number() || size > ledger.head().size) {
        return no_such(ledger, fmt::format("it never had {} entries", size));
    }
    proof.origin = origin_of(ledger);
    proof.first_number = ledger.first_number();
    proof.head = {size - ledger.first_number(), ledger.head_at(size).root};
    const auto found = std::ranges::find(checkpoints, size, &StoredCheckpoint::size);
    if (found != checkpoints.end()) proof.checkpoint = found->note;
    return {};
}

std::span<const Hash256> leaves_of(const Ledger& ledger, const tree::Head& head) {
    return std::span(ledger.leaves()).first(static_cast<std::size_t>(head.size));
}

}  // namespace

Result<Proof> prove_entry(const Ledger& ledger, std::uint64_t number,
                          std::optional<std::uint64_t> size) {
    if (number < ledger.first_number() || number >= ledger.head().size) {
        return no_such(ledger, fmt::format("there is no entry {}", number));
    }
    const auto checkpoints = checkpoints_of(ledger);
    if (!checkpoints) return checkpoints.error();
    if (!size) {
        const auto covers = std::ranges::find_if(
            *checkpoints, [number](const auto& one) { return one.size > number; });
        size = covers != checkpoints->end() ? covers->size : ledger.head().size;
    }
    if (*size <= number) {
        return no_such(ledger, fmt::format("entry {} was not among the first {}", number, *size));
    }
    Proof proof;
    if (auto set = set_head(ledger, *size, *checkpoints, proof); !set) {
        return std::move(set).error();
    }
    const std::uint64_t index = number - ledger.first_number();
    const auto& entry = ledger.entries()[static_cast<std::size_t>(index)];
    proof.entry = std::string(as_text(records::encode_entry(entry)));
    proof.path = tree::inclusion_proof(leaves_of(ledger, proof.head), index);
    return proof;
}

Result<Proof> prove_growth(const Ledger& ledger, std::uint64_t older_size,
                           std::optional<std::uint64_t> size) {
    const auto checkpoints = checkpoints_of(ledger);
    if (!checkpoints) return checkpoints.error();
    if (!size) {
        const bool newer = !checkpoints->empty() && checkpoints->back().size >= older_size;
        size = newer ? checkpoints->back().size : ledger.head().size;
    }
    if (older_size <= ledger.first_number() || older_size > *size) {
        return no_such(
            ledger, fmt::format("a proof from {} to {} entries cannot be made", older_size, *size));
    }
    Proof proof;
    if (auto set = set_head(ledger, *size, *checkpoints, proof); !set) {
        return std::move(set).error();
    }
    proof.older = {older_size - ledger.first_number(), ledger.head_at(older_size).root};
    proof.path = tree::consistency_proof(leaves_of(ledger, proof.head), proof.older->size);
    return proof;
}

}  // namespace breakglass::ledger
