#include "cipher.h"
#include "reveal.h"
#include "secret_sharing.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <breakglass/scheme/split.h>

namespace breakglass::slip39 {

namespace {

constexpr std::size_t identifier_count = std::size_t{1} << 15;
constexpr unsigned most_iteration_exponent = 15;

Error plan_error(std::string message, std::string hint = "") {
    return {ErrorKind::usage, "SPLIT-THRESHOLD", std::move(message), std::move(hint)};
}

Status check_secret(const SecretBytes& secret) {
    if (secret.size() >= min_secret_bytes && secret.size() <= max_secret_bytes &&
        secret.size() % 2 == 0) {
        return {};
    }
    return Error{ErrorKind::usage, "SPLIT-SECRET-LENGTH",
                 fmt::format("the secret has {} bytes, expected an even number from {} to {}",
                             secret.size(), min_secret_bytes, max_secret_bytes),
                 "split a key, not a file: a 32-byte key can seal a file of any size"};
}

Status check_passphrase(const SecretBytes& passphrase) {
    std::uint32_t outside = 0;
    for (const std::uint8_t letter : passphrase.expose()) {
        outside |= (letter - 32U) >> 31 | (126U - letter) >> 31;
    }
    if (reveal(outside) == 0) return {};
    return Error{ErrorKind::usage, "SPLIT-PASSPHRASE",
                 "the passphrase holds a character outside printable ASCII",
                 "use letters, digits, blanks and punctuation only, so that any tool can take it"};
}

Result<std::uint16_t> draw_identifier(std::span<const std::uint16_t> known,
                                      Randomness& randomness) {
    std::vector<bool> taken(identifier_count);
    for (const std::uint16_t identifier : known) {
        if (identifier < identifier_count) taken[identifier] = true;
    }
    if (std::ranges::find(taken, false) == taken.end()) {
        return Error{ErrorKind::usage, "SPLIT-IDENTIFIERS",
                     "all 32,768 share set identifiers are in use", ""};
    }
    for (;;) {
        std::array<std::uint8_t, 2> drawn{};
        randomness.fill(drawn);
        const auto identifier = static_cast<std::uint16_t>((drawn[0] << 8 | drawn[1]) & 0x7fff);
        if (!taken[identifier]) return identifier;
    }
}

}  // namespace

Status check_plan(const SplitPlan& plan) {
    if (plan.groups.empty() || plan.groups.size() > max_shares) {
        return plan_error(
            fmt::format("{} groups asked for, expected 1 to {}", plan.groups.size(), max_shares));
    }
    if (plan.groups_required < 1 || plan.groups_required > plan.groups.size()) {
        return plan_error(fmt::format("{} groups required, expected 1 to {}", plan.groups_required,
                                      plan.groups.size()));
    }
    for (std::size_t at = 0; at < plan.groups.size(); ++at) {
        const Group& group = plan.groups[at];
        if (group.members < 1 || group.members > max_shares || group.threshold < 1 ||
            group.threshold > group.members) {
            return plan_error(
                fmt::format("group {} asks for {} of {} shares, expected a threshold "
                            "from 1 to the number of shares, at most {}",
                            at + 1, group.threshold, group.members, max_shares));
        }
        if (group.threshold == 1 && group.members > 1) {
            return plan_error(
                fmt::format("group {} asks for 1 of {} shares; with a threshold of 1 the standard "
                            "has exactly one share",
                            at + 1, group.members),
                "use 1/1 and give copies of that share, or a threshold of 2 or more");
        }
    }
    if (plan.iteration_exponent > most_iteration_exponent) {
        return plan_error(fmt::format("iteration exponent {}, expected 0 to {}",
                                      plan.iteration_exponent, most_iteration_exponent));
    }
    return {};
}

Result<std::vector<Share>> split(const SecretBytes& secret, const SecretBytes& passphrase,
                                 const SplitPlan& plan, Randomness& randomness) {
    for (const Status& status :
         {check_plan(plan), check_secret(secret), check_passphrase(passphrase)}) {
        if (!status) return status.error();
    }
    const auto identifier = draw_identifier(plan.known_identifiers, randomness);
    if (!identifier) return identifier.error();

    const auto exponent = static_cast<std::uint8_t>(plan.iteration_exponent);
    const SecretBytes encrypted =
        encrypt(secret, passphrase, {*identifier, plan.extendable, exponent});
    const std::vector<SecretBytes> group_values =
        share_secret(encrypted, plan.groups_required, plan.groups.size(), randomness);
    std::vector<Share> shares;
    for (std::size_t group = 0; group < plan.groups.size(); ++group) {
        const auto [threshold, members] = plan.groups[group];
        std::vector<SecretBytes> values =
            share_secret(group_values[group], threshold, members, randomness);
        for (std::size_t member = 0; member < values.size(); ++member) {
            Share share;
            share.identifier = *identifier;
            share.extendable = plan.extendable;
            share.iteration_exponent = exponent;
            share.group_index = static_cast<std::uint8_t>(group);
            share.group_threshold = static_cast<std::uint8_t>(plan.groups_required);
            share.group_count = static_cast<std::uint8_t>(plan.groups.size());
            share.member_index = static_cast<std::uint8_t>(member);
            share.member_threshold = static_cast<std::uint8_t>(threshold);
            share.value = std::move(values[member]);
            shares.push_back(std::move(share));
        }
    }
    return shares;
}

}  // namespace breakglass::slip39
