#include "fields.h"
#include "shelf.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/cases/docket.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/descriptor.h>

namespace breakglass::cases {

namespace fs = std::filesystem;

Result<std::vector<Docketed>> all(const escrow::Directory& escrow, Time clock) {
    std::vector<Docketed> found;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(escrow.cases_dir(), problem)) {
        const fs::path file = entry.path().filename();
        if (file.string().starts_with(".")) continue;  // a file that was being replaced
        if (file.extension() != ".case" || !is_case_name(file.stem().string())) {
            console::warn(fmt::format("{} is no case of this escrow and is ignored [CASE-STRAY]",
                                      console::quoted(entry.path().string())),
                          "a statement or case from elsewhere: breakglass case merge FILE");
            continue;
        }
        auto one = load(escrow, file.stem().string(), clock);
        if (one) {
            found.push_back(*std::move(one));
        } else {
            const Error& why = one.error();
            console::warn(fmt::format("case {} is refused: {} [{}]", file.stem().string(),
                                      why.message, why.rule),
                          why.hint);
        }
    }
    if (problem)
        return disk::system_error("cannot list", escrow.cases_dir().string(), problem.value());
    std::ranges::sort(found, [](const Docketed& a, const Docketed& b) {
        return std::pair(b.it.request.time, a.it.request.case_name) <
               std::pair(a.it.request.time, b.it.request.case_name);
    });
    return found;
}

Status Permit::covers(const policy::Policy& policy, const std::string& label) const {
    const int needed = policy.restore_approvals(label);
    if (standing_.approvals.size() >= static_cast<std::size_t>(needed)) return {};
    return Error{
        ErrorKind::not_met, "CASE-LABEL",
        fmt::format("backups with label {} need {} approvals, case {} has {}",
                    console::quoted(label), needed, request_.case_name, standing_.approvals.size()),
        fmt::format("ask for them by name: breakglass case request restore --scope label={}",
                    console::printable(label))};
}

Result<Permit> begin(escrow::Directory& escrow, const std::string& name, policy::CaseKind act,
                     Time clock) {
    // Another process may have begun it since this one opened the escrow.
    const auto ledger = fresh_ledger(escrow);
    if (!ledger) return ledger.error();
    const auto full = find_name(escrow, name);
    if (!full) return full.error();
    auto it = read_case(escrow, *full);
    if (!it) return std::move(it).error();
    if (it->request.act != act) {
        return Error{ErrorKind::usage, "CASE-KIND",
                     fmt::format("case {} is for {}, not for {}", it->request.case_name,
                                 with_article(it->request.act), with_article(act)),
                     fmt::format("breakglass case request {} --reason TEXT", policy::name_of(act))};
    }
    auto docketed = judged(escrow, *ledger, *std::move(it), clock);
    if (!docketed) return std::move(docketed).error();
    if (auto may = may_act(docketed->it, docketed->standing); !may) return std::move(may).error();
    if (!docketed->circumstances.use) {
        const ledger::Record use{.act = "case.use",
                                 .facts = {{"request", to_hex(docketed->it.request_hash())},
                                           {"requester", docketed->it.request.requester}},
                                 .case_name = docketed->it.request.case_name};
        if (auto announced = escrow.record(use); !announced) return std::move(announced).error();
    }
    return Permit(std::move(docketed->it.request), std::move(docketed->standing));
}

}  // namespace breakglass::cases
