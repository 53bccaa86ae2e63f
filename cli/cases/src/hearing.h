#pragma once
// Hears every statement of a case: whose it is, whether it counts, and if not, why.

#include "people_of_policy.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/cases/saying.h>
#include <breakglass/cases/standing.h>

namespace breakglass::cases {

/// The latest time that somebody signed under a key of the policy.
struct NewestTime {
    Time time = 0;
    std::string said_by;  // "approval by finance"
};

/// A saying that is about this request and that its signer really signed.
struct Heard {
    Saying saying;
    signature::PublicKey key;
    Hash256 id{};      // of its text
    Hash256 stored{};  // of text and signature
    std::string what;  // "approval by finance"
};

struct Hearing {
    std::vector<Heard> approvals;  // by time
    std::vector<Heard> stops;
    std::vector<Heard> closings;
    std::vector<Ignored> ignored;
    NewestTime newest;
};

/// Nothing when the request is this escrow's and really signed by who says so and may.
/// key: who signed it. Errors: as judge().
Status hear_request(const Case& it, const Circumstances& circumstances,
                    signature::PublicKey& requester_key);

/// Sorts the rest. Roles, windows and repetitions are not looked at yet.
Hearing hear(const Case& it, const Circumstances& circumstances,
             const signature::PublicKey& requester_key);

}  // namespace breakglass::cases
