#pragma once
// From options to a plan of groups with names.

#include <string>
#include <vector>

#include <breakglass/scheme/split.h>
#include <breakglass/share/split.h>

namespace breakglass::share {

struct NamedPlan {
    slip39::SplitPlan plan;
    std::vector<std::string> names;  // one per group
};

/// Errors: usage (SPLIT-PLAN, SPLIT-THRESHOLD).
Result<NamedPlan> make_plan(const SplitRequest& request);

/// "any 3 of 5 shares", or "2 of the groups tech (2 of 3), business (2 of 3)".
std::string opens_with(const NamedPlan& plan);

}  // namespace breakglass::share
