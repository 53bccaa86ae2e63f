#include <algorithm>

#include <breakglass/policy/policy.h>

namespace breakglass::policy {

std::string_view name_of(CaseKind kind) {
    switch (kind) {
        case CaseKind::incident:
            return "incident";
        case CaseKind::restore:
            return "restore";
        case CaseKind::drill:
            return "drill";
        case CaseKind::policy:
            return "policy";
        case CaseKind::destruction:
            return "destruction";
        case CaseKind::exception:
            break;
    }
    return "exception";
}

bool Person::has_role(std::string_view role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
}

const ApprovalRule& Policy::rule(CaseKind kind) const {
    const auto at = static_cast<std::size_t>(kind);
    check(at < approval.size(), "a policy without a rule for every kind of case");
    return approval[at];
}

int Policy::restore_approvals(std::string_view label) const {
    std::optional<int> strictest;
    for (const RestoreRule& each : restore) {
        if (!each.label.matches(label)) continue;
        strictest = std::max(strictest.value_or(0), each.approvals);
    }
    return strictest.value_or(rule(CaseKind::restore).approvals);
}

const Person* Policy::person(std::string_view id) const {
    const auto found = std::find_if(persons.begin(), persons.end(),
                                    [&](const Person& candidate) { return candidate.id == id; });
    return found == persons.end() ? nullptr : &*found;
}

const Store* Policy::store(std::string_view name) const {
    const auto found = std::find_if(stores.begin(), stores.end(),
                                    [&](const Store& candidate) { return candidate.name == name; });
    return found == stores.end() ? nullptr : &*found;
}

std::optional<StorePlace> place_in_store(const Policy& policy, std::string_view absolute_path) {
    const Store* innermost = nullptr;
    for (const Store& store : policy.stores) {
        const bool inside = absolute_path.size() > store.path.size() + 1 &&
                            absolute_path.substr(0, store.path.size()) == store.path &&
                            absolute_path[store.path.size()] == '/';
        if (inside && (innermost == nullptr || store.path.size() > innermost->path.size())) {
            innermost = &store;
        }
    }
    if (innermost == nullptr) return std::nullopt;
    return StorePlace{innermost->name,
                      std::string(absolute_path.substr(innermost->path.size() + 1))};
}

}  // namespace breakglass::policy
