#pragma once
// Which policy is in force: the one the ledger names, wherever its bytes are.

#include <filesystem>

#include <breakglass/ledger/ledger.h>
#include <breakglass/policy/policy.h>

namespace breakglass::escrow {

inline constexpr const char* apply_act = "policy.apply";
inline constexpr const char* policy_fact = "policy";

struct PolicyInForce {
    policy::Policy policy;
    bool applied = false;  // false: none ever was, and this is the draft
    bool changed = false;  // escrow.toml says something else
};

/// Errors: usage (POLICY-* for a draft that cannot be read and was never applied); unverified
/// (ESCROW-POLICY-FOREIGN).
Result<PolicyInForce> policy_in_force(const std::filesystem::path& escrow,
                                      const ledger::Ledger& ledger);

}  // namespace breakglass::escrow
