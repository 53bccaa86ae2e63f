#pragma once
// The parts of the policy, each read from its section. Persons come first: everybody else is
// named by a person's id.

#include "section.h"

#include <breakglass/policy/policy.h>

namespace breakglass::policy {

void read_persons(Section& top, Policy& policy);
void read_recovery(Section& top, Policy& policy);
void read_approval(Section& top, Policy& policy);
void read_restore_rules(Section& top, Policy& policy);
void read_stores(Section& top, Policy& policy);

}  // namespace breakglass::policy
