#pragma once
// Splitting a secret into groups of shares.
// Source: SLIP-0039, "Shamir's secret sharing", "Encryption of the master secret".

#include <cstdint>
#include <span>
#include <vector>

#include <breakglass/ground/random.h>
#include <breakglass/ground/result.h>
#include <breakglass/scheme/share.h>

namespace breakglass::slip39 {

struct Group {
    unsigned threshold = 1;
    unsigned members = 1;
};

/// Who holds shares and how many of them are needed. Plain 3 of 5: groups = {{3, 5}}.
struct SplitPlan {
    std::vector<Group> groups;
    unsigned groups_required = 1;
    bool extendable = false;
    unsigned iteration_exponent = 0;
    std::vector<std::uint16_t> known_identifiers;  // sets that the new one must differ from
};

/// Splits a secret under a fresh random identifier. The shares come group by group, member by
/// member. secret: 16 to 256 bytes, an even number. passphrase: printable ASCII, may be empty.
/// Errors: usage (SPLIT-THRESHOLD, SPLIT-SECRET-LENGTH, SPLIT-PASSPHRASE, SPLIT-IDENTIFIERS).
Result<std::vector<Share>> split(const SecretBytes& secret, const SecretBytes& passphrase,
                                 const SplitPlan& plan,
                                 Randomness& randomness = system_randomness());

/// Whether a plan makes sense, before there is a secret. Errors: usage (SPLIT-THRESHOLD).
Status check_plan(const SplitPlan& plan);

}  // namespace breakglass::slip39
