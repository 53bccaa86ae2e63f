#include "section.h"

#include "ascii.h"
#include "names.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <breakglass/console/printable.h>
#include <breakglass/text/person_name.h>
#include <breakglass/text/plain.h>

namespace breakglass::policy {

void Refusals::add(const char* rule, int line, std::string message, std::string hint) {
    if (first_) return;
    std::string where =
        line > 0 ? fmt::format("{} line {}: ", file_name_, line) : fmt::format("{}: ", file_name_);
    first_ = Error{ErrorKind::usage, rule, std::move(where) + std::move(message), std::move(hint)};
}

Section::Section(const Node& table, std::string title, Refusals& refusals)
    : table_(&table), title_(std::move(title)), refusals_(&refusals) {}

const Node* Section::find(std::string_view key) const {
    const auto found = std::find_if(table_->items.begin(), table_->items.end(),
                                    [&](const Node& candidate) { return candidate.key == key; });
    return found == table_->items.end() ? nullptr : &*found;
}

bool Section::knows(std::string_view key) const {
    return std::find(known_.begin(), known_.end(), key) != known_.end();
}

const Node* Section::take(const char* key) {
    if (!knows(key)) known_.emplace_back(key);
    return find(key);
}

int Section::line_of(const char* key) const {
    const Node* value = find(key);
    return value != nullptr ? value->line : table_->line;
}

void Section::refuse(const char* rule, const char* key, const std::string& what, std::string hint) {
    const std::string place = title_.empty() ? "" : title_ + " ";
    refusals_->add(rule, line_of(key), fmt::format("{}\"{}\" {}", place, key, what),
                   std::move(hint));
}

void Section::missing(const char* key) {
    refuse("POLICY-MISSING-KEY", key, "is missing", "docs/policy.md names every key");
}

const Node* Section::take(const char* key, Node::Kind kind) {
    const Node* value = take(key);
    if (value == nullptr || value->kind == kind) return value;
    refuse("POLICY-TYPE", key,
           fmt::format("is {}, expected {}", name_of(value->kind), name_of(kind)));
    return nullptr;
}

std::string Section::text(const char* key, bool required, std::size_t max_bytes) {
    if (required && find(key) == nullptr) missing(key);
    const Node* value = take(key, Node::Kind::text);
    if (value == nullptr) return "";
    if (value->text.empty() || value->text.size() > max_bytes ||
        !text::is_plain_line(value->text)) {
        refuse("POLICY-TEXT", key,
               fmt::format("is \"{}\", expected 1 to {} bytes without control characters",
                           console::printable(value->text), max_bytes));
    }
    return value->text;
}

std::string Section::name(const char* key) {
    std::string value = text(key, true);
    if (!value.empty() && !is_name(value)) {
        refuse("POLICY-NAME", key,
               fmt::format("is \"{}\", expected 1 to {} bytes that can stand in a file name: no "
                           "\"/\", no \"\\\", no space or \"-\" or \".\" at the start, no space at "
                           "the end",
                           console::printable(value), max_name_bytes));
    }
    return value;
}

std::string Section::person_name(const char* key) {
    const Node* value = take(key, Node::Kind::text);
    if (value == nullptr) return "";
    if (value->text.size() > max_person_name_bytes || !text::is_person_name(value->text)) {
        refuse(
            "POLICY-PERSON-NAME", key,
            fmt::format("is \"{}\", expected 1 to {} bytes of text in any script without "
                        "characters that control, hide or turn it",
                        console::printable(value->text), max_person_name_bytes),
            "leave invisible characters out; a joiner stays only where it changes how letters join "
            "(docs/policy.md)");
    }
    return value->text;
}

std::optional<int> Section::number(const char* key, int lowest, int highest, const char* rule) {
    const Node* value = take(key, Node::Kind::number);
    if (value == nullptr) return std::nullopt;
    if (value->number < lowest || value->number > highest) {
        refuse(rule, key, fmt::format("is {}, expected {} to {}", value->number, lowest, highest));
        return std::nullopt;
    }
    return static_cast<int>(value->number);
}

bool Section::truth(const char* key, bool otherwise) {
    const Node* value = take(key, Node::Kind::truth);
    return value != nullptr ? value->truth : otherwise;
}

std::optional<Duration> Section::duration(const char* key) {
    const Node* value = take(key, Node::Kind::text);
    if (value == nullptr) return std::nullopt;
    auto parsed = Duration::parse(value->text);
    if (!parsed) {
        refusals_->add("POLICY-DURATION", value->line,
                       fmt::format("{} \"{}\" is {}", title_, key, parsed.error().message));
        return std::nullopt;
    }
    return *std::move(parsed);
}

std::vector<Section> Section::sections(const char* key, const char* title) {
    std::vector<Section> found;
    const Node* list = take(key, Node::Kind::list);
    if (list == nullptr) return found;
    for (const Node& item : list->items) {
        if (item.kind != Node::Kind::table) {
            refusals_->add("POLICY-TYPE", item.line,
                           fmt::format("{} holds {}, expected a table", title, name_of(item.kind)));
            return {};
        }
        found.emplace_back(item, title, *refusals_);
    }
    return found;
}

std::optional<Section> Section::section(const char* key, const char* title) {
    const Node* table = take(key, Node::Kind::table);
    if (table == nullptr) return std::nullopt;
    return Section(*table, title, *refusals_);
}

std::vector<std::string> Section::texts(const char* key) {
    std::vector<std::string> found;
    const Node* list = take(key, Node::Kind::list);
    if (list == nullptr) return found;
    for (const Node& item : list->items) {
        if (item.kind != Node::Kind::text) {
            refuse("POLICY-TYPE", key,
                   fmt::format("holds {}, expected a text", name_of(item.kind)));
            return {};
        }
        found.push_back(item.text);
    }
    return found;
}

void Section::finish() {
    for (const Node& entry : table_->items) {
        if (knows(entry.key)) continue;
        refusals_->add(
            "POLICY-UNKNOWN-KEY", entry.line,
            fmt::format("{}{}\"{}\" is not a key of the policy", title_, title_.empty() ? "" : " ",
                        console::printable(from_ascii(entry.key))),
            fmt::format("expected here: {}", fmt::join(known_, ", ")));
    }
}

}  // namespace breakglass::policy
