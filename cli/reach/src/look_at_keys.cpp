#include "looks.h"
#include "token_uri.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::reach {
namespace {

// A share as it was, or will be, handed out.
struct Delivered {
    std::string person;
    std::string to;
    bool operator<(const Delivered& other) const {
        return std::tie(person, to) < std::tie(other.person, other.to);
    }
};

std::set<Delivered> deliveries(const policy::Policy& policy, const Holdings& holdings) {
    std::set<Delivered> all;
    for (const policy::Group& group : policy.recovery.groups) {
        for (const policy::Holder& holder : group.holders) {
            all.insert({holder.person, holder.delivery.text});
        }
    }
    for (const LiveSet& live : holdings.sets) {
        for (const records::Group& group : live.manifest.groups) {
            for (const records::Member& member : group.members) {
                all.insert({member.holder, member.delivery});
            }
        }
    }
    return all;
}

void look_at_signing_keys(const policy::Policy& policy, const std::set<Delivered>& all,
                          std::vector<Finding>& found) {
    for (const Delivered& share : all) {
        for (const policy::Person& person : policy.persons) {
            if (person.ssh.empty() || person.ssh != share.to) continue;
            found.push_back({"POLICY-ONE-KEY", Weight::serious,
                             fmt::format("the share of {} opens with the key that {} signs "
                                         "approvals with",
                                         console::quoted(share.person), console::quoted(person.id)),
                             "deliver the share to a key of its own"});
        }
    }
}

void look_at_tokens(const Holdings& holdings, const std::set<Delivered>& all,
                    std::vector<Finding>& found) {
    for (const LiveKek& live : holdings.keks) {
        for (const Delivered& share : all) {
            if (!same_token(live.kek.keystore, share.to)) continue;
            found.push_back(
                {"POLICY-ONE-TOKEN", Weight::serious,
                 fmt::format("the share of {} lies in the token of KEK {}: losing that "
                             "token loses both ways in",
                             console::quoted(share.person), console::quoted(live.kek.name)),
                 "deliver the share to another token"});
        }
    }
}

void look_at_owners(const policy::Policy& policy, const Holdings& holdings,
                    std::vector<Finding>& found) {
    for (const LiveKek& live : holdings.keks) {
        const policy::Person* owner = policy.person(live.kek.owner);
        if (owner == nullptr) {
            found.push_back(
                {"POLICY-KEK-OWNER-UNKNOWN", Weight::serious,
                 fmt::format("KEK {} belongs to {}, whom the policy does not know",
                             console::quoted(live.kek.name), console::quoted(live.kek.owner)),
                 "make a KEK with another owner: breakglass kek create --help; then "
                 "breakglass rotation run"});
        } else if (owner->has_role("operator")) {
            found.push_back(
                {"POLICY-PIN-AND-STORE", Weight::serious,
                 fmt::format("{} alone can read the stores (role operator) and open "
                             "what lies there (owner of KEK {})",
                             console::quoted(owner->id), console::quoted(live.kek.name)),
                 "let somebody without the role operator hold the PIN or passphrase"});
        }
    }
}

}  // namespace

void look_at_keys(const policy::Policy& policy, const Holdings& holdings,
                  std::vector<Finding>& found) {
    const std::set<Delivered> all = deliveries(policy, holdings);
    look_at_signing_keys(policy, all, found);
    look_at_tokens(holdings, all, found);
    look_at_owners(policy, holdings, found);
}

}  // namespace breakglass::reach
