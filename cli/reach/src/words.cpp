#include "words.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/names.h>

namespace breakglass::reach {
namespace {

// How place_of begins when the policy names none.
constexpr std::string_view unknown = "an unknown place";

std::string cost_of(const Path& path) {
    const std::string most = path.people.exact ? "" : "at most ";
    if (path.way == Way::kek) {
        return fmt::format("1 person: {}, with its PIN or passphrase", path.people.who.front());
    }
    std::string text =
        fmt::format("{}{}, such as {}", most, counted(path.people.who.size(), "person", "people"),
                    listed(path.people.who));
    const bool known = std::all_of(
        path.places.who.begin(), path.places.who.end(),
        [](const std::string& place) { return place.substr(0, unknown.size()) != unknown; });
    if (!known) return text + "; not all places are known";
    text +=
        fmt::format("; {}{} ({})", path.places.exact ? "" : "at most ",
                    counted(path.places.who.size(), "place", "places"), listed(path.places.who));
    return text;
}

}  // namespace

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t index = 0; index < names.size(); ++index) {
        if (index > 0) text += index + 1 == names.size() ? " and " : ", ";
        text += names[index];
    }
    return text;
}

std::string counted(std::size_t count, const char* one, const char* many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string line(const std::string& text) {
    return console::printable_with_names(text) + "\n";
}

std::string paths_text(const Subject& subject) {
    std::string text = line("The cheapest set of people that opens a backup, by each path:");
    for (const Path& path : paths(subject.policy, subject.holdings)) {
        std::string name = describe(path);
        if (!path.state.empty()) name += " (" + path.state + ")";
        std::string opens;
        if (path.backups) opens = "; opens " + counted(*path.backups, "backup", "backups");
        text += line(fmt::format("  {}: {}{}", name, cost_of(path), opens));
    }
    if (subject.holdings.keks.empty()) {
        text += line(subject.of_escrow
                         ? "  no KEK yet: whoever will own it opens every backup under it alone"
                         : "  a KEK: its owner alone; this file does not say who that is");
    }
    for (const Error& missing : subject.holdings.unreadable) {
        text += line("  not counted: " + missing.message);
    }
    const auto both = who_does_both(subject.policy, subject.holdings);
    for (const DoesBoth& one : both) {
        text +=
            line(fmt::format("{} can do both alone: reach the stores (role operator) and open "
                             "what lies there ({}).",
                             one.person, one.by));
    }
    if (both.empty()) {
        text += line("Nobody who reaches the stores (role operator) opens a backup alone.");
    }
    return text;
}

}  // namespace breakglass::reach
