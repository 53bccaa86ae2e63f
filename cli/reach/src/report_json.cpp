#include <nlohmann/json.hpp>

#include <breakglass/reach/report.h>

namespace breakglass::reach {
namespace {

using nlohmann::json;

json list_of(const Cheapest& cheapest) {
    return {{"count", cheapest.who.size()}, {"such_as", cheapest.who}, {"exact", cheapest.exact}};
}

json paths_json(const Subject& subject) {
    json list = json::array();
    for (const Path& path : paths(subject.policy, subject.holdings)) {
        constexpr const char* ways[] = {"kek", "share-set", "planned"};
        json entry{{"way", ways[static_cast<std::size_t>(path.way)]},
                   {"name", path.name},
                   {"state", path.state},
                   {"people", list_of(path.people)},
                   {"places", list_of(path.places)},
                   {"alone", path.alone},
                   {"alone_places", path.alone_places},
                   {"backups", nullptr}};
        if (path.backups) entry["backups"] = *path.backups;
        if (path.way == Way::kek) entry["keystore"] = path.keystore;
        list.push_back(std::move(entry));
    }
    return list;
}

json base(const Subject& subject) {
    json both = json::array();
    for (const DoesBoth& one : who_does_both(subject.policy, subject.holdings)) {
        both.push_back({{"person", one.person}, {"by", one.by}});
    }
    json unreadable = json::array();
    for (const Error& error : subject.holdings.unreadable) {
        unreadable.push_back(error.message);
    }
    return {{"escrow", subject.policy.escrow},
            {"standing", subject.standing},
            {"policy_sha256", to_hex(subject.policy.hash)},
            {"paths", paths_json(subject)},
            {"stores_and_keys", both},
            {"not_counted", unreadable}};
}

json optional_text(const std::optional<policy::Duration>& duration) {
    return duration ? json(duration->text()) : json(nullptr);
}

json recovery_json(const policy::Policy& policy) {
    json groups = json::array();
    for (const policy::Group& group : policy.recovery.groups) {
        json holders = json::array();
        for (const policy::Holder& holder : group.holders) {
            holders.push_back({{"person", holder.person}, {"delivery", holder.delivery.text}});
        }
        groups.push_back(
            {{"name", group.name}, {"threshold", group.threshold}, {"holders", holders}});
    }
    return {{"groups_required", policy.recovery.groups_required}, {"groups", groups}};
}

json approval_json(const policy::Policy& policy) {
    json kinds = json::object();
    for (std::size_t at = 0; at < policy.approval.size(); ++at) {
        const policy::ApprovalRule& rule = policy.approval[at];
        kinds[std::string(policy::name_of(static_cast<policy::CaseKind>(at)))] = {
            {"approvals", rule.approvals},
            {"collect", rule.collect.text()},
            {"use", rule.use.text()},
            {"cooling_off", rule.cooling_off.text()},
            {"requester_share_counts", rule.requester_share_counts}};
    }
    return kinds;
}

json people_json(const policy::Policy& policy) {
    json people = json::array();
    for (const policy::Person& person : policy.persons) {
        people.push_back({{"id", person.id},
                          {"name", person.name},
                          {"place", person.place},
                          {"zone", person.zone},
                          {"phone", person.phone},
                          {"roles", person.roles},
                          {"ssh", person.ssh}});
    }
    return people;
}

std::string printed(const json& document) {
    return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string check_json(const Subject& subject, const std::vector<Finding>& found) {
    json document = base(subject);
    json list = json::array();
    for (const Finding& finding : found) {
        list.push_back({{"rule", finding.rule},
                        {"weight", name_of(finding.weight)},
                        {"message", finding.message},
                        {"mend", finding.mend}});
    }
    document["findings"] = std::move(list);
    document["serious"] = serious(found);
    return printed(document);
}

std::string show_json(const Subject& subject) {
    const policy::Policy& policy = subject.policy;
    json document = base(subject);
    document["owner"] = policy.owner;
    document["purpose"] = policy.purpose;
    document["objective"] = optional_text(policy.objective);
    document["recovery"] = recovery_json(policy);
    document["approval"] = approval_json(policy);
    json restores = json::array();
    for (const policy::RestoreRule& rule : policy.restore) {
        restores.push_back({{"label", rule.label.text()}, {"approvals", rule.approvals}});
    }
    document["restore"] = std::move(restores);
    const auto after = [](policy::AfterUse use) {
        return use == policy::AfterUse::rewrap ? "rewrap" : "re-encrypt";
    };
    document["rotation"] = {{"kek_age", optional_text(policy.rotation.kek_age)},
                            {"after_recovery", after(policy.rotation.after_recovery)},
                            {"after_departure", after(policy.rotation.after_departure)}};
    document["drill"] = {{"every", optional_text(policy.drill.every)},
                         {"card_check", optional_text(policy.drill.card_check)}};
    json stores = json::array();
    for (const policy::Store& store : policy.stores) {
        stores.push_back({{"name", store.name},
                          {"path", store.path},
                          {"surface", store.surface},
                          {"retain", optional_text(store.retain)},
                          {"writable", store.writable}});
    }
    document["stores"] = std::move(stores);
    document["people"] = people_json(policy);
    return printed(document);
}

}  // namespace breakglass::reach
