#pragma once
// How statements get into a case of an escrow: judged, recorded, written.

#include "shelf.h"

namespace breakglass::cases {

/// Takes the exclusive lock and adds what counts of these statements to a case; the ledger has
/// each before the file does. home_only: the case must be here already.
/// Errors: as merge().
Result<Merged> take_in(escrow::Directory& escrow, const std::string& name,
                       const std::vector<statement::SignedStatement>& newcomers, Time clock,
                       bool home_only);

/// The same for one statement that was just signed here: what does not count is an error.
Result<Docketed> take_in_own(escrow::Directory& escrow, const std::string& name,
                             const statement::SignedStatement& own, Time clock);

}  // namespace breakglass::cases
