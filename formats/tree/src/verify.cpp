#include <string>

#include <breakglass/tree/tree.h>

namespace breakglass::tree {

namespace {

Error not_included(std::uint64_t index, std::uint64_t size) {
    return {ErrorKind::unverified, "TREE-INCLUSION",
            "the proof does not show that entry " + std::to_string(index) + " is in the tree of " +
                std::to_string(size) + " entries",
            ""};
}

Error not_consistent(const Head& older, const Head& newer) {
    return {ErrorKind::unverified, "TREE-CONSISTENCY",
            "the tree of " + std::to_string(newer.size) + " entries does not continue the one of " +
                std::to_string(older.size),
            "history was rewritten, or two copies of one ledger both went on"};
}

}  // namespace

// RFC 9162, 2.1.3.2
Status verify_inclusion(const Hash256& leaf, std::uint64_t index, std::uint64_t size,
                        std::span<const Hash256> proof, const Hash256& root) {
    if (index >= size) return not_included(index, size);
    std::uint64_t node = index;
    std::uint64_t last = size - 1;
    Hash256 hash = leaf;
    for (const Hash256& sibling : proof) {
        if (last == 0) return not_included(index, size);
        if ((node & 1U) != 0 || node == last) {
            hash = node_hash(sibling, hash);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = node_hash(hash, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    if (last != 0 || !equal_constant_time(hash, root)) return not_included(index, size);
    return {};
}

// RFC 9162, 2.1.4.2
Status verify_consistency(const Head& older, const Head& newer, std::span<const Hash256> proof) {
    const Error refused = not_consistent(older, newer);
    if (older.size > newer.size) return refused;
    if (older.size == newer.size) {
        return proof.empty() && older.root == newer.root ? Status() : Status(refused);
    }
    if (older.size == 0) {
        return proof.empty() && older.root == sha256({}) ? Status() : Status(refused);
    }
    if (proof.empty() && (older.size & (older.size - 1)) != 0) return refused;

    std::uint64_t node = older.size - 1;
    std::uint64_t last = newer.size - 1;
    while ((node & 1U) != 0) {
        node >>= 1U;
        last >>= 1U;
    }
    std::size_t next = 0;
    // A power of two: the old root itself is the first node of the proof.
    Hash256 first = older.root;
    if (node != 0) first = proof[next++];
    Hash256 old_root = first;
    Hash256 new_root = first;
    for (; next < proof.size(); ++next) {
        if (last == 0) return refused;
        const Hash256& sibling = proof[next];
        if ((node & 1U) != 0 || node == last) {
            old_root = node_hash(sibling, old_root);
            new_root = node_hash(sibling, new_root);
            while ((node & 1U) == 0 && node != 0) {
                node >>= 1U;
                last >>= 1U;
            }
        } else {
            new_root = node_hash(new_root, sibling);
        }
        node >>= 1U;
        last >>= 1U;
    }
    if (last != 0 || old_root != older.root || new_root != newer.root) return refused;
    return {};
}

}  // namespace breakglass::tree
