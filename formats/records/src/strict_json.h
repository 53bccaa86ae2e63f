#pragma once
// A JSON object read strictly: every key known, none repeated, none missing, each of its type.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::records {

/// Takes values out by key and remembers the first thing that was wrong.
class StrictObject {
  public:
    /// rule and what: for the refusal, "RECEIPT-MALFORMED" and "the receipt".
    StrictObject(std::string rule, std::string what)
        : rule_(std::move(rule)), what_(std::move(what)) {}

    /// Reads one object that fills all of text.
    Status read(std::string_view text);

    bool has(const std::string& key) const { return object_.contains(key); }
    std::string text(const std::string& key);
    std::uint64_t number(const std::string& key);
    std::int64_t time(const std::string& key);
    Hash256 hash(const std::string& key);
    Bytes hex(const std::string& key, std::size_t size);
    std::vector<std::string> texts(const std::string& key, std::size_t most);

    /// Whether all went well and no key is left that nobody took.
    Status finish() const;

  private:
    Error refuse(const std::string& why) const;
    const nlohmann::json* take(const std::string& key);
    void note(const std::string& why);

    std::string rule_;
    std::string what_;
    nlohmann::json object_;
    std::vector<std::string> taken_;
    std::optional<Error> first_;
};

}  // namespace breakglass::records
