#pragma once
// Reading the cards back, before the key becomes active.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/age/recipient.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/people/signing.h>
#include <breakglass/picture/picture.h>
#include <breakglass/reading/reading.h>

namespace breakglass::ceremony {

using reading::Reading;

struct ConfirmRequest {
    std::string set_id;  // empty: the set that waits
    std::vector<Reading> readings;
    std::vector<const age::Identity*> identities;  // that open the age files
    picture::Child child;
    bool practice = false;                 // the cards of a rehearsal
    std::optional<people::Signer> signer;  // the custodian, who signs a receipt for each card
};

/// A share that was read back.
struct ReadBack {
    std::string source;
    std::string group;
    std::size_t number = 0;  // in its group, from 1
    std::string holder;
    bool earlier = false;  // it had been confirmed before
    bool receipt = false;  // its holder signed for it, now or before
};

struct Refused {
    std::string source;
    Error error;
};

/// One card of a set and whether it was read back.
struct CardStatus {
    std::string group;
    std::size_t number = 0;
    std::string holder;
    std::string delivery;
    bool confirmed = false;
    std::int64_t confirmed_at = 0;
    std::string how;  // as reading::name_of names it
};

struct Confirmed {
    std::string set_id;
    std::vector<ReadBack> read;
    std::vector<Refused> refused;
    std::vector<CardStatus> cards;  // all of the set, as they stand now
    bool all_confirmed() const;
};

/// Compares each card with the manifest's commitment and notes the good ones in the catalog; when
/// none is missing, the set becomes confirmed. A bad card is refused by name and stops nothing.
/// The caller holds the exclusive lock.
/// Refusals, all unverified: those of CardCollector; CARD-DUPLICATE for one card given twice;
/// CARD-HOLDER when the card names another holder than the share has; CARD-HOLDER-UNSTATED for a
/// copy of a share that nobody put a name to; RECEIPT-HOLDER for a card that is not the signer's;
/// those of reading::read_card.
/// Errors: not_met (CEREMONY-NOTHING-PENDING, CEREMONY-SET-UNCLEAR).
Result<Confirmed> confirm(escrow::Directory& escrow, const ConfirmRequest& request,
                          std::int64_t now);

/// The cards of a set and which of them were read back.
Result<std::vector<CardStatus>> cards_of(escrow::Directory& escrow, const std::string& set_id,
                                         bool practice = false);

/// Readings of the files that start wrote for a set, as far as they lie in the directory; their
/// names say whose card each is. Errors: failed when it is no directory; as confirm.
Result<std::vector<Reading>> readings_in(escrow::Directory& escrow, const std::string& set_id,
                                         const std::string& directory, bool with_age_files,
                                         bool practice = false);

}  // namespace breakglass::ceremony
