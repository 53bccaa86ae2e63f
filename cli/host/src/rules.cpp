// What each rule is called, and which option allows a deviation from it.

#include <array>

#include <breakglass/ground/check.h>
#include <breakglass/host/findings.h>

namespace breakglass::host {

namespace {

struct RuleFacts {
    Rule rule;
    std::string_view id;
    std::string_view name;
    std::string_view option;
    bool Allowed::*allowed;  // null for what nobody may allow
};

constexpr std::array<RuleFacts, 13> rules = {
    {{Rule::network, "HOST-NETWORK", "network", "--allow-network", &Allowed::network},
     {Rule::swap, "HOST-SWAP", "swap", "--allow-swap", &Allowed::swap},
     {Rule::core, "HOST-CORE", "core", "--allow-core", &Allowed::core},
     {Rule::memory, "HOST-MEMORY", "memory", "--allow-unlocked-memory", &Allowed::memory},
     // it takes seconds to come, and a key drawn before it is no key
     {Rule::entropy, "HOST-ENTROPY", "entropy", "", nullptr},
     {Rule::disk, "HOST-DISK", "disk", "--allow-disk", &Allowed::disk},
     {Rule::print_network, "PRINT-NETWORK", "print_network", "--allow-print-network",
      &Allowed::print_network},
     {Rule::print_file, "PRINT-FILE", "print_file", "--allow-spool", &Allowed::spool},
     {Rule::print_config, "PRINT-CONFIG", "print_config", "--allow-spool", &Allowed::spool},
     {Rule::spool, "PRINT-SPOOL", "spool", "--allow-spool", &Allowed::spool},
     {Rule::spool_temp, "PRINT-TEMP", "spool_temp", "--allow-spool", &Allowed::spool},
     {Rule::job_files, "PRINT-JOB-FILES", "job_files", "--allow-spool", &Allowed::spool},
     {Rule::job_history, "PRINT-JOB-HISTORY", "job_history", "--allow-spool", &Allowed::spool}}};

const RuleFacts& facts(Rule rule) {
    for (const RuleFacts& each : rules)
        if (each.rule == rule) return each;
    stop_on_bug("a rule without a name", __FILE__, __LINE__);
}

}  // namespace

std::string_view rule_id(Rule rule) {
    return facts(rule).id;
}

std::string_view name_of(Rule rule) {
    return facts(rule).name;
}

std::string_view option_of(Rule rule) {
    return facts(rule).option;
}

bool Allowed::contains(Rule rule) const {
    const auto allowed = facts(rule).allowed;
    return allowed != nullptr && this->*allowed;
}

}  // namespace breakglass::host
