#pragma once
// What to type next about a case.

#include <string>

#include <breakglass/cases/docket.h>

namespace breakglass::cases {

std::string next_command(const Docketed& docketed);

}  // namespace breakglass::cases
