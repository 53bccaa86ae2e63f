#include "plan.h"

#include <set>

#include <breakglass/age/recipient.h>

namespace breakglass::ceremony {

std::string card_stem(const std::string& group, std::size_t number, const std::string& holder) {
    std::string stem = group + "-" + std::to_string(number) + "-" + holder;
    constexpr std::string_view unwelcome = " \"'`$&*?<>|;:!()[]{}#~%^\\/";
    for (char& letter : stem)
        if (unwelcome.find(letter) != std::string_view::npos) letter = '_';
    return stem;
}

Result<Plan> plan_cards(const policy::Policy& policy) {
    Plan plan;
    plan.split.groups_required = static_cast<unsigned>(policy.recovery.groups_required);
    std::set<std::string> stems;
    for (const policy::Group& group : policy.recovery.groups) {
        const bool copies = group.threshold == 1;
        plan.split.groups.push_back(
            slip39::Group{.threshold = static_cast<unsigned>(group.threshold),
                          .members = copies ? 1U : static_cast<unsigned>(group.holders.size())});
        for (std::size_t position = 0; position < group.holders.size(); ++position) {
            const policy::Holder& holder = group.holders[position];
            if (holder.delivery.kind == policy::DeliveryKind::token) {
                return Error{ErrorKind::usage, "POLICY-CEREMONY-DELIVERY-UNSUPPORTED",
                             "the share of " + holder.person + " in group " + group.name +
                                 " goes to a token (" + holder.delivery.text +
                                 "), which this version cannot write to",
                             "give it delivery = \"paper\", or an age1... or ssh-ed25519 key"};
            }
            if (holder.delivery.kind != policy::DeliveryKind::paper) {
                const auto recipient = age::parse_recipient(holder.delivery.text);
                if (!recipient)
                    return with_context(recipient.error(), "the delivery of " + holder.person);
            }
            PlannedCard card{.group = plan.split.groups.size() - 1,
                             .position = position,
                             .member = copies ? 0 : position,
                             .group_name = group.name,
                             .holder = holder.person,
                             .delivery = holder.delivery,
                             .stem = card_stem(group.name, position + 1, holder.person)};
            if (!stems.insert(card.stem).second) {
                return Error{ErrorKind::usage, "CEREMONY-CARD-NAME",
                             "two cards would be written as \"" + card.stem + "\"",
                             "rename a group or a person in the policy"};
            }
            plan.cards.push_back(std::move(card));
        }
    }
    if (const Status sensible = slip39::check_plan(plan.split); !sensible) return sensible.error();
    return plan;
}

}  // namespace breakglass::ceremony
