#pragma once
// Named facts, printed as lines for people or as one JSON object.

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace breakglass::backup {

class Facts {
  public:
    using Value = std::variant<std::string, bool, std::uint64_t, std::vector<std::string>>;

    void add(std::string name, std::string value) { put(std::move(name), std::move(value)); }
    void add(std::string name, const char* value) { put(std::move(name), std::string(value)); }
    void add(std::string name, bool value) { put(std::move(name), value); }
    void add(std::string name, std::uint64_t value) { put(std::move(name), value); }
    void add(std::string name, std::vector<std::string> value) {
        put(std::move(name), std::move(value));
    }

    /// With its final newline. Texts from outside are made printable.
    std::string print(bool as_json) const;

  private:
    void put(std::string name, Value value) {
        facts_.emplace_back(std::move(name), std::move(value));
    }
    std::vector<std::pair<std::string, Value>> facts_;
};

}  // namespace breakglass::backup
