#pragma once
// A custodian signs that a card, or an encrypted share, has arrived and reads.
// Source: docs/formats/share-receipt.md.

#include <string>

#include <breakglass/escrow/directory.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/people/signing.h>

namespace breakglass::ceremony {

/// Whether an entry about this card, as the act's facts name it, carries its holder's receipt.
bool has_receipt(const ledger::Ledger& ledger, const ledger::Record& act);

/// Adds the signed statement and its signer to the act. Errors: those of sign_statement and of the
/// set's manifest.
Status add_receipt(escrow::Directory& escrow, ledger::Record& act, const people::Signer& signer,
                   std::int64_t now);

/// RECEIPT-HOLDER: person signs for a card that is somebody else's.
Error not_theirs(const std::string& source, const std::string& place, const std::string& person);

}  // namespace breakglass::ceremony
