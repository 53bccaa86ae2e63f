#include "plan.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::share {

namespace {

constexpr std::size_t longest_name = 32;

Error plan_error(std::string message, std::string hint) {
    return {ErrorKind::usage, "SPLIT-PLAN", std::move(message), std::move(hint)};
}

std::optional<unsigned> read_number(std::string_view text) {
    unsigned number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// A name that is safe in a file's name and in a comment.
bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= longest_name &&
           std::ranges::all_of(text, [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
           });
}

Status add_group(NamedPlan& plan, const std::string& option) {
    const std::string_view text = option;
    const std::size_t equals = text.find('=');
    const std::size_t slash = text.find('/', equals == std::string::npos ? 0 : equals);
    if (equals != std::string_view::npos && slash != std::string_view::npos) {
        const std::string name(text.substr(0, equals));
        const auto threshold = read_number(text.substr(equals + 1, slash - equals - 1));
        const auto members = read_number(text.substr(slash + 1));
        if (is_name(name) && threshold && members) {
            if (std::ranges::count(plan.names, name) > 0) {
                return plan_error(fmt::format("two groups are named {}", name),
                                  "give each group a name of its own");
            }
            plan.names.push_back(name);
            plan.plan.groups.push_back({*threshold, *members});
            return {};
        }
    }
    return plan_error(fmt::format("the group {} is not written as NAME=K/N, a name of letters, "
                                  "digits, - and _",
                                  console::quoted(option)),
                      "for example: --group technology=2/3");
}

}  // namespace

Result<NamedPlan> make_plan(const SplitRequest& request) {
    const bool plain = request.threshold || request.shares;
    if (plain == !request.groups.empty()) {
        return plan_error("a split is either plain or by groups",
                          "give --threshold K --shares N, or --group NAME=K/N and "
                          "--groups-required G");
    }
    NamedPlan plan;
    plan.plan.extendable = request.extendable;
    plan.plan.iteration_exponent = request.iteration_exponent;
    if (plain) {
        if (!request.threshold || !request.shares || request.groups_required) {
            return plan_error("a plain split takes --threshold and --shares, and nothing of groups",
                              "for example: --threshold 3 --shares 5");
        }
        plan.plan.groups = {{*request.threshold, *request.shares}};
        plan.names = {"1"};
    } else {
        for (const std::string& option : request.groups) {
            Status added = add_group(plan, option);
            if (!added) return std::move(added).error();
        }
        if (!request.groups_required && request.groups.size() > 1) {
            return plan_error("how many of the groups are needed is not said",
                              fmt::format("add --groups-required, 1 to {}", request.groups.size()));
        }
        plan.plan.groups_required = request.groups_required.value_or(1);
    }
    Status sensible = slip39::check_plan(plan.plan);
    if (!sensible) return std::move(sensible).error();
    return plan;
}

std::string opens_with(const NamedPlan& plan) {
    const auto& groups = plan.plan.groups;
    if (groups.size() == 1) {
        return groups[0].members == 1
                   ? "this one share"
                   : fmt::format("any {} of {} shares", groups[0].threshold, groups[0].members);
    }
    std::string listed;
    for (std::size_t at = 0; at < groups.size(); ++at) {
        listed += fmt::format("{}{} ({} of {})", at == 0 ? "" : ", ", plan.names[at],
                              groups[at].threshold, groups[at].members);
    }
    return fmt::format("any {} of the groups {}", plan.plan.groups_required, listed);
}

}  // namespace breakglass::share
