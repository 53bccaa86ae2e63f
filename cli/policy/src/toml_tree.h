#pragma once
// The policy file as a tree that remembers its lines; toml++ stays behind this.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass::policy {

struct Node {
    enum class Kind { text, number, truth, list, table, other };
    Kind kind = Kind::other;
    int line = 0;
    std::string text;
    std::int64_t number = 0;
    bool truth = false;
    std::string key;          // its name in a table, in the spelling of to_ascii
    std::vector<Node> items;  // of a list, in order; of a table, sorted by key
};

/// "a text", "a number", ...: for messages.
std::string_view name_of(Node::Kind kind);

/// Reads TOML 1.0. Errors: usage (POLICY-TOO-LARGE, POLICY-NOT-UTF8, POLICY-LINE,
/// POLICY-DUPLICATE-KEY, POLICY-SYNTAX).
Result<Node> parse_tree(ByteView bytes, std::string_view file_name);

}  // namespace breakglass::policy
