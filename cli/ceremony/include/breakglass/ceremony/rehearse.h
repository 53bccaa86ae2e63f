#pragma once
// A whole ceremony with a key that opens nothing: the same steps, the same cards but for the word
// PRACTICE, and nothing of it in the catalog.

#include <cstdint>
#include <optional>
#include <string>

#include <breakglass/ceremony/walk.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/records/manifest.h>

namespace breakglass::ceremony {

struct Rehearsed {
    std::string set_id;
    std::size_t cards = 0;
    std::int64_t seconds = 0;  // from the start to the last card
};

/// Starts a rehearsal, or carries on with the one that waits: reads the cards of the request and
/// those the terminal is asked for, and ends it when all were read back. Writes the entries
/// rehearsal.start, rehearsal.confirm and rehearsal.end.
/// Errors: those of walk, CEREMONY-NOT-CONFIRMED among them.
Result<Rehearsed> rehearse(escrow::Directory& escrow, const WalkRequest& request, std::int64_t now);

std::string to_text(const Rehearsed& rehearsed);
/// One JSON object with a newline, as docs/man/breakglass-ceremony.1.md says.
std::string to_json(const Rehearsed& rehearsed);

/// The rehearsal that was not ended yet. Errors: failed (REHEARSAL-RECORD).
Result<std::optional<std::string>> waiting_rehearsal(const escrow::Directory& escrow);

/// Its manifest, read and checked. Errors: the manifest's; unverified (REHEARSAL-NOT-PRACTICE).
Result<records::Manifest> rehearsal_manifest(const escrow::Directory& escrow,
                                             const std::string& set_id);

/// Notes that it is over, finished or given up. The caller holds the exclusive lock.
Status end_rehearsal(escrow::Directory& escrow, const std::string& set_id, std::int64_t now);

}  // namespace breakglass::ceremony
