#pragma once
// A policy that uses every key, for tests that break one thing in it.

#include <string>
#include <string_view>

#include <breakglass/policy/policy.h>

namespace breakglass::policy_test {

// Made by ssh-keygen of OpenSSH 9.2.
inline constexpr std::string_view owner_key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDfJCTStMOaSKlHrDrvfNh3GQtgfGKhYoPAeuM+O7kSv";
inline constexpr std::string_view second_key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEBqnAxmId2/eJpNjl+bUhRg/AQYxJ+iUdJcEshNLs72";
// Made by age-keygen 1.1.1.
inline constexpr std::string_view age_recipient =
    "age1vqkpssdue7kn0k934y0xxzky49m779de8df8q0f0u0v3vrvaafqqhr03x3";

/// Lines are counted in tests: keep the order.
inline std::string sound_policy() {
    return R"(escrow = "payroll"
owner = "platform-lead"
purpose = "backups of the payroll database"
objective = "4h"
[recovery]
groups_required = 1
[[recovery.group]]
name = "custodians"
threshold = 3
holders = [
  {person="finance", delivery="paper"},
  {person="director", delivery="paper"},
  {person="legal", delivery="paper"},
  {person="platform-lead", delivery="age1vqkpssdue7kn0k934y0xxzky49m779de8df8q0f0u0v3vrvaafqqhr03x3"},
  {person="vault-room", delivery="pkcs11:token=custody"},
]
[approval]
incident = {approvals=2, collect="8h", use="4h", cooling_off="0h", requester_share_counts=false}
restore  = {approvals=1}
policy   = {approvals=2}
[[restore]]
label = "payroll*"
approvals = 2
[rotation]
kek_age = "180d"
after_recovery = "rewrap"
after_departure = "re-encrypt"
[drill]
every = "90d"
card_check = "180d"
[[store]]
name = "offsite"
path = "/mnt/offsite"
surface = "database"
retain = "35d"
writable = false
[[person]]
id = "platform-lead"
place = "Jakarta"
phone = "+62 21 0000"
roles = ["requester", "operator", "approver"]
ssh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDfJCTStMOaSKlHrDrvfNh3GQtgfGKhYoPAeuM+O7kSv lead@desk"
[[person]]
id = "finance"
roles = ["approver"]
ssh = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEBqnAxmId2/eJpNjl+bUhRg/AQYxJ+iUdJcEshNLs72"
[[person]]
id = "director"
[[person]]
id = "legal"
[[person]]
id = "vault-room"
)";
}

/// The sound policy with the first occurrence of one text replaced by another.
inline std::string policy_with(std::string_view from, std::string_view to) {
    std::string text = sound_policy();
    const std::size_t at = text.find(from);
    check(at != std::string::npos, "the sound policy does not hold what a test replaces");
    return text.replace(at, from.size(), to);
}

inline Result<policy::Policy> parse(std::string_view text) {
    return policy::parse_policy(as_bytes(text));
}

/// The rule id of the refusal; empty when the policy is accepted.
inline std::string refusal(std::string_view text) {
    const auto parsed = parse(text);
    return parsed ? "" : parsed.error().rule;
}

/// Whether a policy is refused in words that hold this part.
inline bool message_has(std::string_view text, std::string_view part) {
    const auto parsed = parse(text);
    return !parsed && parsed.error().message.find(part) != std::string::npos;
}

}  // namespace breakglass::policy_test
