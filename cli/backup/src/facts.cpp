#include "facts.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/printable.h>

namespace breakglass::backup {

namespace {

std::string as_line(const Facts::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return console::printable(*text);
    if (const auto* yes = std::get_if<bool>(&value)) return *yes ? "yes" : "no";
    if (const auto* number = std::get_if<std::uint64_t>(&value)) return std::to_string(*number);
    std::string line;
    for (const std::string& text : *std::get_if<std::vector<std::string>>(&value)) {
        line += (line.empty() ? "" : ", ") + console::printable(text);
    }
    return line.empty() ? "none" : line;
}

}  // namespace

std::string Facts::print(bool as_json) const {
    if (as_json) {
        nlohmann::ordered_json object;
        for (const auto& [name, value] : facts_) {
            std::visit([&object, &key = name](const auto& held) { object[key] = held; }, value);
        }
        // a label from a catalog is text, but a file name may be any bytes
        return object.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    }
    std::size_t width = 0;
    for (const auto& [name, value] : facts_)
        width = std::max(width, name.size());
    std::string text;
    for (const auto& [name, value] : facts_) {
        std::string words = name;
        std::ranges::replace(words, '_', ' ');
        text += fmt::format("{:<{}}  {}\n", words + ":", width + 1, as_line(value));
    }
    return text;
}

}  // namespace breakglass::backup
