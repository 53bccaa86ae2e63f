#include "embedded.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <breakglass/console/printable.h>
#include <breakglass/escrow/templates.h>

namespace breakglass::escrow {

std::vector<std::string_view> template_names() {
    return {"bank", "team-of-five", "two-departments"};
}

Result<ByteView> policy_template(std::string_view name) {
    if (name == "bank") return as_bytes(embedded::bank);
    if (name == "team-of-five") return as_bytes(embedded::team_of_five);
    if (name == "two-departments") return as_bytes(embedded::two_departments);
    return Error{ErrorKind::usage, "ESCROW-TEMPLATE",
                 fmt::format("there is no template {}, expected one of: {}", console::quoted(name),
                             fmt::join(template_names(), ", ")),
                 "or write a policy of your own: docs/policy.md; breakglass escrow init --policy "
                 "FILE DIR"};
}

}  // namespace breakglass::escrow
