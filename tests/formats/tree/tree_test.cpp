// The first eight roots are those of the Certificate Transparency reference implementation
// (merkletree tests); the proofs are tried over every size and index up to 40.

#include "catch.h"

#include <string>
#include <vector>

#include <breakglass/tree/tree.h>

using namespace breakglass;
using namespace breakglass::tree;

namespace {

std::vector<Hash256> numbered_leaves(std::size_t count) {
    std::vector<Hash256> leaves;
    for (std::size_t i = 0; i < count; ++i)
        leaves.push_back(leaf_hash(as_bytes("entry " + std::to_string(i))));
    return leaves;
}

Head head_of(std::span<const Hash256> leaves) {
    return {leaves.size(), root_of(leaves)};
}

}  // namespace

TEST_CASE("roots agree with the Certificate Transparency reference implementation") {
    const std::vector<Bytes> entries = {{},
                                        {0x00},
                                        {0x10},
                                        {0x20, 0x21},
                                        {0x30, 0x31},
                                        {0x40, 0x41, 0x42, 0x43},
                                        {0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57},
                                        {0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69,
                                         0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f}};
    const std::vector<std::string> roots = {
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    GrowingTree tree;
    CHECK(to_hex(tree.root()) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (std::size_t i = 0; i < entries.size(); ++i) {
        tree.append(leaf_hash(entries[i]));
        CHECK(to_hex(tree.root()) == roots[i]);
    }
}

TEST_CASE("every inclusion proof up to 40 entries verifies, and only for its own entry") {
    const auto leaves = numbered_leaves(40);
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        const auto tree = std::span(leaves).first(size);
        const Hash256 root = root_of(tree);
        for (std::size_t index = 0; index < size; ++index) {
            const auto proof = inclusion_proof(tree, index);
            REQUIRE(verify_inclusion(leaves[index], index, size, proof, root));
            REQUIRE_FALSE(verify_inclusion(leaves[(index + 1) % 40], index, size, proof, root));
            REQUIRE_FALSE(verify_inclusion(leaves[index], size, size, proof, root));
            if (size > 1) {
                REQUIRE_FALSE(
                    verify_inclusion(leaves[index], (index + 1) % size, size, proof, root));
                auto shorter = proof;
                shorter.pop_back();
                REQUIRE_FALSE(verify_inclusion(leaves[index], index, size, shorter, root));
            }
            auto longer = proof;
            longer.push_back(root);
            REQUIRE_FALSE(verify_inclusion(leaves[index], index, size, longer, root));
        }
    }
}

TEST_CASE("every consistency proof up to 40 entries verifies, and none for another history") {
    const auto leaves = numbered_leaves(40);
    auto other = leaves;
    other[0] = leaf_hash(as_bytes("rewritten"));
    for (std::size_t size = 1; size <= leaves.size(); ++size) {
        const auto tree = std::span(leaves).first(size);
        const Head newer = head_of(tree);
        REQUIRE(verify_consistency({0, sha256({})}, newer, {}));
        for (std::size_t old_size = 1; old_size <= size; ++old_size) {
            const auto proof = consistency_proof(tree, old_size);
            const Head older = head_of(tree.first(old_size));
            REQUIRE(verify_consistency(older, newer, proof));
            REQUIRE_FALSE(
                verify_consistency(head_of(std::span(other).first(old_size)), newer, proof));
            if (old_size < size) {
                REQUIRE_FALSE(verify_consistency(newer, older, proof));
                REQUIRE_FALSE(verify_consistency({old_size, newer.root}, newer, proof));
            }
            for (std::size_t i = 0; i < proof.size(); ++i) {
                auto bent = proof;
                bent[i][7] ^= 1U;
                REQUIRE_FALSE(verify_consistency(older, newer, bent));
            }
        }
    }
}

TEST_CASE("an entry cannot pass for an inner node") {
    const auto leaves = numbered_leaves(2);
    Bytes joined(leaves[0].begin(), leaves[0].end());
    append(joined, leaves[1]);
    CHECK(leaf_hash(joined) != root_of(leaves));
}
