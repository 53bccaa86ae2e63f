#pragma once
// What the policy asks for, as shares: who gets which.

#include <string>
#include <vector>

#include <breakglass/policy/policy.h>
#include <breakglass/scheme/split.h>

namespace breakglass::ceremony {

/// One holder's place.
struct PlannedCard {
    std::size_t group = 0;
    std::size_t position = 0;  // among the holders of the group
    std::size_t member = 0;    // of the share; 0 for every copy when the threshold is 1
    std::string group_name;
    std::string holder;
    policy::Delivery delivery;
    std::string stem;  // of its files: "custodians-2-director"
};

struct Plan {
    slip39::SplitPlan split;
    std::vector<PlannedCard> cards;  // group by group
};

/// Errors: usage (POLICY-CEREMONY-DELIVERY-UNSUPPORTED, CEREMONY-CARD-NAME, AGE-RECIPIENT-UNKNOWN).
Result<Plan> plan_cards(const policy::Policy& policy);

/// The file stem of a card: group, number and holder, without what a shell or a stick dislikes.
std::string card_stem(const std::string& group, std::size_t number, const std::string& holder);

}  // namespace breakglass::ceremony
