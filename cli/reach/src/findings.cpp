#include "looks.h"

#include <algorithm>

namespace breakglass::reach {

std::string_view name_of(Weight weight) {
    return weight == Weight::serious ? "serious" : "advice";
}

std::vector<Finding> findings(const policy::Policy& policy, const Holdings& holdings) {
    std::vector<Finding> found;
    look_at_quorums(policy, holdings, found);
    look_at_keys(policy, holdings, found);
    look_at_approvals(policy, found);
    std::stable_sort(found.begin(), found.end(), [](const Finding& one, const Finding& other) {
        return one.weight > other.weight;
    });
    return found;
}

std::size_t serious(const std::vector<Finding>& findings) {
    return static_cast<std::size_t>(
        std::count_if(findings.begin(), findings.end(),
                      [](const Finding& finding) { return finding.weight == Weight::serious; }));
}

}  // namespace breakglass::reach
