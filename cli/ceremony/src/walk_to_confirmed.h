#pragma once
// What a ceremony and its rehearsal have in common.

#include <breakglass/ceremony/walk.h>

namespace breakglass::ceremony {

/// Starts a set or carries on with the one that waits, until all of its cards were read back.
/// request.start.practice says which kind. Errors: those of walk.
Result<Confirmed> walk_to_confirmed(escrow::Directory& escrow, const WalkRequest& request,
                                    std::int64_t now);

}  // namespace breakglass::ceremony
