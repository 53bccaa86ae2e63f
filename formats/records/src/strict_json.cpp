#include "strict_json.h"

#include "rules.h"

#include <algorithm>
#include <set>

#include <breakglass/encoding/hex.h>
#include <breakglass/records/utc.h>

namespace breakglass::records {

Error StrictObject::refuse(const std::string& why) const {
    return {ErrorKind::unverified, rule_, what_ + " is malformed: " + why, ""};
}

void StrictObject::note(const std::string& why) {
    if (!first_) first_ = refuse(why);
}

Status StrictObject::read(std::string_view text) {
    using Event = nlohmann::json::parse_event_t;
    std::set<std::string> keys;
    bool repeated = false;
    bool nested = false;
    // the library would keep the last of two equal keys and say nothing
    const auto watch = [&](int depth, Event event, nlohmann::json& value) {
        if ((event == Event::object_start && depth > 0) ||
            (event == Event::array_start && depth != 1)) {
            nested = true;
        }
        if (event == Event::key && !keys.insert(value.get<std::string>()).second) repeated = true;
        return !nested;
    };
    object_ = nlohmann::json::parse(text.begin(), text.end(), watch, false);
    if (nested) return refuse("it is not one flat JSON object");
    if (object_.is_discarded() || !object_.is_object()) return refuse("it is not one JSON object");
    if (repeated) return refuse("a key stands in it twice");
    return {};
}

const nlohmann::json* StrictObject::take(const std::string& key) {
    taken_.push_back(key);
    const auto found = object_.find(key);
    if (found == object_.end()) {
        note("the key \"" + key + "\" is missing");
        return nullptr;
    }
    return &*found;
}

std::string StrictObject::text(const std::string& key) {
    const nlohmann::json* value = take(key);
    if (value == nullptr) return {};
    if (!value->is_string()) {
        note("\"" + key + "\" is not a text");
        return {};
    }
    return value->get<std::string>();
}

std::uint64_t StrictObject::number(const std::string& key) {
    const nlohmann::json* value = take(key);
    if (value == nullptr) return 0;
    if (!value->is_number_unsigned()) {
        note("\"" + key + "\" is not a whole number");
        return 0;
    }
    return value->get<std::uint64_t>();
}

std::int64_t StrictObject::time(const std::string& key) {
    const auto seconds = parse_utc(text(key));
    if (!seconds) note("\"" + key + "\" is not a time such as 2031-03-02T04:05:06Z");
    return seconds.value_or(0);
}

Bytes StrictObject::hex(const std::string& key, std::size_t size) {
    auto bytes = encoding::from_hex(text(key));
    if (bytes && bytes->size() == size) return std::move(*bytes);
    note("\"" + key + "\" is not " + std::to_string(2 * size) + " lower-case hex digits");
    return Bytes(size);
}

Hash256 StrictObject::hash(const std::string& key) {
    Hash256 hash{};
    std::ranges::copy(hex(key, hash.size()), hash.begin());
    return hash;
}

std::vector<std::string> StrictObject::texts(const std::string& key, std::size_t most) {
    const nlohmann::json* value = take(key);
    if (value == nullptr) return {};
    const bool sound = value->is_array() && value->size() <= most &&
                       std::all_of(value->begin(), value->end(),
                                   [](const nlohmann::json& item) { return item.is_string(); });
    if (!sound) {
        note("\"" + key + "\" is not a list of at most " + std::to_string(most) + " texts");
        return {};
    }
    return value->get<std::vector<std::string>>();
}

Status StrictObject::finish() const {
    if (first_) return *first_;
    for (const auto& item : object_.items()) {
        if (std::ranges::find(taken_, item.key()) == taken_.end()) {
            return refuse("it holds an unknown key");
        }
    }
    return {};
}

}  // namespace breakglass::records
