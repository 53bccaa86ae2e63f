#pragma once
// What an escrow directory knows of its ledger from elsewhere than the ledger.

#include <filesystem>

#include <breakglass/tree/tree.h>

namespace breakglass::escrow {

/// The largest head that the note of the newest kit or the sealing file names; of size 0 when
/// neither is there or can be read. For the day on which the ledger itself is lost.
tree::Head newest_seen(const std::filesystem::path& escrow);

}  // namespace breakglass::escrow
