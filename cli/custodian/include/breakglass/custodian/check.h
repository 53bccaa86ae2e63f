#pragma once
// A holder checks a card alone, with nothing but the set's public manifest, and says so in a signed
// statement that the escrow takes in.
// Source: docs/formats/card-check.md.

#include <string>
#include <vector>

#include <breakglass/custodian/custody.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/people/signing.h>
#include <breakglass/reading/reading.h>
#include <breakglass/statement/statement.h>

namespace breakglass::custodian {

inline constexpr const char* check_kind = "card-check";

struct CheckRequest {
    reading::Reading reading;
    std::vector<const age::Identity*> identities;
    picture::Child child;
    Bytes manifest;                         // as it is stored
    std::vector<records::Manifest> others;  // to name a foreign card by; may be empty
    std::string seen_file;                  // see seen_cards.h
};

/// A card that is the right one.
struct CheckedCard {
    std::string escrow;
    std::string set_id;
    std::string group;
    std::size_t number = 0;  // among the group's holders, from 1
    std::string holder;
    Hash256 manifest{};  // SHA-256 of the stored bytes
    std::string how;     // "words", "qr", ...
};

/// Reads one card, holds it against the manifest's commitment, and notes on this machine that it
/// was read here. Nothing of the card leaves this function.
/// Errors: those of reading::read_card, CardCollector and the manifest; unverified
/// (CHECK-SEVERAL-CARDS, CHECK-NO-COMMITMENT, CHECK-TOO-MANY); failed (CHECK-NOTE-WRITE).
Result<CheckedCard> check_card(const CheckRequest& request);

/// What is signed about it. signer: a person's id.
statement::Statement to_statement(const CheckedCard& card, const std::string& signer, Time now);

/// One statement that the escrow was given.
struct Recorded {
    CheckedCard card;
    std::string signer;
    Time checked_at = 0;
    bool known = false;  // it had been recorded before
};

struct RecordOutcome {
    std::vector<Recorded> taken;
    std::vector<Error> refused;
};

inline constexpr std::size_t max_statements_in_file = 64;

/// Takes signed card checks into the ledger: of a set that this escrow has, of the card and holder
/// that its manifest names, signed by that holder or by a witness of the policy in force.
/// stored: statements one after the other. The caller holds the exclusive lock.
/// Errors: those of statement::parse_all and of the ledger. Refused, one by one: unverified
/// (CARD-CHECK-KIND, CARD-CHECK-MALFORMED, CARD-CHECK-SET, CARD-CHECK-MANIFEST, CARD-CHECK-CARD,
/// CARD-CHECK-SIGNER, CARD-CHECK-TIME, SIGNATURE-*).
Result<RecordOutcome> record_checks(escrow::Directory& escrow, ByteView stored, Time now);

}  // namespace breakglass::custodian
