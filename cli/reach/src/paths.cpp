#include <algorithm>

#include <breakglass/reach/paths.h>

namespace breakglass::reach {
namespace {

Path kek_path(const policy::Policy& policy, const LiveKek& live) {
    Path path;
    path.way = Way::kek;
    path.name = live.kek.name;
    path.state = catalog::name_of(live.kek.state);
    path.keystore = live.kek.keystore;
    path.backups = live.backups;
    path.people.who = {live.kek.owner};
    path.places.who = {place_of(policy, live.kek.owner)};
    path.alone = path.people.who;
    path.alone_places = path.places.who;
    return path;
}

std::vector<std::string> reaching_alone(const Quorum& quorum) {
    std::vector<std::string> alone;
    for (const std::string& holder : holders_of(quorum)) {
        if (reaches(quorum, {holder})) alone.push_back(holder);
    }
    return alone;
}

Path quorum_path(const policy::Policy& policy, const Quorum& quorum) {
    Path path;
    path.way = Way::planned;
    path.people = cheapest_set(quorum);
    path.alone = reaching_alone(quorum);
    const Quorum places = by_place(quorum, policy);
    path.places = cheapest_set(places);
    path.alone_places = reaching_alone(places);
    return path;
}

}  // namespace

std::vector<Path> paths(const policy::Policy& policy, const Holdings& holdings) {
    std::vector<Path> all;
    for (const LiveKek& live : holdings.keks) {
        all.push_back(kek_path(policy, live));
    }
    const Quorum planned = quorum_of(policy.recovery);
    bool made = false;
    for (const LiveSet& live : holdings.sets) {
        const Quorum quorum = quorum_of(live.manifest);
        made |= live.set.state == catalog::SetState::active && quorum == planned;
        Path path = quorum_path(policy, quorum);
        path.way = Way::share_set;
        path.name = live.set.id;
        path.state = catalog::name_of(live.set.state);
        path.backups = live.backups;
        all.push_back(std::move(path));
    }
    const auto rank = [](const Path& path) {
        return std::pair(path.way, path.state == "active" ? 0 : 1);
    };
    std::stable_sort(all.begin(), all.end(),
                     [&](const Path& one, const Path& other) { return rank(one) < rank(other); });
    if (!made) all.push_back(quorum_path(policy, planned));
    return all;
}

std::string describe(const Path& path) {
    switch (path.way) {
        case Way::kek:
            return "KEK " + path.name;
        case Way::share_set:
            return "share set " + path.name;
        case Way::planned:
            break;
    }
    return "the cards this policy asks for";
}

std::vector<DoesBoth> who_does_both(const policy::Policy& policy, const Holdings& holdings) {
    std::vector<DoesBoth> both;
    for (const Path& path : paths(policy, holdings)) {
        // Alone: with others it takes a conspiracy, which the size of the path already counts.
        for (const std::string& id : path.alone) {
            const policy::Person* person = policy.person(id);
            if (person != nullptr && person->has_role("operator")) {
                both.push_back({person->id, describe(path)});
            }
        }
    }
    return both;
}

}  // namespace breakglass::reach
