#pragma once
// Trying the shares before they leave the program.

#include <span>
#include <vector>

#include <breakglass/ceremony/start.h>
#include <breakglass/scheme/split.h>

namespace breakglass::ceremony {

/// Rejoins the secret from every combination of shares that should give it, up to at_most; of
/// more, from at_most drawn at random in which every share occurs. shares: as split returns them.
/// Errors: failed (CEREMONY-TRIAL) when a combination gives anything else.
Result<Trials> try_shares(const SecretBytes& secret, std::span<const slip39::Share> shares,
                          const slip39::SplitPlan& plan, std::size_t at_most,
                          Randomness& randomness);

}  // namespace breakglass::ceremony
