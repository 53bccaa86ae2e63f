#include "next_command.h"

#include <fmt/format.h>

namespace breakglass::cases {

namespace {

std::string act_command(const Request& request) {
    switch (request.act) {
        case policy::CaseKind::incident:
            return fmt::format(
                "breakglass incident run {} --fresh-kek NAME --words FILE ... --output-dir DIR",
                request.case_name);
        case policy::CaseKind::restore:
            return fmt::format("breakglass backup restore --case {} BACKUP --output FILE",
                               request.case_name);
        case policy::CaseKind::policy:
            return fmt::format("breakglass policy apply --case {}", request.case_name);
        case policy::CaseKind::drill:
        case policy::CaseKind::destruction:
        case policy::CaseKind::exception:
            break;
    }
    return fmt::format("name it to the command that needs it: --case {}", request.case_name);
}

}  // namespace

std::string next_command(const Docketed& docketed) {
    const Request& request = docketed.it.request;
    const std::string& name = request.case_name;
    const bool lasting =
        request.act == policy::CaseKind::incident || request.act == policy::CaseKind::drill;
    switch (docketed.standing.state) {
        case State::collecting:
            return "breakglass case approve " + name;
        case State::cooling_off:
            return fmt::format("wait; to stop it: breakglass case stop {} --reason TEXT", name);
        case State::open:
            return act_command(request);
        case State::in_use:
            return lasting ? fmt::format("{}; at the end: breakglass case close {}",
                                         act_command(request), name)
                           : act_command(request);
        case State::used:
        case State::stopped:
            return "breakglass case close " + name;
        case State::expired:
        case State::outdated:
            return fmt::format("breakglass case request {} --reason TEXT",
                               policy::name_of(request.act));
        case State::closed:
            break;
    }
    return "nothing: the case is closed";
}

}  // namespace breakglass::cases
