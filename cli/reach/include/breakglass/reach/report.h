#pragma once
// A policy in plain words, and what was found in it: for people, and as JSON.

#include <string>
#include <vector>

#include <breakglass/policy/policy.h>
#include <breakglass/reach/findings.h>
#include <breakglass/reach/paths.h>

namespace breakglass::reach {

/// A policy and what is known around it.
struct Subject {
    policy::Policy policy;
    Holdings holdings;
    std::string standing;    // "in force", "a draft that was never applied": as show says it
    bool of_escrow = false;  // holdings are those of an escrow, not merely empty
};

/// What `policy check` prints: the paths, then the findings with their mends.
std::string check_text(const Subject& subject, const std::vector<Finding>& found);
std::string check_json(const Subject& subject, const std::vector<Finding>& found);

/// What `policy show` prints: readable by somebody who is no engineer.
std::string show_text(const Subject& subject);
std::string show_json(const Subject& subject);

}  // namespace breakglass::reach
