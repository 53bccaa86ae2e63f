#pragma once
// What was found on the machine and what was allowed, as the ledger keeps it.

#include <breakglass/ceremony/start.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::ceremony {

inline void add_host_facts(ledger::Record& act, const StartRequest& request) {
    for (auto& [name, value] : host::facts_of(request.host, request.allowed))
        act.facts.push_back({name, value});
}

}  // namespace breakglass::ceremony
