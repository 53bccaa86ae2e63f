#pragma once
// What a policy, and what really is, allow but an owner should know.
// Source: docs/policy.md, "Findings": every rule id, its weight and its mend.

#include <string>
#include <string_view>
#include <vector>

#include <breakglass/policy/policy.h>
#include <breakglass/reach/paths.h>

namespace breakglass::reach {

enum class Weight {
    advice,   // worth a thought
    serious,  // the policy does not protect, or does not work, as it looks
};

std::string_view name_of(Weight weight);

struct Finding {
    std::string rule;
    Weight weight = Weight::advice;
    std::string message;  // lower case, no full stop; names who and what
    std::string mend;     // the next move
};

/// All findings, serious ones first. holdings: empty for a policy without an escrow; then what
/// only an escrow can show (POLICY-PIN-AND-STORE, POLICY-ONE-TOKEN, POLICY-SET-DIFFERS, ...) is not
/// looked for.
std::vector<Finding> findings(const policy::Policy& policy, const Holdings& holdings);

/// How many of them are serious.
std::size_t serious(const std::vector<Finding>& findings);

}  // namespace breakglass::reach
