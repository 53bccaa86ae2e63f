#include "looks.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::reach {
namespace {

// A quorum with the words that say whose it is: nothing for the policy's own.
struct Named {
    Quorum quorum;
    std::string whose;
};

void look_at_shares(const Named& it, std::vector<Finding>& found) {
    if (fewest_shares(it.quorum) == 1) {
        found.push_back({"POLICY-ONE-SHARE-OPENS", Weight::serious,
                         it.whose + "a single share opens every backup",
                         "raise the threshold to at least 2"});
    }
    for (const Group& group : it.quorum.groups) {
        if (group.threshold != 1 || group.holders.size() < 2) continue;
        // SLIP-39: a member threshold of 1 is one share, so its holders have the same words.
        found.push_back(
            {"POLICY-COPIED-SHARE", Weight::advice,
             fmt::format("{}group {} has a threshold of 1: its {} holders have copies of one share",
                         it.whose, console::quoted(group.name), group.holders.size()),
             "raise the threshold to 2, or give each person a group of their own"});
    }
}

// One lost card closes its group when the group has none to spare; one lost person may close
// several groups at once.
void look_at_margin(const Named& it, std::vector<Finding>& found) {
    std::set<std::string> told;
    if (it.quorum.groups_required == static_cast<int>(it.quorum.groups.size())) {
        for (const Group& group : it.quorum.groups) {
            if (group.threshold < static_cast<int>(group.holders.size())) continue;
            told.insert(group.holders.begin(), group.holders.end());
            found.push_back({"POLICY-NO-MARGIN", Weight::serious,
                             fmt::format("{}group {} needs all {} of its shares: one lost card "
                                         "closes the escrow",
                                         it.whose, console::quoted(group.name), group.threshold),
                             "add a holder, or lower the threshold"});
        }
    }
    for (const std::string& person : holders_of(it.quorum)) {
        if (told.count(person) != 0 || opens_without(it.quorum, person)) continue;
        found.push_back({"POLICY-NO-MARGIN", Weight::serious,
                         fmt::format("{}without what {} holds nobody can recover", it.whose,
                                     console::quoted(person)),
                         "spread the shares over more people"});
    }
}

void look_at_people(const Named& it, std::vector<Finding>& found) {
    for (const std::string& person : holders_of(it.quorum)) {
        std::size_t shares = 0;
        std::vector<std::string> groups;
        for (const Group& group : it.quorum.groups) {
            const auto held = std::count(group.holders.begin(), group.holders.end(), person);
            shares += static_cast<std::size_t>(held);
            if (held > 0) groups.push_back(console::quoted(group.name));
        }
        if (shares > 1) {
            found.push_back({"POLICY-HOLDER-TWICE", Weight::serious,
                             fmt::format("{}{} holds {} shares, in group {}", it.whose,
                                         console::quoted(person), shares, listed(groups)),
                             "give each share to a person of its own"});
        }
        if (reaches(it.quorum, {person})) {
            found.push_back(
                {"POLICY-ONE-PERSON", Weight::serious,
                 fmt::format("{}{} alone reaches the quorum", it.whose, console::quoted(person)),
                 "raise the thresholds, or spread the shares over more people"});
        }
    }
}

void look_at_places(const policy::Policy& policy, const Named& it, std::vector<Finding>& found) {
    const Quorum places = by_place(it.quorum, policy);
    for (const std::string& place : holders_of(places)) {
        // One person at one place is POLICY-ONE-PERSON already, and more to the point.
        std::vector<std::string> there;
        for (const std::string& person : holders_of(it.quorum)) {
            if (place_of(policy, person) == place) there.push_back(person);
        }
        if (there.size() < 2) continue;
        if (reaches(places, {place})) {
            found.push_back({"POLICY-ONE-PLACE", Weight::advice,
                             fmt::format("{}the people in {} reach the quorum without anybody "
                                         "elsewhere: {}",
                                         it.whose, console::quoted(place), listed(there)),
                             "give shares to people in other places"});
        }
        if (!opens_without(places, place)) {
            found.push_back({"POLICY-PLACE-LOSS", Weight::advice,
                             fmt::format("{}if everything in {} is lost, nobody can recover",
                                         it.whose, console::quoted(place)),
                             "give more shares to people in other places"});
        }
    }
}

void look_at_paths(const policy::Policy& policy, const Holdings& holdings,
                   std::vector<Finding>& found) {
    const auto quorum = static_cast<std::size_t>(fewest_shares(quorum_of(policy.recovery)));
    for (const Path& path : paths(policy, holdings)) {
        if (path.people.who.size() >= quorum) continue;
        found.push_back(
            {"POLICY-CHEAP-PATH", Weight::advice,
             fmt::format(
                 "by {} it takes {} ({}), and the policy asks for a quorum of {}",
                 path.way == Way::kek ? "KEK " + console::quoted(path.name) : describe(path),
                 counted(path.people.who.size(), "person", "people"), listed(path.people.who),
                 quorum),
             path.way == Way::kek
                 ? "keep the KEK in a token, its PIN with somebody who cannot reach the stores"
                 : "spread the shares over more people"});
    }
}

void look_at_unknown_places(const policy::Policy& policy, const Holdings& holdings,
                            std::vector<Finding>& found) {
    std::vector<std::string> unknown;
    const auto note = [&](const std::string& person) {
        if (policy.person(person) == nullptr || place_known(policy, person)) return;
        if (std::find(unknown.begin(), unknown.end(), person) == unknown.end()) {
            unknown.push_back(person);
        }
    };
    for (const std::string& person : holders_of(quorum_of(policy.recovery)))
        note(person);
    for (const LiveKek& live : holdings.keks)
        note(live.kek.owner);
    for (const policy::Person& person : policy.persons) {
        if (person.has_role("approver") && person.zone.empty()) note(person.id);
    }
    if (unknown.empty()) return;
    found.push_back({"POLICY-PLACE-UNKNOWN", Weight::advice,
                     fmt::format("nobody can tell whether one place is enough: the place of {} is "
                                 "not known",
                                 listed(unknown)),
                     "add place = \"...\" to each [[person]]"});
}

void look_at_set(const policy::Policy& policy, const LiveSet& live, std::vector<Finding>& found) {
    std::vector<std::string> strangers;
    const Quorum quorum = quorum_of(live.manifest);
    for (const std::string& holder : holders_of(quorum)) {
        if (policy.person(holder) == nullptr) strangers.push_back(console::quoted(holder));
    }
    if (!strangers.empty()) {
        found.push_back({"POLICY-HOLDER-UNKNOWN", Weight::serious,
                         fmt::format("share set {} is held by {}, whom the policy does not know",
                                     live.set.id, listed(strangers)),
                         "make a new set: breakglass ceremony run; then breakglass rotation run"});
    }
    if (live.set.state != catalog::SetState::active) return;
    if (quorum == quorum_of(policy.recovery)) return;
    found.push_back({"POLICY-SET-DIFFERS", Weight::serious,
                     fmt::format("the cards of the active share set {} are not those the policy "
                                 "asks for: other groups, thresholds or holders",
                                 live.set.id),
                     "make a new set: breakglass ceremony run; then breakglass rotation run"});
}

}  // namespace

void look_at_quorums(const policy::Policy& policy, const Holdings& holdings,
                     std::vector<Finding>& found) {
    std::vector<Named> all{{quorum_of(policy.recovery), ""}};
    for (const LiveSet& live : holdings.sets) {
        look_at_set(policy, live, found);
        // A set that is as the policy asks is not told about twice.
        Quorum quorum = quorum_of(live.manifest);
        const bool told = std::any_of(all.begin(), all.end(),
                                      [&](const Named& other) { return other.quorum == quorum; });
        if (!told) all.push_back({std::move(quorum), "share set " + live.set.id + ": "});
    }
    for (const Named& it : all) {
        look_at_shares(it, found);
        look_at_margin(it, found);
        look_at_people(it, found);
        look_at_places(policy, it, found);
    }
    look_at_paths(policy, holdings, found);
    look_at_unknown_places(policy, holdings, found);
}

}  // namespace breakglass::reach
