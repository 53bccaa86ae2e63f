// How long it takes to try every combination of cards before they leave the program.
//   build/release/tests/bench/trial_bench

#include "trial.h"

#include <chrono>

#include <fmt/format.h>

using namespace breakglass;

namespace {

void measure(const char* what, std::vector<slip39::Group> groups, unsigned required) {
    const SecretBytes secret = random_secret(32);
    const slip39::SplitPlan plan{.groups = std::move(groups), .groups_required = required};
    const auto shares = slip39::split(secret, SecretBytes(), plan);
    check(static_cast<bool>(shares), "a plan that cannot be split");
    const auto begin = std::chrono::steady_clock::now();
    const auto trials = ceremony::try_shares(secret, *shares, plan, 100000, system_randomness());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    check(static_cast<bool>(trials), "a trial failed");
    fmt::print("{:<32} {:>8} of {:<20} {:8.3f} s, {:7.2f} us each\n", what, trials->tried,
               trials->possible, took.count(),
               took.count() * 1e6 / static_cast<double>(trials->tried));
}

}  // namespace

int main() {
    measure("3 of 5", {{3, 5}}, 1);
    measure("any 2 of three groups of 2 of 3", {{2, 3}, {2, 3}, {2, 3}}, 2);
    measure("8 of 16", {{8, 16}}, 1);
    measure("16 of 16", {{16, 16}}, 1);
    measure("8 of 16 and 8 of 16", {{8, 16}, {8, 16}}, 2);
    return 0;
}
