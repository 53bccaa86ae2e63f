#pragma once
// The Merkle tree of RFC 6962 over stored bytes: heads, and proofs that others can verify.
// Source: RFC 6962, section 2.1; RFC 9162, section 2.1 for the verifying algorithms.

#include <cstdint>
#include <span>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::tree {

/// SHA-256 of 0x00 and the entry: no entry can pass for an inner node.
Hash256 leaf_hash(ByteView entry);

/// SHA-256 of 0x01 and both children.
Hash256 node_hash(const Hash256& left, const Hash256& right);

/// The head of a tree that grows, in memory that grows with the logarithm of its size.
class GrowingTree {
  public:
    void append(const Hash256& leaf);
    std::uint64_t size() const { return size_; }
    /// Of the empty tree: SHA-256 of nothing.
    Hash256 root() const;

  private:
    std::vector<Hash256> peaks_;  // of the perfect subtrees, the largest first
    std::uint64_t size_ = 0;
};

Hash256 root_of(std::span<const Hash256> leaves);

/// The path from leaf index to the root of the tree over all leaves. index: below leaves.size().
std::vector<Hash256> inclusion_proof(std::span<const Hash256> leaves, std::uint64_t index);

/// What shows that the tree over the first old_size leaves is a beginning of the tree over all.
/// old_size: 1 to leaves.size(); equal sizes give an empty proof.
std::vector<Hash256> consistency_proof(std::span<const Hash256> leaves, std::uint64_t old_size);

/// Errors: unverified (TREE-INCLUSION).
Status verify_inclusion(const Hash256& leaf, std::uint64_t index, std::uint64_t size,
                        std::span<const Hash256> proof, const Hash256& root);

/// One state of a tree.
struct Head {
    std::uint64_t size = 0;
    Hash256 root{};
    bool operator==(const Head&) const = default;
};

/// Every tree is consistent with the empty one. Errors: unverified (TREE-CONSISTENCY).
Status verify_consistency(const Head& older, const Head& newer, std::span<const Hash256> proof);

}  // namespace breakglass::tree
