#pragma once
// Who must come together: the shares of one recovery key as people, or places, hold them.
// Pure arithmetic over names. Source: docs/policy.md, "Who can open a backup".

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/policy/policy.h>
#include <breakglass/records/manifest.h>

namespace breakglass::reach {

/// One group's shares. A threshold of 1 is one share that every holder has a copy of.
struct Group {
    std::string name;
    int threshold = 1;
    std::vector<std::string> holders;  // one entry per share: a name may stand here twice
    bool operator==(const Group&) const = default;
};

struct Quorum {
    int groups_required = 1;
    std::vector<Group> groups;
    bool operator==(const Quorum&) const = default;
};

Quorum quorum_of(const policy::Recovery& recovery);
Quorum quorum_of(const records::Manifest& manifest);

/// The same shares, with each holder's place in the holder's stead: "Jakarta". A holder whose
/// place is not known is a place of their own, "an unknown place (legal)".
Quorum by_place(const Quorum& quorum, const policy::Policy& policy);
/// Where a person is, for by_place and for messages.
std::string place_of(const policy::Policy& policy, std::string_view person);
/// True when the policy says where a person is.
bool place_known(const policy::Policy& policy, std::string_view person);

/// How many different shares open the escrow at least.
int fewest_shares(const Quorum& quorum);

/// The names, each once, in the order of the groups.
std::vector<std::string> holders_of(const Quorum& quorum);

/// Some of the smallest sets of holders that reach a quorum.
struct Cheapest {
    std::vector<std::string> who;
    bool exact = true;  // false: the search was cut short, fewer may be enough
};

/// Finds a smallest set of holders that reaches the quorum together. Exact unless very many
/// people hold several shares each; then it stops after a bounded number of steps (well below a
/// second) and says so. Stops the program for a quorum that nobody can reach.
Cheapest cheapest_set(const Quorum& quorum);

/// Whether this set of holders reaches the quorum.
bool reaches(const Quorum& quorum, const std::vector<std::string>& who);

/// Whether the escrow still opens when everything this holder has is lost.
bool opens_without(const Quorum& quorum, std::string_view who);

}  // namespace breakglass::reach
