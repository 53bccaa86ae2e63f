#include <breakglass/ground/check.h>
#include <breakglass/tree/tree.h>

namespace breakglass::tree {

namespace {

/// One per thread: making one costs as much as hashing a node.
Sha256& hasher() {
    thread_local Sha256 hash;
    return hash;
}

}  // namespace

Hash256 leaf_hash(ByteView entry) {
    static constexpr std::uint8_t prefix[] = {0x00};
    Sha256& hash = hasher();
    hash.update(prefix);
    hash.update(entry);
    return hash.finish();
}

Hash256 node_hash(const Hash256& left, const Hash256& right) {
    static constexpr std::uint8_t prefix[] = {0x01};
    Sha256& hash = hasher();
    hash.update(prefix);
    hash.update(left);
    hash.update(right);
    return hash.finish();
}

void GrowingTree::append(const Hash256& leaf) {
    Hash256 peak = leaf;
    // Each trailing one bit of the size is a perfect subtree that the new one completes.
    for (std::uint64_t rest = size_; (rest & 1U) != 0; rest >>= 1U) {
        peak = node_hash(peaks_.back(), peak);
        peaks_.pop_back();
    }
    peaks_.push_back(peak);
    ++size_;
}

Hash256 GrowingTree::root() const {
    if (peaks_.empty()) return sha256({});
    Hash256 root = peaks_.back();
    for (std::size_t i = peaks_.size() - 1; i-- > 0;)
        root = node_hash(peaks_[i], root);
    return root;
}

Hash256 root_of(std::span<const Hash256> leaves) {
    GrowingTree tree;
    for (const Hash256& leaf : leaves)
        tree.append(leaf);
    return tree.root();
}

}  // namespace breakglass::tree
