#include <bit>

#include <breakglass/ground/check.h>
#include <breakglass/tree/tree.h>

namespace breakglass::tree {

namespace {

/// RFC 6962, 2.1: the largest power of two smaller than count. count: at least 2.
std::size_t left_leaves(std::size_t count) {
    return std::bit_floor(count - 1);
}

/// RFC 6962, 2.1.2: SUBPROOF(m, D[n], b).
void subproof(std::span<const Hash256> leaves, std::size_t old_size, bool is_old_tree,
              std::vector<Hash256>& proof) {
    if (old_size == leaves.size()) {
        if (!is_old_tree) proof.push_back(root_of(leaves));
        return;
    }
    const std::size_t left = left_leaves(leaves.size());
    if (old_size <= left) {
        subproof(leaves.first(left), old_size, is_old_tree, proof);
        proof.push_back(root_of(leaves.subspan(left)));
    } else {
        subproof(leaves.subspan(left), old_size - left, false, proof);
        proof.push_back(root_of(leaves.first(left)));
    }
}

/// RFC 6962, 2.1.1: PATH(m, D[n]).
void path(std::span<const Hash256> leaves, std::size_t index, std::vector<Hash256>& proof) {
    if (leaves.size() == 1) return;
    const std::size_t left = left_leaves(leaves.size());
    if (index < left) {
        path(leaves.first(left), index, proof);
        proof.push_back(root_of(leaves.subspan(left)));
    } else {
        path(leaves.subspan(left), index - left, proof);
        proof.push_back(root_of(leaves.first(left)));
    }
}

}  // namespace

std::vector<Hash256> inclusion_proof(std::span<const Hash256> leaves, std::uint64_t index) {
    check(index < leaves.size(), "a proof for a leaf that the tree has");
    std::vector<Hash256> proof;
    path(leaves, static_cast<std::size_t>(index), proof);
    return proof;
}

std::vector<Hash256> consistency_proof(std::span<const Hash256> leaves, std::uint64_t old_size) {
    check(old_size >= 1 && old_size <= leaves.size(), "a proof from a size that the tree had");
    std::vector<Hash256> proof;
    subproof(leaves, static_cast<std::size_t>(old_size), true, proof);
    return proof;
}

}  // namespace breakglass::tree
