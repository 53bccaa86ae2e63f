#include "judge.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <breakglass/console/printable.h>
#include <breakglass/printing/device_uri.h>

namespace breakglass::printing {

namespace {

using host::Finding;
using host::Rule;

constexpr const char* restart = "systemctl restart cups";

Finding network(const Seen& seen, const Destination& destination) {
    Finding finding{.rule = Rule::print_network};
    if (!is_local_server(seen.server)) {
        finding.found = fmt::format("the pages go over the network, to the print server {}",
                                    console::printable(seen.server));
        finding.mend = "a printer on a cable at this machine, and no CUPS_SERVER";
    } else if (destination.reach == Reach::network) {
        finding.found = fmt::format("the pages of {} go over the network, or nobody can tell: {}",
                                    console::quoted(seen.queue), destination.shown);
        finding.mend = "a printer on a cable: lpinfo -v shows usb://...";
    } else {
        finding.good = true;
        finding.found =
            fmt::format("the pages stay in this machine and its cables: {}", destination.shown);
    }
    return finding;
}

/// A directory of CUPS as the look at the cards' own directory sees one.
Finding in_memory(Rule rule, const std::string& what, const std::string& directory) {
    Finding finding = host::look_at_disk(directory);
    finding.rule = rule;
    finding.found = fmt::format("{} {}", what, finding.found);
    return finding;
}

Finding kept(Rule rule, const char* directive, const Keeping& keeping, const char* by_default,
             const std::string& file) {
    Finding finding{.rule = rule, .good = !keeping.kept};
    finding.found = keeping.said.empty()
                        ? fmt::format("{} is not set, so CUPS {}", directive, by_default)
                        : fmt::format("{} {}", directive, console::printable(keeping.said));
    if (!finding.good)
        finding.mend = fmt::format("the line \"{} No\" in {}, then {}", directive, file, restart);
    return finding;
}

Finding file_queue(const Destination& destination) {
    if (destination.file.empty()) {
        return {
            .rule = Rule::print_file,
            .found = fmt::format("the queue keeps what it prints as a file: {}", destination.shown),
            .mend = "a printer that prints on paper"};
    }
    struct stat facts {};
    const bool device = ::stat(destination.file.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode);
    Finding finding = in_memory(Rule::print_file, "the queue writes to a file:", destination.file);
    if (device) {
        finding.good = true;
        finding.found = fmt::format("the queue writes to the device {}", destination.shown);
    }
    finding.mend = finding.good ? "" : "a printer that prints on paper";
    return finding;
}

void judge_spool(const Seen& seen, const Configuration& configuration,
                 std::vector<Finding>& findings) {
    const std::string spool = configuration.spool();
    findings.push_back(in_memory(Rule::spool, "RequestRoot", spool));
    if (!findings.back().good) {
        findings.back().mend =
            fmt::format("a spool in memory: mount -t tmpfs -o mode=0710,gid=lp tmpfs {}, then {}",
                        console::quoted(spool), restart);
    }
    findings.push_back(in_memory(Rule::spool_temp, "TempDir", configuration.temporary()));
    if (!findings.back().good) {
        findings.back().mend =
            fmt::format("the line \"TempDir {}/tmp\" in {}, then {}", console::printable(spool),
                        seen.cups_files_conf, restart);
    }
    findings.push_back(kept(Rule::job_files, "PreserveJobFiles", configuration.files,
                            "keeps the page for a day", seen.cupsd_conf));
    findings.push_back(kept(Rule::job_history, "PreserveJobHistory", configuration.history,
                            "keeps the job for good", seen.cupsd_conf));
}

}  // namespace

std::vector<Finding> judge(const Seen& seen) {
    const Destination destination = destination_of(seen.device_uri);
    std::vector<Finding> findings = {network(seen, destination)};
    if (destination.reach == Reach::file) findings.push_back(file_queue(destination));
    Finding config{.rule = Rule::print_config, .good = seen.unseen.empty(), .found = seen.unseen};
    if (config.good) {
        config.found = fmt::format("cupsd works by {} and {}", console::quoted(seen.cupsd_conf),
                                   console::quoted(seen.cups_files_conf));
    } else {
        config.mend = seen.configuration ? restart : "run as root, beside the cupsd that prints";
    }
    findings.push_back(std::move(config));
    if (seen.configuration) judge_spool(seen, *seen.configuration, findings);
    return findings;
}

}  // namespace breakglass::printing
