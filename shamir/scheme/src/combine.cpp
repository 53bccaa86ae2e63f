#include "cipher.h"
#include "reveal.h"
#include "secret_sharing.h"
#include "share_set.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <breakglass/scheme/combine.h>

namespace breakglass::slip39 {

namespace {

/// A group whose members gave its value.
struct OpenedGroup {
    std::uint8_t index = 0;
    SecretBytes value;
    std::vector<std::size_t> agreeing;
};

std::string listed(std::span<const std::string> things) {
    std::string text;
    for (const std::string& thing : things)
        text += (text.empty() ? "" : ", ") + thing;
    return text;
}

std::string names_of(std::span<const std::size_t> positions, std::span<const std::string> names) {
    std::vector<std::string> found;
    for (const std::size_t position : positions)
        found.push_back(name_of(position, names));
    return listed(found);
}

Error digest_error(std::string message) {
    return {ErrorKind::unverified, "SHARE-DIGEST", std::move(message),
            "at least one of them is damaged or forged: compare the words with the cards, or add "
            "another share"};
}

Error ambiguous_error(std::string what) {
    return {ErrorKind::unverified, "SHARE-AMBIGUOUS",
            fmt::format("{} fit together in more than one way", std::move(what)),
            "one or more of them are forged; combine the shares you trust most"};
}

void append_to(std::vector<std::size_t>& to, std::span<const std::size_t> positions) {
    to.insert(to.end(), positions.begin(), positions.end());
}

/// One combination in the making.
class Rejoining {
  public:
    Rejoining(std::span<const Share> shares, std::span<const std::string> names, ShareSet set)
        : shares_(shares), names_(names), set_(std::move(set)) {
        rejoined_.repeated = set_.repeated;
    }

    Status open_groups() {
        for (const auto& [index, group] : set_.groups) {
            if (group.positions.size() < group.threshold) {
                append_to(rejoined_.unchecked, group.positions);
                continue;
            }
            if (group.threshold == 1) {
                const std::size_t only = group.positions.front();
                opened_.push_back({index, shares_[only].value.clone(), {only}});
                continue;
            }
            Status status = open_group(index, group);
            if (!status) return status;
        }
        return {};
    }

    /// The encrypted secret.
    Result<SecretBytes> join_groups() {
        const std::size_t needed = shares_.front().group_threshold;
        if (opened_.size() < needed) {
            if (disagreement_) return *std::move(disagreement_);
            return too_few(needed);
        }
        if (needed == 1) return join_equal_groups();
        std::vector<gf256::Point> points;
        for (const OpenedGroup& group : opened_) {
            points.push_back({group.index, group.value.expose()});
        }
        Settled settled = settle(points, needed);
        if (settled.verdict == Verdict::ambiguous) return ambiguous_error("the groups");
        if (settled.verdict == Verdict::no_fit) {
            return digest_error(fmt::format("groups {} do not belong together", group_numbers()));
        }
        for (std::size_t at = 0; at < opened_.size(); ++at) {
            append_to(settled.agrees[at] ? rejoined_.agreeing : rejoined_.left_out,
                      opened_[at].agreeing);
        }
        return std::move(settled.secret);
    }

    Rejoined finish(SecretBytes secret) && {
        rejoined_.secret = std::move(secret);
        for (auto* positions : {&rejoined_.agreeing, &rejoined_.unchecked, &rejoined_.left_out}) {
            std::ranges::sort(*positions);
        }
        return std::move(rejoined_);
    }

  private:
    Status open_group(std::uint8_t index, const GroupMembers& group) {
        std::vector<gf256::Point> points;
        for (const std::size_t position : group.positions) {
            points.push_back({shares_[position].member_index, shares_[position].value.expose()});
        }
        Settled settled = settle(points, group.threshold);
        if (settled.verdict == Verdict::ambiguous) {
            return ambiguous_error(fmt::format("the shares of group {}", index + 1));
        }
        if (settled.verdict == Verdict::no_fit) {
            // Not the end: other groups may be enough.
            disagreement_ = digest_error(
                fmt::format("{} do not belong together", names_of(group.positions, names_)));
            append_to(rejoined_.left_out, group.positions);
            return {};
        }
        OpenedGroup opened{index, std::move(settled.secret), {}};
        for (std::size_t at = 0; at < group.positions.size(); ++at) {
            (settled.agrees[at] ? opened.agreeing : rejoined_.left_out)
                .push_back(group.positions[at]);
        }
        opened_.push_back(std::move(opened));
        return {};
    }

    /// With one group needed every group's value is the encrypted secret itself.
    Result<SecretBytes> join_equal_groups() {
        for (const OpenedGroup& group : opened_) {
            const bool same = equal_constant_time(group.value, opened_.front().value);
            if (reveal(same ? 1 : 0) == 0) {
                return digest_error(fmt::format("groups {} and {} give different secrets",
                                                opened_.front().index + 1, group.index + 1));
            }
            append_to(rejoined_.agreeing, group.agreeing);
        }
        return opened_.front().value.clone();
    }

    std::string group_numbers() const {
        std::vector<std::string> numbers;
        for (const OpenedGroup& group : opened_)
            numbers.push_back(std::to_string(group.index + 1));
        return listed(numbers);
    }

    Error too_few(std::size_t groups_needed) const {
        std::vector<std::string> found;
        for (const auto& [index, group] : set_.groups) {
            found.push_back(fmt::format("{} of the {} shares that group {} needs",
                                        group.positions.size(), group.threshold, index + 1));
        }
        const bool plain = shares_.front().group_count == 1;
        return {ErrorKind::not_met, "SHARE-TOO-FEW",
                plain ? fmt::format("{} of the {} shares needed are here",
                                    set_.groups.begin()->second.positions.size(),
                                    set_.groups.begin()->second.threshold)
                      : fmt::format("{} of the {} groups needed are complete: {}", opened_.size(),
                                    groups_needed, listed(found)),
                "ask further holders for their shares"};
    }

    std::span<const Share> shares_;
    std::span<const std::string> names_;
    ShareSet set_;
    std::vector<OpenedGroup> opened_;
    std::optional<Error> disagreement_;
    Rejoined rejoined_;
};

}  // namespace

namespace {

/// Everything up to the cipher: the secret of what comes out is still encrypted.
Result<Rejoined> rejoin_encrypted(std::span<const Share> shares,
                                  std::span<const std::string> names) {
    if (shares.empty()) {
        return Error{ErrorKind::not_met, "SHARE-TOO-FEW", "no share was given",
                     "ask the holders for their shares"};
    }
    auto set = sort_shares(shares, names);
    if (!set) return std::move(set).error();
    Rejoining rejoining(shares, names, *std::move(set));
    Status opened = rejoining.open_groups();
    if (!opened) return std::move(opened).error();
    auto encrypted = rejoining.join_groups();
    if (!encrypted) return std::move(encrypted).error();
    return std::move(rejoining).finish(*std::move(encrypted));
}

/// For callers that expect every share to be good.
Result<SecretBytes> all_agreeing(Result<Rejoined> rejoined) {
    if (!rejoined) return std::move(rejoined).error();
    if (!rejoined->left_out.empty()) {
        return digest_error(
            fmt::format("{} contradicts the other shares", names_of(rejoined->left_out, {})));
    }
    return std::move(rejoined->secret);
}

}  // namespace

Result<Rejoined> rejoin(std::span<const Share> shares, const SecretBytes& passphrase,
                        std::span<const std::string> names) {
    auto rejoined = rejoin_encrypted(shares, names);
    if (!rejoined) return rejoined;
    const Share& any = shares.front();
    rejoined->secret = decrypt(rejoined->secret, passphrase,
                               {any.identifier, any.extendable, any.iteration_exponent});
    return rejoined;
}

Result<SecretBytes> combine(std::span<const Share> shares, const SecretBytes& passphrase) {
    return all_agreeing(rejoin(shares, passphrase));
}

Result<SecretBytes> combine_encrypted(std::span<const Share> shares) {
    return all_agreeing(rejoin_encrypted(shares, {}));
}

}  // namespace breakglass::slip39
