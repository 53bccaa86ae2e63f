#pragma once
// Whether this machine is fit for a ceremony: what was found, and what was allowed all the same.
// Source: docs/runbooks/ceremony.md, "The machine".

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/host/machine.h>

namespace breakglass::host {

enum class Rule {
    network,
    swap,
    core,
    memory,
    entropy,
    disk,
    // what the printing room looks at, when cards are printed through CUPS
    print_network,  // pages stay in this machine and its cables
    print_file,     // the queue does not write into a file on a disk
    print_config,   // the configuration that cupsd works by can be seen
    spool,          // cupsd's RequestRoot lies in memory
    spool_temp,     // and its TempDir
    job_files,      // no job's file outlives the job
    job_history,    // nor does the job
};

/// "HOST-NETWORK".
std::string_view rule_id(Rule rule);
/// "network": its name in facts and sentences.
std::string_view name_of(Rule rule);
/// "--allow-network"; empty for what nobody may allow.
std::string_view option_of(Rule rule);

/// One look. All texts are safe to show: one line, no control characters.
struct Finding {
    Rule rule = Rule::network;
    bool good = false;
    std::string found;  // "no interface but lo is up", "up: eth0"
    std::string mend;   // what to do about it; empty when it is good
};

/// What the operator takes upon themselves, each by an option of its own.
struct Allowed {
    bool network = false;
    bool swap = false;
    bool core = false;
    bool memory = false;
    bool disk = false;
    bool print_network = false;
    bool spool = false;  // all that CUPS leaves on this machine

    bool contains(Rule rule) const;
};

/// Only lo is up: an interface counts as up when it is administratively up, cable or not.
Finding look_at_network(const Machine& machine);
/// No swap, or on encrypted devices or in memory only (zram without a backing device).
Finding look_at_swap(const Machine& machine);
/// This process leaves no core, wherever the kernel would send it.
Finding look_at_core(const Machine& machine);
/// The arena of the secrets is locked, as we and as the kernel see it.
Finding look_at_memory(const Machine& machine);
/// The kernel's generator is seeded.
Finding look_at_entropy(const Machine& machine);
/// A directory, which need not exist yet, lies in memory.
Finding look_at_disk(const std::string& directory);

/// All of them, in the order of Rule; the disk only when a directory is named.
std::vector<Finding> examine(const Machine& machine, const std::string& output_dir);

/// "network: up: eth0 [HOST-NETWORK], allowed".
std::string line_of(const Finding& finding, const Allowed& allowed);

/// Errors: failed, with the rule of the first finding that is neither good nor allowed; the
/// message names all of them.
Status check(const std::vector<Finding>& findings, const Allowed& allowed);

/// For the record: "host_network" and the like with "good: ..." or "deviation: ...", and at last
/// "allowed" with the names of the deviations that were allowed, or "nothing".
std::vector<std::pair<std::string, std::string>> facts_of(const std::vector<Finding>& findings,
                                                          const Allowed& allowed);

}  // namespace breakglass::host
