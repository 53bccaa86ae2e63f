// Cases that somebody has to do something about.

#include "looks.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include <breakglass/cases/docket.h>
#include <breakglass/console/amounts.h>

namespace breakglass::doctor {
namespace {

namespace fs = std::filesystem;

Checks look_at_case(const std::string& name, const cases::Standing& standing, std::uint64_t& over) {
    switch (standing.state) {
        case cases::State::collecting: {
            const auto missing = standing.needed - static_cast<int>(standing.approvals.size());
            return {{"DOCTOR-CASE", Weight::advice,
                     fmt::format("case {} waits for {} until {}", name,
                                 counted(static_cast<std::uint64_t>(std::max(missing, 0)),
                                         "approval", "approvals"),
                                 console::rfc3339(standing.collect_until)),
                     "breakglass case show " + name}};
        }
        case cases::State::cooling_off:
        case cases::State::open:
            return {{"DOCTOR-CASE", Weight::advice,
                     fmt::format("case {} is approved and was not used yet", name),
                     "breakglass case show " + name}};
        case cases::State::in_use:
            return {{"DOCTOR-CASE", Weight::owed,
                     fmt::format("case {} began and is not closed", name),
                     "breakglass case show " + name}};
        case cases::State::stopped:
        case cases::State::expired:
        case cases::State::outdated:
            ++over;
            return {};
        case cases::State::used:
        case cases::State::closed:
            break;
    }
    return {};
}

}  // namespace

Checks look_at_cases(const Patient& patient) {
    Checks checks;
    std::uint64_t over = 0;
    std::vector<std::string> names;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(patient.directory->cases_dir(), problem)) {
        const fs::path name = entry.path().filename();
        if (name.extension() == ".case") names.push_back(name.stem().string());
    }
    if (problem) {
        return {
            {"DOCTOR-CASE", Weight::failed, "the cases cannot be read: " + problem.message(), ""}};
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
        const auto found = cases::load(*patient.directory, name, patient.now);
        if (!found) {
            checks.push_back(failed("DOCTOR-CASE", with_context(found.error(), "case " + name)));
            continue;
        }
        for (Check& check : look_at_case(name, found->standing, over)) {
            checks.push_back(std::move(check));
        }
    }
    if (over > 0) {
        checks.push_back(
            {"DOCTOR-CASE", Weight::advice,
             counted(over, "case is over (stopped, outdated or run out) and not closed",
                     "cases are over (stopped, outdated or run out) and not closed"),
             "breakglass case show, then: breakglass case close NAME"});
    }
    if (checks.empty()) checks.push_back({"DOCTOR-CASE", Weight::ok, "no case is open", ""});
    return checks;
}

}  // namespace breakglass::doctor
