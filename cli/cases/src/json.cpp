#include "next_command.h"

#include <nlohmann/json.hpp>

#include <breakglass/cases/docket.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace {

using nlohmann::ordered_json;

ordered_json time_or_null(const std::optional<Time>& time) {
    return time ? ordered_json(records::utc_text(*time)) : ordered_json(nullptr);
}

ordered_json error_json(const Error& error) {
    return {{"rule", error.rule}, {"message", error.message}, {"hint", error.hint}};
}

ordered_json people_json(const Docketed& docketed) {
    ordered_json list = ordered_json::array();
    for (const std::string& id : docketed.standing.can_approve) {
        const policy::Person* person = docketed.circumstances.policy->person(id);
        list.push_back({{"person", id},
                        {"phone", person == nullptr ? "" : person->phone},
                        {"place", person == nullptr ? "" : person->place}});
    }
    return list;
}

ordered_json request_json(const Case& it) {
    const Request& request = it.request;
    return {{"sha256", to_hex(it.request_hash())},
            {"escrow", request.escrow},
            {"escrow_id", request.escrow_id},
            {"policy_sha256", to_hex(request.policy_hash)},
            {"requester", request.requester},
            {"time", records::utc_text(request.time)},
            {"reason", request.reason},
            {"reference", request.reference},
            {"scope", request.scope},
            {"subjects", request.subjects},
            {"recipient", request.recipient},
            {"export_to", request.export_to}};
}

ordered_json one_json(const Docketed& docketed) {
    const Standing& standing = docketed.standing;
    ordered_json approvals = ordered_json::array();
    for (const Approval& each : standing.approvals) {
        approvals.push_back({{"person", each.person}, {"time", records::utc_text(each.time)}});
    }
    ordered_json ignored = ordered_json::array();
    for (const Ignored& each : standing.ignored) {
        ordered_json entry{{"what", each.what}};
        entry.update(error_json(each.reason));
        ignored.push_back(std::move(entry));
    }
    ordered_json stop = nullptr;
    if (standing.stop) {
        stop = {{"person", standing.stop->person},
                {"how", standing.stop->how},
                {"reason", standing.stop->reason},
                {"time", records::utc_text(standing.stop->time)}};
    }
    const auto may = may_act(docketed.it, standing);
    return {{"case", docketed.it.request.case_name},
            {"act", policy::name_of(docketed.it.request.act)},
            {"state", name_of(standing.state)},
            {"may_act", static_cast<bool>(may)},
            {"why_not", may ? ordered_json(nullptr) : error_json(may.error())},
            {"request", request_json(docketed.it)},
            {"needed", standing.needed},
            {"approvals", std::move(approvals)},
            {"can_approve", people_json(docketed)},
            {"ignored", std::move(ignored)},
            {"stop", std::move(stop)},
            {"collect_until", records::utc_text(standing.collect_until)},
            {"usable_from", time_or_null(standing.usable_from)},
            {"usable_until", time_or_null(standing.usable_until)},
            {"used_at", time_or_null(standing.used_at)},
            {"now", records::utc_text(standing.now)},
            {"clock", standing.clock ? error_json(*standing.clock) : ordered_json(nullptr)},
            {"next", next_command(docketed)}};
}

}  // namespace

std::string to_json(const std::vector<Docketed>& docketed) {
    ordered_json list = ordered_json::array();
    for (const Docketed& each : docketed)
        list.push_back(one_json(each));
    return list.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace breakglass::cases
