#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <breakglass/policy/policy.h>

namespace breakglass::policy {
namespace {

// The fewest shares that can open the escrow: the cheapest groups_required groups.
int fewest_shares(const Recovery& recovery) {
    std::vector<int> thresholds;
    for (const Group& group : recovery.groups) {
        thresholds.push_back(group.threshold);
    }
    std::sort(thresholds.begin(), thresholds.end());
    int shares = 0;
    for (std::size_t index = 0; index < static_cast<std::size_t>(recovery.groups_required);
         ++index) {
        shares += thresholds[index];
    }
    return shares;
}

void look_at_quorum(const Recovery& recovery, std::vector<Finding>& found) {
    if (fewest_shares(recovery) == 1) {
        found.push_back({"POLICY-ONE-SHARE-OPENS", "a single share opens every backup",
                         "raise the threshold to at least 2"});
    }
    for (const Group& group : recovery.groups) {
        if (group.threshold != 1 || group.holders.size() < 2) continue;
        // SLIP-39: a member threshold of 1 is one share, so its holders have the same words.
        found.push_back(
            {"POLICY-COPIED-SHARE",
             fmt::format(
                 "group \"{}\" has a threshold of 1: its {} holders have copies of one share",
                 group.name, group.holders.size()),
             "raise the threshold to 2, or give each person a group of their own"});
    }
    // Losing one share of a group without a margin closes the group; that closes the escrow when
    // no other group can stand in.
    const auto groups = static_cast<int>(recovery.groups.size());
    if (recovery.groups_required < groups) return;
    for (const Group& group : recovery.groups) {
        if (group.threshold < static_cast<int>(group.holders.size())) continue;
        found.push_back(
            {"POLICY-NO-MARGIN",
             fmt::format("group \"{}\" needs all {} of its shares: one lost card closes the escrow",
                         group.name, group.threshold),
             "add a holder, or lower the threshold"});
    }
}

// The most shares one person holds, and whether they alone reach a group's threshold.
void look_at_people(const Recovery& recovery, std::vector<Finding>& found) {
    for (const Group& group : recovery.groups) {
        std::map<std::string, int> shares;
        for (const Holder& holder : group.holders) {
            ++shares[holder.person];
        }
        for (const auto& [person, count] : shares) {
            if (count < 2) continue;
            found.push_back(
                {"POLICY-HOLDER-TWICE",
                 fmt::format("\"{}\" holds {} of {} shares in group \"{}\", which needs {}", person,
                             count, group.holders.size(), group.name, group.threshold),
                 "give each share to a person of its own"});
        }
    }
}

void look_at_approvals(const Policy& policy, std::vector<Finding>& found) {
    const auto approvers = std::count_if(
        policy.persons.begin(), policy.persons.end(),
        [](const Person& person) { return person.has_role("approver") && !person.ssh.empty(); });
    int most = 0;
    for (const ApprovalRule& rule : policy.approval) {
        most = std::max(most, rule.approvals);
    }
    for (const RestoreRule& rule : policy.restore) {
        most = std::max(most, rule.approvals);
    }
    if (most > approvers) {
        found.push_back(
            {"POLICY-TOO-FEW-APPROVERS",
             fmt::format("{} approvals are asked for, but only {} people are approvers with an SSH "
                         "key",
                         most, approvers),
             "give more people the role \"approver\" and their ssh key"});
    }
    if (policy.rule(CaseKind::incident).approvals == 0) {
        found.push_back({"POLICY-INCIDENT-UNAPPROVED", "an incident needs nobody's approval",
                         "set [approval] incident approvals to at least 1"});
    }
}

void look_at_keys(const Policy& policy, std::vector<Finding>& found) {
    for (const Group& group : policy.recovery.groups) {
        for (const Holder& holder : group.holders) {
            const bool signs_too = holder.delivery.kind == DeliveryKind::ssh &&
                                   std::any_of(policy.persons.begin(), policy.persons.end(),
                                               [&](const Person& person) {
                                                   return person.ssh == holder.delivery.text;
                                               });
            if (!signs_too) continue;
            found.push_back(
                {"POLICY-ONE-KEY",
                 fmt::format("the share of \"{}\" opens with a key that also signs approvals",
                             holder.person),
                 "deliver the share to a key of its own"});
        }
    }
}

}  // namespace

std::vector<Finding> findings(const Policy& policy) {
    std::vector<Finding> found;
    look_at_quorum(policy.recovery, found);
    look_at_people(policy.recovery, found);
    look_at_approvals(policy, found);
    look_at_keys(policy, found);
    return found;
}

}  // namespace breakglass::policy
