#pragma once
// Repairing a share that was misread: RS1024 has distance 4.
// Source: SLIP-0039, "Checksum"; docs/formats/share-card.md, section 4.

#include <cstddef>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/scheme/share.h>

namespace breakglass::slip39 {

/// What the words may have been. A candidate, not a proof: with three illegible words every
/// reading has an answer, so it must be confirmed against something else.
struct Repair {
    Share share;
    SecretBytes mnemonic;                // as format_mnemonic writes it
    std::vector<std::size_t> positions;  // the words that changed, counted from 1
};

/// The readings that one wrong word anywhere, up to three illegible ones ("?", or a word that is
/// not in the list), or one wrong and one illegible word can explain. Words that are right
/// already give one repair without positions. Takes time that depends on the mistake.
/// Errors: unverified (SHARE-LENGTH, SHARE-REPAIR-IMPOSSIBLE).
Result<std::vector<Repair>> repair(ByteView text);

}  // namespace breakglass::slip39
