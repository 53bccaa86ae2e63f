#pragma once
// The custodian's side: one card is read, held against the manifest, and leaves this machine only
// encrypted to the case that asked for it.
// Source: docs/formats/contribution.md, "Giving".

#include <string>
#include <vector>

#include <breakglass/cases/docket.h>
#include <breakglass/ground/random.h>
#include <breakglass/people/signing.h>
#include <breakglass/reading/reading.h>
#include <breakglass/records/manifest.h>

namespace breakglass::contribution {

/// Nothing when this person may give a share to this case now.
/// Errors: usage (CASE-KIND, CONTRIBUTION-NO-RECIPIENT); not_met (those of cases::may_act, and
/// CONTRIBUTION-REQUESTER when the policy does not count the share of who asked).
Status may_give(const cases::Docketed& docketed, const policy::Policy& policy,
                const std::string& person);

/// How a card is read on the custodian's own machine.
struct OwnReading {
    reading::Reading reading;
    std::vector<const age::Identity*> identities;
    picture::Child child;
    records::Manifest manifest;             // of the set that the desk gathers
    std::vector<records::Manifest> others;  // to name a foreign card by; may be empty
};

/// The giver's own card.
struct OwnCard {
    std::string set_id;
    std::string group;
    std::size_t number = 0;  // the holder's in the group, from 1
    SecretBytes words;
};

/// Errors: those of reading::read_card; unverified (CONTRIBUTION-SEVERAL-CARDS,
/// CONTRIBUTION-NOT-HOLDER when it is somebody else's).
Result<OwnCard> read_own_card(const OwnReading& own, const std::string& person);

/// What is given, to whom, and who can read it: shown before the custodian agrees.
std::string to_text(const OwnCard& card, const cases::Request& request);

/// The file to send: the signed statement and below it the armored age file.
/// Errors: those of signing and of age::encrypt_secret.
Result<Bytes> make_contribution(const cases::Case& it, const OwnCard& card,
                                const people::Signer& signer, cases::Time now,
                                Randomness& randomness = system_randomness());

}  // namespace breakglass::contribution
