#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/names.h>
#include <breakglass/console/printable.h>
#include <breakglass/custodian/custody.h>
#include <breakglass/records/utc.h>

namespace breakglass::custodian {

namespace {

using console::printable;

/// "age1..." and the like are long; what kind it is says enough in a list.
std::string short_delivery(const std::string& delivery) {
    constexpr std::size_t most = 20;
    return delivery.size() <= most ? delivery : delivery.substr(0, most - 3) + "...";
}

std::string day_of(Time at) {
    return records::utc_text(at).substr(0, 10);
}

std::string state_of(const Place& place) {
    if (place.lost)
        return fmt::format("LOST, reported {}: {}", day_of(place.lost->at),
                           printable(place.lost->reason));
    std::string text = place.confirmed_at
                           ? fmt::format("read back {} ({})", day_of(*place.confirmed_at),
                                         printable(place.confirmed_how))
                           : "never read back";
    text += place.checked_at ? fmt::format(", checked {}", day_of(*place.checked_at))
                             : ", not checked since";
    if (place.overdue) text += ", OVERDUE";
    return text;
}

std::string margin_line(const Custody& set) {
    const int margin = set.margin();
    if (margin < 0) return "too few cards are left: the set cannot be opened with them";
    if (margin == 0) return "NONE: one more loss may close the set for good";
    return fmt::format("any {} more {} may be lost", margin, margin == 1 ? "card" : "cards");
}

nlohmann::ordered_json optional_time(const std::optional<Time>& at) {
    if (!at) return nullptr;
    return records::utc_text(*at);
}

nlohmann::ordered_json json_of(const Place& place) {
    nlohmann::ordered_json one{{"group", place.group},
                               {"number", place.number},
                               {"person", place.person},
                               {"name", place.name},
                               {"delivery", place.delivery},
                               {"confirmed_at", optional_time(place.confirmed_at)},
                               {"confirmed_how", place.confirmed_how},
                               {"checked_at", optional_time(place.checked_at)},
                               {"overdue", place.overdue},
                               {"lost", nullptr}};
    if (place.lost) {
        one["lost"] = {{"at", records::utc_text(place.lost->at)}, {"reason", place.lost->reason}};
    }
    return one;
}

}  // namespace

std::string to_text(const std::vector<Custody>& sets) {
    std::string text;
    for (const Custody& set : sets) {
        text += fmt::format("set {} {}\n", set.set_id, catalog::name_of(set.state));
        for (const Place& place : set.places) {
            const std::string card = fmt::format("{} {}", printable(place.group), place.number);
            // The name ends the line, so that one from right to left moves nothing else.
            const std::string name = place.name.empty() ? "" : " (" + place.name + ")";
            text += fmt::format("  {:<16} {:<16} {:<20} {}{}\n", card, printable(place.person),
                                printable(short_delivery(place.delivery)), state_of(place),
                                console::printable_with_names(name));
        }
        text += fmt::format("  margin: {} ({})\n", margin_line(set), set.margin_text());
    }
    return text;
}

std::string to_json(const std::vector<Custody>& sets) {
    auto list = nlohmann::ordered_json::array();
    for (const Custody& set : sets) {
        nlohmann::ordered_json one{{"set", set.set_id},
                                   {"state", catalog::name_of(set.state)},
                                   {"groups_required", set.groups_required},
                                   {"margin", set.margin()},
                                   {"groups", nlohmann::ordered_json::array()},
                                   {"cards", nlohmann::ordered_json::array()}};
        for (const GroupStanding& group : set.groups) {
            one["groups"].push_back({{"name", group.name},
                                     {"threshold", group.threshold},
                                     {"good", group.good},
                                     {"margin", group.margin()}});
        }
        for (const Place& place : set.places)
            one["cards"].push_back(json_of(place));
        list.push_back(std::move(one));
    }
    return list.dump() + "\n";
}

}  // namespace breakglass::custodian
