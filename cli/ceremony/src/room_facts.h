#pragma once
// Who is there and under which policy, as the ledger keeps it: a later policy may name others.

#include <breakglass/ceremony/start.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/policy/policy.h>

namespace breakglass::ceremony {

/// Adds policy, owner, operators, witnesses, and how many combinations of cards were tried.
void add_room_facts(ledger::Record& act, const policy::Policy& policy, const Trials& trials);

}  // namespace breakglass::ceremony
