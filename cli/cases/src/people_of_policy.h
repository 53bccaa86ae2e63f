#pragma once
// Who may do what in a case, by the policy.

#include <optional>
#include <string>
#include <string_view>

#include <breakglass/cases/case.h>
#include <breakglass/signature/public_key.h>

namespace breakglass::cases {

/// The SSH key of a person; nothing when there is no such person or no key.
std::optional<signature::PublicKey> key_of(const policy::Policy& policy, std::string_view person);

/// The role whose holders approve: "approver"; for the very first policy "witness".
std::string_view approving_role(const Request& request, bool first_policy);

bool may_request(const policy::Policy& policy, policy::CaseKind act, bool first_policy,
                 const std::string& person);

/// Who may ask for this, in words.
std::string who_may_request(const policy::Policy& policy, policy::CaseKind act, bool first_policy);

/// The requester, an approver, a witness or the owner.
bool may_stop(const policy::Policy& policy, const Request& request, const std::string& person);

/// The requester or the owner.
bool may_close(const policy::Policy& policy, const Request& request, const std::string& person);

}  // namespace breakglass::cases
