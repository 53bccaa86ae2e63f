// The smallest set of people that reaches a quorum, by branch and bound.
//
// Who holds exactly one share is worth the same as any other holder of one share of that group; so
// only those who hold several are branched over, and the rest is counted. In most escrows nobody
// holds several, and there is nothing to search.

#include <algorithm>
#include <numeric>

#include <breakglass/reach/quorum.h>

namespace breakglass::reach {
namespace {

// Keeps the worst case well below a second.
constexpr std::size_t max_steps = 100000;

struct Holding {
    std::string name;
    std::vector<int> shares;  // by group, never more than its threshold
    int total = 0;
};

class Search {
  public:
    explicit Search(const Quorum& quorum)
        : required_(static_cast<std::size_t>(quorum.groups_required)) {
        const std::size_t groups = quorum.groups.size();
        singles_.resize(groups);
        for (const std::string& name : holders_of(quorum)) {
            Holding holding{name, std::vector<int>(groups, 0), 0};
            for (std::size_t group = 0; group < groups; ++group) {
                const Group& shares = quorum.groups[group];
                const auto held = static_cast<int>(
                    std::count(shares.holders.begin(), shares.holders.end(), name));
                holding.shares[group] = std::min(held, shares.threshold);
                holding.total += holding.shares[group];
            }
            if (holding.total > 1) {
                several_.push_back(std::move(holding));
            } else {
                const auto group = std::find(holding.shares.begin(), holding.shares.end(), 1);
                singles_[static_cast<std::size_t>(group - holding.shares.begin())].push_back(name);
            }
        }
        std::stable_sort(
            several_.begin(), several_.end(),
            [](const Holding& one, const Holding& other) { return one.total > other.total; });
        for (const Group& group : quorum.groups) {
            missing_.push_back(group.threshold);
        }
    }

    Cheapest run() {
        branch(0);
        check(found_, "a quorum that all holders together do not reach");
        return {best_, steps_ <= max_steps};
    }

  private:
    // What is still missing, completed by people who hold one share each, if they are enough.
    void complete() {
        std::vector<std::size_t> can;
        for (std::size_t group = 0; group < missing_.size(); ++group) {
            if (missing_[group] <= static_cast<int>(singles_[group].size())) can.push_back(group);
        }
        if (can.size() < required_) return;
        std::stable_sort(can.begin(), can.end(), [&](std::size_t one, std::size_t other) {
            return missing_[one] < missing_[other];
        });
        std::vector<std::string> who = chosen_;
        for (std::size_t index = 0; index < required_; ++index) {
            const std::vector<std::string>& from = singles_[can[index]];
            who.insert(who.end(), from.begin(), from.begin() + missing_[can[index]]);
        }
        if (found_ && who.size() >= best_.size()) return;
        best_ = std::move(who);
        found_ = true;
    }

    // No fewer people than this, whoever they are: the shares that are missing at least, each
    // person bringing all they could.
    std::size_t at_least(std::size_t next) const {
        std::vector<int> missing = missing_;
        std::sort(missing.begin(), missing.end());
        int need = std::accumulate(missing.begin(),
                                   missing.begin() + static_cast<std::ptrdiff_t>(required_), 0);
        std::vector<int> gains;
        for (std::size_t person = next; person < several_.size(); ++person) {
            int gain = 0;
            for (std::size_t group = 0; group < missing_.size(); ++group) {
                gain += std::min(several_[person].shares[group], missing_[group]);
            }
            gains.push_back(gain);
        }
        std::sort(gains.rbegin(), gains.rend());
        std::size_t people = 0;
        for (const int gain : gains) {
            if (need <= 0 || gain <= 1) break;
            need -= gain;
            ++people;
        }
        return people + static_cast<std::size_t>(std::max(need, 0));
    }

    void branch(std::size_t next) {
        if (found_ && ++steps_ > max_steps) return;
        complete();
        if (next == several_.size()) return;
        if (found_ && chosen_.size() + at_least(next) >= best_.size()) return;

        const Holding& person = several_[next];
        const std::vector<int> before = missing_;
        for (std::size_t group = 0; group < missing_.size(); ++group) {
            missing_[group] = std::max(0, missing_[group] - person.shares[group]);
        }
        chosen_.push_back(person.name);
        branch(next + 1);
        chosen_.pop_back();
        missing_ = before;
        branch(next + 1);
    }

    std::size_t required_;
    std::vector<Holding> several_;                   // who holds more than one share
    std::vector<std::vector<std::string>> singles_;  // by group: who holds one share, of it
    std::vector<int> missing_;                       // by group, with those chosen
    std::vector<std::string> chosen_;
    std::vector<std::string> best_;
    bool found_ = false;
    std::size_t steps_ = 0;
};

}  // namespace

Cheapest cheapest_set(const Quorum& quorum) {
    return Search(quorum).run();
}

}  // namespace breakglass::reach
