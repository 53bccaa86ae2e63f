#pragma once
// A policy of plain parts that tests change one thing in, and what really is beside it.

#include <string>
#include <vector>

#include <breakglass/reach/findings.h>

namespace breakglass::reach_test {

inline policy::Person person(const std::string& id, const std::string& place,
                             std::vector<std::string> roles) {
    policy::Person made;
    made.id = id;
    made.place = place;
    made.phone = "+62 21 0000";
    made.roles = std::move(roles);
    made.ssh = "ssh-ed25519 key-of-" + id;
    return made;
}

/// 3 of 5, in three places and two time zones; nothing to find in it.
inline policy::Policy sound() {
    policy::Policy policy;
    policy.escrow = "payroll";
    policy.owner = "platform-lead";
    policy.purpose = "backups of the payroll database";
    policy.persons = {person("platform-lead", "Jakarta", {"operator", "requester"}),
                      person("security-lead", "Jakarta", {"approver"}),
                      person("finance", "Bandung", {"approver"}),
                      person("legal", "Bandung", {"approver", "witness"}),
                      person("director", "Jayapura", {"approver"}),
                      person("auditor", "Surabaya", {"auditor"})};
    policy.recovery.groups_required = 1;
    policy.recovery.groups = {{"custodians", 3, {}}};
    for (const char* id : {"platform-lead", "security-lead", "finance", "legal", "director"}) {
        policy.recovery.groups[0].holders.push_back(policy::Holder{id, {}});
        policy.recovery.groups[0].holders.back().delivery.text = "paper";
    }
    policy.approval.resize(6);
    for (policy::ApprovalRule& rule : policy.approval) {
        rule.approvals = 2;
    }
    return policy;
}

/// A manifest with the policy's own groups and holders.
inline records::Manifest manifest_of(const policy::Policy& policy, const std::string& set_id) {
    records::Manifest manifest;
    manifest.set_id = set_id;
    manifest.groups_required = static_cast<std::uint8_t>(policy.recovery.groups_required);
    for (const policy::Group& group : policy.recovery.groups) {
        records::Group& added = manifest.groups.emplace_back();
        added.name = group.name;
        added.threshold = static_cast<std::uint8_t>(group.threshold);
        for (const policy::Holder& holder : group.holders) {
            records::Member& member = added.members.emplace_back();
            member.holder = holder.person;
            member.delivery = holder.delivery.text;
        }
    }
    return manifest;
}

inline reach::LiveSet live_set(const policy::Policy& policy, const std::string& id,
                               catalog::SetState state) {
    reach::LiveSet live;
    live.set.id = id;
    live.set.state = state;
    live.manifest = manifest_of(policy, id);
    return live;
}

inline reach::LiveKek live_kek(const std::string& name, const std::string& owner,
                               const std::string& keystore = "file:/desk/kek.age") {
    reach::LiveKek live;
    live.kek.id = "0011aabb";
    live.kek.name = name;
    live.kek.owner = owner;
    live.kek.keystore = keystore;
    live.kek.state = catalog::KekState::active;
    return live;
}

/// One rule id per finding, in their order.
inline std::vector<std::string> rules(const policy::Policy& policy,
                                      const reach::Holdings& holdings = {}) {
    std::vector<std::string> ids;
    for (const reach::Finding& finding : reach::findings(policy, holdings)) {
        ids.push_back(finding.rule);
    }
    return ids;
}

/// The message of the first finding of a rule; empty when there is none.
inline std::string told(const policy::Policy& policy, const std::string& rule,
                        const reach::Holdings& holdings = {}) {
    for (const reach::Finding& finding : reach::findings(policy, holdings)) {
        if (finding.rule == rule) return finding.message;
    }
    return "";
}

}  // namespace breakglass::reach_test
