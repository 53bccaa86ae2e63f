// What the steps found, for programs.

#include <nlohmann/json.hpp>

#include <breakglass/ceremony/status.h>
#include <breakglass/records/utc.h>

namespace breakglass::ceremony {

namespace {

using Json = nlohmann::ordered_json;

// Paths may hold bytes that are no UTF-8: they are replaced, never thrown at.
std::string line(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json set_json(const std::optional<catalog::ShareSet>& set) {
    if (!set) return nullptr;
    return Json{{"id", set->id},
                {"state", catalog::name_of(set->state)},
                {"recipient", set->recipient},
                {"created_at", records::utc_text(set->created_at)},
                {"spent_at", set->spent_at ? Json(records::utc_text(*set->spent_at)) : Json()}};
}

Json cards_json(const std::vector<CardStatus>& cards) {
    Json all = Json::array();
    for (const CardStatus& card : cards) {
        all.push_back(Json{
            {"group", card.group},
            {"number", card.number},
            {"holder", card.holder},
            {"delivery", card.delivery},
            {"confirmed", card.confirmed},
            {"confirmed_at", card.confirmed ? Json(records::utc_text(card.confirmed_at)) : Json()},
            {"how", card.confirmed ? Json(card.how) : Json()}});
    }
    return all;
}

}  // namespace

std::string to_json(const Standing& standing) {
    return line(Json{{"active", set_json(standing.active)},
                     {"pending", set_json(standing.pending)},
                     {"cards", cards_json(standing.cards)},
                     {"next", standing.next}});
}

std::string to_json(const Started& started) {
    Json deliveries = Json::array();
    for (const Delivery& delivery : started.deliveries) {
        deliveries.push_back(Json{{"group", delivery.group},
                                  {"number", delivery.number},
                                  {"holder", delivery.holder},
                                  {"encrypted", delivery.encrypted},
                                  {"files", delivery.files}});
    }
    Json machine = Json::array();
    for (const host::Finding& finding : started.host) {
        machine.push_back(
            Json{{"rule", host::rule_id(finding.rule)},
                 {"good", finding.good},
                 {"found", finding.found},
                 {"allowed", !finding.good && started.allowed.contains(finding.rule)}});
    }
    return line(Json{{"set", started.set_id},
                     {"host", machine},
                     {"dice", started.dice.empty() ? Json() : Json(started.dice)},
                     {"recipient", started.recipient},
                     {"resumed", started.resumed},
                     {"combinations", started.trials.possible},
                     {"combinations_tried", started.trials.tried},
                     {"deliveries", deliveries}});
}

std::string to_json(const Confirmed& confirmed) {
    Json read = Json::array();
    for (const ReadBack& card : confirmed.read) {
        read.push_back(Json{{"source", card.source},
                            {"group", card.group},
                            {"number", card.number},
                            {"holder", card.holder},
                            {"earlier", card.earlier},
                            {"receipt", card.receipt}});
    }
    Json refused = Json::array();
    for (const Refused& card : confirmed.refused) {
        refused.push_back(Json{
            {"source", card.source}, {"rule", card.error.rule}, {"message", card.error.message}});
    }
    return line(Json{{"set", confirmed.set_id},
                     {"all_confirmed", confirmed.all_confirmed()},
                     {"read", read},
                     {"refused", refused},
                     {"cards", cards_json(confirmed.cards)}});
}

std::string to_json(const Activated& activated) {
    return line(Json{{"set", activated.set_id},
                     {"state", "active"},
                     {"recipient", activated.recipient},
                     {"retiring", activated.retiring.empty() ? Json() : Json(activated.retiring)},
                     {"already", activated.already}});
}

}  // namespace breakglass::ceremony
