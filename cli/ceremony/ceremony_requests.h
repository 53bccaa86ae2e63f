#pragma once
// From the options of "breakglass ceremony" to what its steps are asked for.

#include "ceremony_acts.h"

#include <breakglass/ceremony/identities.h>
#include <breakglass/ceremony/start.h>

namespace breakglass::command {

/// Looks at the machine and shows what was found, good or not.
ceremony::StartRequest start_request(const CeremonyOptions& options);

/// The keys of --identity. Errors: those of ceremony::read_identities.
Result<age::Identities> read_identities(const Globals& globals, const CeremonyOptions& options);

}  // namespace breakglass::command
