#include "pseudo_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/host/findings.h>

namespace breakglass::host {

std::optional<std::string> read_text(const Machine& machine, const std::string& path) {
    std::ifstream file(machine.root + path, std::ios::binary);
    if (!file) return std::nullopt;
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (file.bad()) return std::nullopt;
    return text;
}

std::string read_line(const Machine& machine, const std::string& path) {
    std::string text = read_text(machine, path).value_or("");
    text.erase(std::min(text.find('\n'), text.size()));
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    return text;
}

std::optional<std::vector<std::string>> names_in(const Machine& machine, const std::string& path) {
    std::error_code problem;
    std::filesystem::directory_iterator entry(machine.root + path, problem);
    if (problem) return std::nullopt;
    std::vector<std::string> names;
    for (const std::filesystem::directory_iterator end; entry != end; entry.increment(problem)) {
        names.push_back(entry->path().filename().string());
        if (problem) return std::nullopt;
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 8;  // a machine full of containers has hundreds
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
        text += (i == 0 ? "" : ", ") + console::printable(names[i]);
    return names.size() > shown ? text + fmt::format(" and {} more", names.size() - shown) : text;
}

std::vector<Finding> examine(const Machine& machine, const std::string& output_dir) {
    std::vector<Finding> findings{look_at_network(machine), look_at_swap(machine),
                                  look_at_core(machine), look_at_memory(machine),
                                  look_at_entropy(machine)};
    if (!output_dir.empty()) findings.push_back(look_at_disk(output_dir));
    return findings;
}

std::string line_of(const Finding& finding, const Allowed& allowed) {
    const std::string line = fmt::format("{}: {}", name_of(finding.rule), finding.found);
    if (finding.good) return line;
    return fmt::format("{} [{}]{}", line, rule_id(finding.rule),
                       allowed.contains(finding.rule) ? ", allowed" : "");
}

Status check(const std::vector<Finding>& findings, const Allowed& allowed) {
    Error refusal{ErrorKind::failed, "", "this machine is not fit for a ceremony: ", ""};
    std::string options;
    for (const Finding& finding : findings) {
        if (finding.good || allowed.contains(finding.rule)) continue;
        const bool first = refusal.rule.empty();
        if (first) refusal.rule = rule_id(finding.rule);
        refusal.message +=
            fmt::format("{}{}: {}", first ? "" : "; ", name_of(finding.rule), finding.found);
        refusal.hint += (first ? "" : "; ") + finding.mend;
        const std::string option = fmt::format(" {}", option_of(finding.rule));
        if (option.size() > 1 && options.find(option) == std::string::npos) options += option;
    }
    if (refusal.rule.empty()) return {};
    if (!options.empty()) refusal.hint += "; or accept it, which is recorded:" + options;
    return refusal;
}

std::vector<std::pair<std::string, std::string>> facts_of(const std::vector<Finding>& findings,
                                                          const Allowed& allowed) {
    std::vector<std::pair<std::string, std::string>> facts;
    std::string names;
    for (const Finding& finding : findings) {
        facts.emplace_back(fmt::format("host_{}", name_of(finding.rule)),
                           (finding.good ? "good: " : "deviation: ") + finding.found);
        if (finding.good || !allowed.contains(finding.rule)) continue;
        names += fmt::format("{}{}", names.empty() ? "" : ", ", name_of(finding.rule));
    }
    facts.emplace_back("allowed", names.empty() ? "nothing" : names);
    return facts;
}

}  // namespace breakglass::host
