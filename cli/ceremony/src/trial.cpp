#include "trial.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <random>

#include <breakglass/console/progress.h>
#include <breakglass/scheme/combine.h>

namespace breakglass::ceremony {

namespace {

using Positions = std::vector<std::size_t>;

/// The next choice of that many out of count in lexical order; false after the last.
bool next_choice(Positions& chosen, std::size_t count) {
    for (std::size_t i = chosen.size(); i-- > 0;) {
        if (chosen[i] + (chosen.size() - i) >= count) continue;
        ++chosen[i];
        for (std::size_t j = i + 1; j < chosen.size(); ++j)
            chosen[j] = chosen[j - 1] + 1;
        return true;
    }
    return false;
}

Positions first_choice(std::size_t size) {
    Positions chosen(size);
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    return chosen;
}

std::uint64_t choices(std::uint64_t of, std::uint64_t size) {
    std::uint64_t count = 1;  // at most 16 over 8 = 12,870
    for (std::uint64_t i = 0; i < size; ++i)
        count = count * (of - i) / (i + 1);
    return count;
}

std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    return b != 0 && a > most / b ? most : a * b;
}

std::uint64_t count_combinations(const slip39::SplitPlan& plan) {
    std::uint64_t total = 0;
    Positions groups = first_choice(plan.groups_required);
    do {
        std::uint64_t product = 1;
        for (const std::size_t group : groups)
            product = saturating_product(
                product, choices(plan.groups[group].members, plan.groups[group].threshold));
        total = total > std::numeric_limits<std::uint64_t>::max() - product
                    ? std::numeric_limits<std::uint64_t>::max()
                    : total + product;
    } while (next_choice(groups, plan.groups.size()));
    return total;
}

/// What a sample is drawn from: it decides nothing secret, and is drawn from a million times.
using Dealer = std::mt19937_64;

Dealer dealer_from(Randomness& randomness) {
    std::array<std::uint8_t, 8> bytes{};
    randomness.fill(bytes);
    std::uint64_t seed = 0;
    for (const std::uint8_t byte : bytes)
        seed = seed << 8U | byte;
    return Dealer(seed);
}

/// Below bound, evenly enough.
std::size_t draw(std::size_t bound, Dealer& dealer) {
    return static_cast<std::size_t>(dealer() % bound);
}

/// size different numbers below count; includes the one that must be there.
Positions draw_choice(std::size_t size, std::size_t count, std::optional<std::size_t> must,
                      Dealer& dealer) {
    Positions all(count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (must) std::swap(all[0], all[*must]);
    for (std::size_t i = must ? 1 : 0; i < size; ++i)
        std::swap(all[i], all[i + draw(count - i, dealer)]);
    all.resize(size);
    return all;
}

class Trial {
  public:
    Trial(const SecretBytes& secret, std::span<const slip39::Share> shares,
          const slip39::SplitPlan& plan, std::uint64_t planned)
        : secret_(secret),
          shares_(shares),
          plan_(plan),
          progress_("trying the cards", planned, console::Progress::Unit::items) {
        std::size_t start = 0;
        for (const slip39::Group& group : plan.groups) {
            starts_.push_back(start);
            start += group.members;
        }
        check(start == shares.size(), "a split with another number of shares than planned");
    }

    /// Every choice of members within the given groups. Stops at the first failure.
    Status all_of(const Positions& groups) {
        std::vector<Positions> members;
        for (const std::size_t group : groups)
            members.push_back(first_choice(plan_.groups[group].threshold));
        for (;;) {
            if (Status opened = one(groups, members); !opened) return opened;
            std::size_t turn = 0;  // an odometer whose wheels are the groups
            while (turn < groups.size() &&
                   !next_choice(members[turn], plan_.groups[groups[turn]].members)) {
                members[turn] = first_choice(plan_.groups[groups[turn]].threshold);
                ++turn;
            }
            if (turn == groups.size()) return {};
        }
    }

    /// A random choice that the share takes part in.
    Status drawn(std::size_t share, Dealer& dealer) {
        std::size_t must = plan_.groups.size() - 1;
        while (starts_[must] > share)
            --must;
        const Positions groups =
            draw_choice(plan_.groups_required, plan_.groups.size(), must, dealer);
        std::vector<Positions> members;
        for (const std::size_t group : groups) {
            const auto wanted =
                group == must ? std::optional<std::size_t>(share - starts_[must]) : std::nullopt;
            members.push_back(draw_choice(plan_.groups[group].threshold,
                                          plan_.groups[group].members, wanted, dealer));
        }
        return one(groups, members);
    }

    std::uint64_t tried() const { return tried_; }

  private:
    Status one(const Positions& groups, const std::vector<Positions>& members) {
        std::vector<slip39::Share> chosen;
        for (std::size_t i = 0; i < groups.size(); ++i)
            for (const std::size_t member : members[i])
                chosen.push_back(shares_[starts_[groups[i]] + member].clone());
        if (!opens(chosen)) {
            return Error{ErrorKind::failed, "CEREMONY-TRIAL",
                         "a combination of fresh shares does not give the key back; nothing was "
                         "written",
                         "the machine's memory or processor may be faulty: use another one"};
        }
        ++tried_;
        progress_.advance(1);
        return {};
    }

    /// The cipher costs a thousand times what the joining does, and is the same function for all
    /// shares of a set: the first combination goes through it, the others must give its input.
    bool opens(std::span<const slip39::Share> chosen) {
        const auto encrypted = slip39::combine_encrypted(chosen);
        if (!encrypted) return false;
        if (!encrypted_.empty()) return equal_constant_time(*encrypted, encrypted_);
        const auto rejoined = slip39::combine(chosen, SecretBytes());
        if (!rejoined || !equal_constant_time(*rejoined, secret_)) return false;
        encrypted_ = encrypted->clone();
        return true;
    }

    const SecretBytes& secret_;
    std::span<const slip39::Share> shares_;
    const slip39::SplitPlan& plan_;
    Positions starts_;
    SecretBytes encrypted_;  // what the cipher's input is, once one combination has shown it
    std::uint64_t tried_ = 0;
    console::Progress progress_;
};

}  // namespace

Result<Trials> try_shares(const SecretBytes& secret, std::span<const slip39::Share> shares,
                          const slip39::SplitPlan& plan, std::size_t at_most,
                          Randomness& randomness) {
    const std::uint64_t possible = count_combinations(plan);
    const std::uint64_t sample = std::max(at_most, shares.size());
    Trial trial(secret, shares, plan, std::min(possible, sample));
    if (possible <= at_most) {
        Positions groups = first_choice(plan.groups_required);
        do {
            if (Status opened = trial.all_of(groups); !opened) return std::move(opened).error();
        } while (next_choice(groups, plan.groups.size()));
        check(trial.tried() == possible, "a combination of shares was left out");
    } else {
        Dealer dealer = dealer_from(randomness);
        for (std::uint64_t i = 0; i < sample; ++i) {
            if (Status opened = trial.drawn(static_cast<std::size_t>(i % shares.size()), dealer);
                !opened)
                return std::move(opened).error();
        }
    }
    return Trials{.possible = possible, .tried = trial.tried()};
}

}  // namespace breakglass::ceremony
