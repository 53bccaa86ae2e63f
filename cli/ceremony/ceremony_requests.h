#pragma once
// From the options of "breakglass ceremony" to what its steps are asked for.

#include "ceremony_acts.h"

#include <vector>

#include <breakglass/ceremony/confirm.h>
#include <breakglass/ceremony/identities.h>
#include <breakglass/ceremony/start.h>

namespace breakglass::command {

/// Looks at the machine and shows what was found, good or not.
ceremony::StartRequest start_request(const CeremonyOptions& options);

/// The cards that are named on the command line.
std::vector<ceremony::Reading> given_cards(const CeremonyOptions& options);

/// The keys of --identity. Errors: those of ceremony::read_identities.
Result<age::Identities> read_identities(const Globals& globals, const CeremonyOptions& options);

}  // namespace breakglass::command
