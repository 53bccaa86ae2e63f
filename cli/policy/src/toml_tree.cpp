#include "toml_tree.h"

#include "ascii.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/policy/policy.h>
#include <breakglass/text/plain.h>

namespace {

// Thrown where toml++ finds itself in a state it takes for impossible.
struct ParserConfused {};

[[noreturn]] void stop_parser() {
    throw ParserConfused{};
}

}  // namespace

// Header-only and without exceptions of its own, so that one translation unit holds all of toml++;
// our deepest value is a table in a list, and a low limit keeps hostile nesting off the stack.
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_MAX_NESTED_VALUES 8
// toml++ 3.3 asserts what hostile text can break ("[" at the end of a line), and in release builds
// tells the compiler to assume it, which is undefined behaviour. Here it is a refusal in every
// build: its assertions throw, and nothing is assumed.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(holds) (static_cast<bool>(holds) ? void() : stop_parser())
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace breakglass::policy {
namespace {

constexpr std::size_t max_line_bytes = 8192;
// toml++ 3.3 bounds nested values but not dotted keys: a.b.c.d... is one table per dot, and a
// table is freed by recursion.
constexpr std::ptrdiff_t max_line_dots = 256;

Error refusal(const char* rule, std::string message, std::string hint = "") {
    return Error{ErrorKind::usage, rule, std::move(message), std::move(hint)};
}

Status check_lines(std::string_view text, std::string_view file_name) {
    for (int line = 1; !text.empty(); ++line) {
        const std::string_view row = text.substr(0, text.find('\n'));
        if (row.size() > max_line_bytes ||
            std::count(row.begin(), row.end(), '.') > max_line_dots) {
            return refusal(
                "POLICY-LINE",
                fmt::format("{} line {}: too long, expected at most {} bytes and {} dots",
                            file_name, line, max_line_bytes, max_line_dots));
        }
        text.remove_prefix(std::min(text.size(), row.size() + 1));
    }
    return {};
}

Node node_of(const toml::node& from) {
    Node node;
    node.line = static_cast<int>(from.source().begin.line);
    if (const auto* text = from.as_string()) {
        node.kind = Node::Kind::text;
        node.text = from_ascii(text->get());
    } else if (const auto* number = from.as_integer()) {
        node.kind = Node::Kind::number;
        node.number = number->get();
    } else if (const auto* truth = from.as_boolean()) {
        node.kind = Node::Kind::truth;
        node.truth = truth->get();
    } else if (const auto* list = from.as_array()) {
        node.kind = Node::Kind::list;
        for (const toml::node& item : *list) {
            node.items.push_back(node_of(item));
        }
    } else if (const auto* table = from.as_table()) {
        node.kind = Node::Kind::table;
        for (auto entry = table->cbegin(); entry != table->cend(); ++entry) {
            node.items.push_back(node_of(entry->second));
            node.items.back().key = entry->first.str();
        }
    }
    return node;
}

Result<Node> read_toml(std::string_view text, std::string_view file_name) {
    const toml::parse_result parsed = toml::parse(text);
    if (!parsed) {
        const toml::parse_error& problem = parsed.error();
        const std::string said = from_ascii(problem.description());
        const bool twice = said.find("redefine") != std::string::npos ||
                           said.find("duplicate") != std::string::npos;
        return refusal(twice ? "POLICY-DUPLICATE-KEY" : "POLICY-SYNTAX",
                       fmt::format("{} line {}: not TOML: {}", file_name,
                                   problem.source().begin.line, console::printable(said)));
    }
    return node_of(parsed.table());
}

}  // namespace

std::string_view name_of(Node::Kind kind) {
    switch (kind) {
        case Node::Kind::text:
            return "a text";
        case Node::Kind::number:
            return "a whole number";
        case Node::Kind::truth:
            return "true or false";
        case Node::Kind::list:
            return "a list";
        case Node::Kind::table:
            return "a table";
        case Node::Kind::other:
            break;
    }
    return "a date or a fraction";
}

Result<Node> parse_tree(ByteView bytes, std::string_view file_name) {
    if (bytes.size() > max_policy_bytes) {
        return refusal("POLICY-TOO-LARGE", fmt::format("{}: {} bytes, expected at most {}",
                                                       file_name, bytes.size(), max_policy_bytes));
    }
    const std::string_view text = as_text(bytes);
    if (!text::is_utf8(text)) {
        return refusal("POLICY-NOT-UTF8",
                       fmt::format("{}: not UTF-8 text, expected a TOML file", file_name));
    }
    if (auto lines = check_lines(text, file_name); !lines) return std::move(lines).error();

    try {
        return read_toml(to_ascii(text), file_name);
    } catch (const ParserConfused&) {
        return refusal("POLICY-SYNTAX",
                       fmt::format("{}: not TOML: a key or a bracket is cut off", file_name));
    }
}

}  // namespace breakglass::policy
