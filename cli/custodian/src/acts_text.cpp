#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/printable.h>
#include <breakglass/custodian/acts.h>
#include <breakglass/records/utc.h>

namespace breakglass::custodian {

namespace {

const char* name_of(Step::State state) {
    switch (state) {
        case Step::State::done:
            return "done";
        case Step::State::now:
            return "now";
        case Step::State::later:
            return "later";
    }
    stop_on_bug("a step without a state", __FILE__, __LINE__);
}

}  // namespace

std::string to_text(const Lost& lost) {
    std::string text;
    for (const Place& card : lost.cards) {
        text += fmt::format("card {} {} of set {} ({}) is lost, reported {}\n",
                            console::printable(card.group), card.number, lost.custody.set_id,
                            console::printable(card.person), records::utc_text(card.lost->at));
    }
    const int margin = lost.custody.margin();
    text += fmt::format("margin: {} ({})\n",
                        margin < 0 ? std::string("below zero") : std::to_string(margin),
                        lost.custody.margin_text());
    text += fmt::format("still good: {}\n", lost.holders_left.empty()
                                                ? std::string("none")
                                                : console::printable(fmt::format(
                                                      "{}", fmt::join(lost.holders_left, ", "))));
    return text;
}

std::string to_json(const Lost& lost) {
    nlohmann::ordered_json one{{"set", lost.custody.set_id},
                               {"newly", lost.newly},
                               {"margin", lost.custody.margin()},
                               {"still_good", lost.holders_left},
                               {"cards", nlohmann::ordered_json::array()}};
    for (const Place& card : lost.cards) {
        one["cards"].push_back({{"group", card.group},
                                {"number", card.number},
                                {"person", card.person},
                                {"lost_at", records::utc_text(card.lost->at)},
                                {"reason", card.lost->reason}});
    }
    const auto alarm = alarm_of(lost.custody);
    one["alarm"] = alarm ? nlohmann::ordered_json(alarm->rule) : nlohmann::ordered_json(nullptr);
    return one.dump() + "\n";
}

std::string to_text(const Way& way) {
    std::string text = fmt::format(
        "{} leaves: set {} has to go. Its key is never rejoined for that; the KEK opens every "
        "backup meanwhile.\n",
        console::printable(way.person), way.set_id);
    std::size_t number = 0;
    for (const Step& step : way.steps) {
        text += fmt::format("{:>2}. [{:<5}] {}\n", ++number, name_of(step.state), step.what);
        if (step.state != Step::State::done) text += fmt::format("            {}\n", step.command);
    }
    return text;
}

std::string to_json(const Way& way) {
    nlohmann::ordered_json one{
        {"person", way.person}, {"set", way.set_id}, {"steps", nlohmann::ordered_json::array()}};
    for (const Step& step : way.steps) {
        one["steps"].push_back(
            {{"state", name_of(step.state)}, {"what", step.what}, {"command", step.command}});
    }
    return one.dump() + "\n";
}

}  // namespace breakglass::custodian
