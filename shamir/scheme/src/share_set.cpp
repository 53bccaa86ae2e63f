#include "share_set.h"

#include "reveal.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <breakglass/ground/check.h>

namespace breakglass::slip39 {

namespace {

/// The first thing two shares of one set must agree on but do not, in words about `share`.
std::optional<std::string> difference(const Share& share, const Share& other) {
    const auto told = [](const char* what, auto found, auto expected) {
        return fmt::format("has {} {}, expected {}", what, found, expected);
    };
    if (share.identifier != other.identifier) {
        return told("identifier", share.identifier, other.identifier);
    }
    if (share.extendable != other.extendable) {
        return told("extendable flag", int{share.extendable}, int{other.extendable});
    }
    if (share.iteration_exponent != other.iteration_exponent) {
        return told("iteration exponent", share.iteration_exponent, other.iteration_exponent);
    }
    if (share.group_threshold != other.group_threshold) {
        return told("group threshold", share.group_threshold, other.group_threshold);
    }
    if (share.group_count != other.group_count) {
        return told("group count", share.group_count, other.group_count);
    }
    if (share.value.size() != other.value.size()) {
        return told("a value of so many bytes:", share.value.size(), other.value.size());
    }
    if (share.group_index == other.group_index &&
        share.member_threshold != other.member_threshold) {
        return told("member threshold", share.member_threshold, other.member_threshold);
    }
    return std::nullopt;
}

/// The share that most others go with, so that the odd one out is the one that gets named.
std::size_t most_typical(std::span<const Share> shares) {
    std::size_t best = 0;
    std::size_t most_friends = 0;
    for (std::size_t at = 0; at < shares.size(); ++at) {
        const auto friends = static_cast<std::size_t>(std::ranges::count_if(
            shares, [&](const Share& other) { return !difference(other, shares[at]); }));
        if (friends > most_friends) {
            best = at;
            most_friends = friends;
        }
    }
    return best;
}

bool same_value(const Share& a, const Share& b) {
    return reveal(equal_constant_time(a.value, b.value) ? 1 : 0) != 0;
}

}  // namespace

std::string name_of(std::size_t position, std::span<const std::string> names) {
    return names.empty() ? fmt::format("share {}", position + 1) : names[position];
}

Result<ShareSet> sort_shares(std::span<const Share> shares, std::span<const std::string> names) {
    check(!shares.empty() && (names.empty() || names.size() == shares.size()),
          "shares to sort, and a name for each or none");
    const std::size_t typical = most_typical(shares);
    for (std::size_t at = 0; at < shares.size(); ++at) {
        if (const auto what = difference(shares[at], shares[typical])) {
            return Error{ErrorKind::unverified, "SHARE-MIXED-SETS",
                         fmt::format("{} is of another set: it {} as in {}", name_of(at, names),
                                     *what, name_of(typical, names)),
                         "leave it out, or find the cards that belong with it"};
        }
    }
    ShareSet set;
    for (std::size_t at = 0; at < shares.size(); ++at) {
        const Share& share = shares[at];
        GroupMembers& group = set.groups[share.group_index];
        if (!group.positions.empty() && group.threshold != share.member_threshold) {
            return Error{ErrorKind::unverified, "SHARE-MIXED-SETS",
                         fmt::format("{} and {} name different member thresholds for group {}",
                                     name_of(group.positions.front(), names), name_of(at, names),
                                     share.group_index + 1),
                         "leave one of them out"};
        }
        group.threshold = share.member_threshold;
        // A member threshold of 1 means one share: whatever its index, it is the same one.
        const auto earlier = std::ranges::find_if(group.positions, [&](std::size_t position) {
            return shares[position].member_index == share.member_index || group.threshold == 1;
        });
        if (earlier == group.positions.end()) {
            group.positions.push_back(at);
        } else if (same_value(shares[*earlier], share)) {
            set.repeated.push_back(at);
        } else {
            return Error{
                ErrorKind::unverified, "SHARE-DUPLICATE",
                fmt::format("{} and {} are both share {} of group {}, with different words",
                            name_of(*earlier, names), name_of(at, names), share.member_index + 1,
                            share.group_index + 1),
                "one of them is damaged or forged; leave one out and try again"};
        }
    }
    return set;
}

}  // namespace breakglass::slip39
