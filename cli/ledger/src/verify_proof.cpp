#include <algorithm>

#include <fmt/format.h>

#include <breakglass/ledger/checkpoint.h>
#include <breakglass/ledger/comparison.h>
#include <breakglass/ledger/proof.h>

namespace breakglass::ledger {

namespace {

Error refuse(const std::string& why) {
    return {ErrorKind::unverified, "LEDGER-PROOF", "the proof does not hold: " + why,
            "do not rely on it; ask the escrow for another: breakglass ledger prove NUMBER"};
}

/// Whether a head is one that somebody trusted vouches for.
Status check_anchored(const Proof& proof, const tree::Head& head,
                      const std::vector<tree::Head>& signed_heads,
                      const std::vector<tree::Head>& printed) {
    const tree::Head shown{proof.first_number + head.size, head.root};
    if (std::ranges::find(signed_heads, head) != signed_heads.end()) return {};
    if (std::ranges::find(printed, shown) != printed.end()) return {};
    const bool another =
        std::ranges::any_of(signed_heads, [&](const auto& one) { return one.size == head.size; }) ||
        std::ranges::any_of(printed, [&](const auto& one) { return one.size == shown.size; });
    if (another) {
        return refuse(
            fmt::format("its head of {} entries is not the one that is trusted", shown.size));
    }
    return Error{
        ErrorKind::usage, "LEDGER-PROOF-UNANCHORED",
        fmt::format("nothing trusted vouches for the head {} of the proof", head_text(shown)),
        "add --checkpoint FILE of that size with --verifier KEY, or --head \"SIZE HEX\" "
        "from paper"};
}

Status check_entry_included(const Proof& proof) {
    const auto entry = records::parse_entry(as_bytes(proof.entry));
    if (!entry) return refuse(entry.error().message);
    if (entry->number < proof.first_number) {
        return refuse(
            fmt::format("the entry's number {} is before the ledger's first", entry->number));
    }
    // the number stands in the entry itself, so the proof cannot place it elsewhere
    auto included = tree::verify_inclusion(tree::leaf_hash(as_bytes(proof.entry)),
                                           entry->number - proof.first_number, proof.head.size,
                                           proof.path, proof.head.root);
    if (!included) return refuse(included.error().message);
    return {};
}

}  // namespace

Status verify_proof(const Proof& proof, const Trusted& trusted) {
    std::vector<tree::Head> signed_heads;
    std::vector<Bytes> notes = trusted.checkpoints;
    // without a key of one's own, the checkpoint that came along proves nothing
    if (!proof.checkpoint.empty() && !trusted.verifiers.empty()) {
        const ByteView note = as_bytes(proof.checkpoint);
        notes.emplace_back(note.begin(), note.end());
    }
    for (const Bytes& note : notes) {
        auto checkpoint = read_checkpoint(note, proof.origin, trusted.verifiers, "the checkpoint");
        if (!checkpoint) return std::move(checkpoint).error();
        signed_heads.push_back(checkpoint->head);
    }
    if (auto anchored = check_anchored(proof, proof.head, signed_heads, trusted.heads); !anchored) {
        return anchored;
    }
    if (!proof.older) return check_entry_included(proof);
    if (auto anchored = check_anchored(proof, *proof.older, signed_heads, trusted.heads);
        !anchored) {
        return anchored;
    }
    auto grown = tree::verify_consistency(*proof.older, proof.head, proof.path);
    if (!grown) return refuse(grown.error().message);
    return {};
}

}  // namespace breakglass::ledger
