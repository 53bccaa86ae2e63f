#pragma once
// The looks that findings() takes, each at one side of a policy.

#include "words.h"

#include <string>
#include <vector>

#include <breakglass/reach/findings.h>

namespace breakglass::reach {

/// Shares, people and places: of the policy, and of every share set that was handed out.
void look_at_quorums(const policy::Policy& policy, const Holdings& holdings,
                     std::vector<Finding>& found);
/// Whether the approvals that are asked for can be given, and by whom.
void look_at_approvals(const policy::Policy& policy, std::vector<Finding>& found);
/// Keys and tokens that serve two ends, and keys in hands the policy does not know.
void look_at_keys(const policy::Policy& policy, const Holdings& holdings,
                  std::vector<Finding>& found);

}  // namespace breakglass::reach
