#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include <breakglass/reach/quorum.h>

namespace breakglass::reach {
namespace {

// How many different shares of a group these holders have. Copies of one share count once.
int shares_held(const Group& group, const std::vector<std::string>& who) {
    const auto held = static_cast<int>(
        std::count_if(group.holders.begin(), group.holders.end(), [&](const std::string& holder) {
            return std::find(who.begin(), who.end(), holder) != who.end();
        }));
    return std::min(held, group.threshold);
}

std::string folded(std::string_view text) {
    std::string plain(text);
    for (char& letter : plain) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return plain;
}

}  // namespace

Quorum quorum_of(const policy::Recovery& recovery) {
    Quorum quorum;
    quorum.groups_required = recovery.groups_required;
    for (const policy::Group& group : recovery.groups) {
        Group& added = quorum.groups.emplace_back();
        added.name = group.name;
        added.threshold = group.threshold;
        for (const policy::Holder& holder : group.holders) {
            added.holders.push_back(holder.person);
        }
    }
    return quorum;
}

Quorum quorum_of(const records::Manifest& manifest) {
    Quorum quorum;
    quorum.groups_required = manifest.groups_required;
    for (const records::Group& group : manifest.groups) {
        Group& added = quorum.groups.emplace_back();
        added.name = group.name;
        added.threshold = group.threshold;
        for (const records::Member& member : group.members) {
            added.holders.push_back(member.holder);
        }
    }
    return quorum;
}

bool place_known(const policy::Policy& policy, std::string_view person) {
    const policy::Person* found = policy.person(person);
    return found != nullptr && !found->place.empty();
}

std::string place_of(const policy::Policy& policy, std::string_view person) {
    if (!place_known(policy, person)) return fmt::format("an unknown place ({})", person);
    const std::string& place = policy.person(person)->place;
    // "jakarta" is where "Jakarta" is: every spelling becomes the one that stands first.
    for (const policy::Person& other : policy.persons) {
        if (folded(other.place) == folded(place)) return other.place;
    }
    return place;
}

Quorum by_place(const Quorum& quorum, const policy::Policy& policy) {
    Quorum places = quorum;
    for (Group& group : places.groups) {
        for (std::string& holder : group.holders) {
            holder = place_of(policy, holder);
        }
    }
    return places;
}

int fewest_shares(const Quorum& quorum) {
    std::vector<int> thresholds;
    for (const Group& group : quorum.groups) {
        thresholds.push_back(group.threshold);
    }
    std::sort(thresholds.begin(), thresholds.end());
    const auto required =
        std::min(static_cast<std::size_t>(quorum.groups_required), thresholds.size());
    return std::accumulate(thresholds.begin(),
                           thresholds.begin() + static_cast<std::ptrdiff_t>(required), 0);
}

std::vector<std::string> holders_of(const Quorum& quorum) {
    std::vector<std::string> names;
    for (const Group& group : quorum.groups) {
        for (const std::string& holder : group.holders) {
            if (std::find(names.begin(), names.end(), holder) == names.end()) {
                names.push_back(holder);
            }
        }
    }
    return names;
}

bool reaches(const Quorum& quorum, const std::vector<std::string>& who) {
    const auto open = std::count_if(
        quorum.groups.begin(), quorum.groups.end(),
        [&](const Group& group) { return shares_held(group, who) == group.threshold; });
    return open >= quorum.groups_required;
}

bool opens_without(const Quorum& quorum, std::string_view who) {
    std::vector<std::string> others = holders_of(quorum);
    others.erase(std::remove(others.begin(), others.end(), who), others.end());
    return reaches(quorum, others);
}

}  // namespace breakglass::reach
