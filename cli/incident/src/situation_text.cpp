#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/incident/situation.h>

namespace breakglass::incident {

namespace {

using catalog::IncidentState;
using nlohmann::ordered_json;

// A stored text is UTF-8 by the catalog's rules; one that is not must not end the program.
std::string dump(const ordered_json& json) {
    return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json json_of(const Situation& situation) {
    const catalog::Incident& incident = situation.incident;
    ordered_json backups = ordered_json::array();
    for (const SituationItem& entry : situation.items) {
        backups.push_back({{"id", to_hex(entry.item.id)},
                           {"label", entry.item.label},
                           {"bytes", entry.item.plain_bytes},
                           {"restored", !entry.output.empty()},
                           {"output", entry.output}});
    }
    return {{"case", incident.case_name},
            {"state", catalog::name_of(incident.state)},
            {"reason", incident.reason},
            {"reference", incident.reference},
            {"scope", incident.scope},
            {"set", incident.set_id},
            {"cards_needed", situation.groups},
            {"fresh_kek", incident.fresh_kek_id},
            {"fresh_kek_name", situation.fresh_kek_name},
            {"requested_at", console::rfc3339(incident.requested_at)},
            {"changed_at", console::rfc3339(incident.changed_at)},
            {"under_old_keks", situation.under_old_keks},
            {"backups", std::move(backups)},
            {"next", situation.next}};
}

std::string one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return console::printable(text);
}

}  // namespace

std::string as_text(const std::vector<Situation>& situations) {
    if (situations.empty()) return "no incident has been recorded in this escrow\n";
    std::string text;
    for (const Situation& situation : situations) {
        const catalog::Incident& incident = situation.incident;
        const auto restored = std::ranges::count_if(
            situation.items, [](const SituationItem& entry) { return !entry.output.empty(); });
        text +=
            fmt::format("case {}: {} since {}\n", incident.case_name,
                        catalog::name_of(incident.state), console::rfc3339(incident.changed_at));
        text += fmt::format("  reason     {}\n", console::printable(incident.reason));
        if (!incident.reference.empty()) {
            text += fmt::format("  reference  {}\n", console::printable(incident.reference));
        }
        text += fmt::format("  scope      {}\n", one_line(incident.scope));
        text += fmt::format("  share set  {}\n", incident.set_id);
        text += fmt::format("  fresh KEK  {} ({})\n", incident.fresh_kek_id,
                            console::printable(situation.fresh_kek_name));
        text += fmt::format("  restored   {} of {} backups\n", restored, situation.items.size());
        text +=
            fmt::format("  not yet under the fresh KEK  {} backups\n", situation.under_old_keks);
        for (const std::string& group : situation.groups) {
            text += fmt::format("  cards needed  {}\n", console::printable(group));
        }
        for (const SituationItem& entry : situation.items) {
            text += fmt::format(
                "  {}  {}  {}\n", to_hex(entry.item.id), console::printable(entry.item.label),
                entry.output.empty() ? "not restored" : console::printable(entry.output));
        }
        if (!situation.next.empty()) text += fmt::format("  next       {}\n", situation.next);
    }
    return text;
}

std::string as_json(const std::vector<Situation>& situations) {
    ordered_json list = ordered_json::array();
    for (const Situation& situation : situations)
        list.push_back(json_of(situation));
    return dump(list);
}

std::string as_json(const Report& report) {
    ordered_json restored = ordered_json::array();
    for (const backup::RestoreReport& one : report.restored) {
        ordered_json doubts = ordered_json::array();
        for (const Error& doubt : one.doubts) {
            doubts.push_back({{"rule", doubt.rule}, {"message", doubt.message}});
        }
        restored.push_back({{"id", to_hex(one.id)},
                            {"label", one.label},
                            {"source", one.source},
                            {"output", one.output},
                            {"bytes", one.plain_bytes},
                            {"proven", one.proven},
                            {"doubts", std::move(doubts)}});
    }
    ordered_json closed = ordered_json::array();
    for (const NotRestored& one : report.not_restored) {
        closed.push_back({{"id", to_hex(one.id)},
                          {"label", one.label},
                          {"rule", one.reason.rule},
                          {"message", one.reason.message}});
    }
    ordered_json json = {{"case", report.case_name},
                         {"set", report.set_id},
                         {"fresh_kek", report.fresh_kek_id},
                         {"rejoined_now", report.rejoined_now}};
    if (report.rejoined_now) {
        json["key_lived_ms"] = report.key_lived.count();
        json["rewrapped"] = report.rewrapped.rewrapped;
        json["unchanged"] = report.rewrapped.unchanged;
        json["not_rewrapped"] = report.rewrapped.failed;
        json["not_ours"] = report.rewrapped.not_ours;
    }
    json["restored"] = std::move(restored);
    json["restored_before"] = report.restored_before;
    json["not_restored"] = std::move(closed);
    json["next"] = report.next;
    return dump(json);
}

}  // namespace breakglass::incident
