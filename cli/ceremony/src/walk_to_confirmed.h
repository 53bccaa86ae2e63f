#pragma once
// What a ceremony and its rehearsal have in common.

#include <breakglass/ceremony/walk.h>

namespace breakglass::ceremony {

/// Starts a set or carries on with the one that waits, until all of its cards were read back.
/// request.start.practice says which kind. Errors: those of walk.
Result<Confirmed> walk_to_confirmed(escrow::Directory& escrow, const WalkRequest& request,
                                    std::int64_t now);

/// Looks whether this machine is fit and records it: cards are printed and read on it too, and it
/// may be another one than the start's. Errors: failed (HOST-*, PRINT-*); those of record.
Status note_continuation(escrow::Directory& escrow, const StartRequest& request,
                         const std::string& set_id);

}  // namespace breakglass::ceremony
