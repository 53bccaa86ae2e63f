#pragma once
// One table of the policy while it is read: every key is asked for by name, what was not asked for
// is refused at the end.

#include "toml_tree.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/policy/duration.h>

namespace breakglass::policy {

/// Keeps the first refusal, so that the reading code is not half error handling: a reader goes on
/// with a harmless value and the caller looks once, at the end.
class Refusals {
  public:
    explicit Refusals(std::string_view file_name) : file_name_(file_name) {}
    void add(const char* rule, int line, std::string message, std::string hint = "");
    const std::optional<Error>& first() const { return first_; }

  private:
    std::string file_name_;
    std::optional<Error> first_;
};

class Section {
  public:
    /// title: how messages name the table, such as [[store]]; empty for the top of the file.
    Section(const Node& table, std::string title, Refusals& refusals);

    /// The value under a key, or null. Everything below goes through it.
    const Node* take(const char* key);

    /// Printable text of 1 to max_bytes. An absent optional key gives an empty text.
    std::string text(const char* key, bool required, std::size_t max_bytes = 256);
    /// Printable text that may stand in a file name: see is_name.
    std::string name(const char* key);
    /// A person's name as people write it, of 1 to 128 bytes: see text::is_person_name. Optional.
    std::string person_name(const char* key);
    std::optional<int> number(const char* key, int lowest, int highest, const char* rule);
    bool truth(const char* key, bool otherwise);
    std::optional<Duration> duration(const char* key);
    /// A list of tables, in order.
    std::vector<Section> sections(const char* key, const char* title);
    /// One table, or nothing.
    std::optional<Section> section(const char* key, const char* title);
    /// A list of texts, in order.
    std::vector<std::string> texts(const char* key);

    /// Refuses each key that nothing asked for.
    void finish();

    /// Refuses this section, or one of its keys, by rule.
    void refuse(const char* rule, const char* key, const std::string& what, std::string hint = "");
    void missing(const char* key);
    int line_of(const char* key) const;
    Refusals& refusals() { return *refusals_; }

  private:
    const Node* find(std::string_view key) const;
    bool knows(std::string_view key) const;
    const Node* take(const char* key, Node::Kind kind);

    const Node* table_;
    std::string title_;
    Refusals* refusals_;
    std::vector<std::string_view> known_;
};

}  // namespace breakglass::policy
