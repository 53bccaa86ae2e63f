#pragma once
// The step that makes a confirmed set the one that backups are sealed to, and the one that gives
// a set up.

#include <string>

#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>

namespace breakglass::ceremony {

struct Activated {
    std::string set_id;
    std::string recipient;
    std::string retiring;  // the set that was active; empty when there was none
    bool already = false;  // it had been active before
};

/// Makes a confirmed set active and the active one retiring, at once. set_id: empty for the set
/// that waits. The caller holds the exclusive lock.
/// Errors: not_met (CEREMONY-NOT-CONFIRMED naming the cards not read back yet,
/// CEREMONY-NOTHING-PENDING, CEREMONY-SET-UNCLEAR).
Result<Activated> activate(escrow::Directory& escrow, const std::string& set_id);

/// Gives up a set that was never active, or a rehearsal; its cards then confirm nothing and may be
/// destroyed. The caller holds the exclusive lock. Errors: usage (CEREMONY-SET-UNKNOWN); failed
/// (CEREMONY-NOT-PENDING) for a set that is or was in use.
Status abandon(escrow::Directory& escrow, const std::string& set_id);

}  // namespace breakglass::ceremony
