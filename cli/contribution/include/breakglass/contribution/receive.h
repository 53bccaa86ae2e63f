#pragma once
// The desk's side: contributions are opened one at a time, in locked memory, and become cards like
// any other.
// Source: docs/formats/contribution.md, "Taking".

#include <string>
#include <vector>

#include <breakglass/age/x25519.h>
#include <breakglass/cases/docket.h>
#include <breakglass/reading/reading.h>
#include <breakglass/records/manifest.h>

namespace breakglass::contribution {

inline constexpr std::size_t max_contributions = 100'000;

/// The files that these paths name: each file, and those of each folder by name, without its
/// subfolders and names that begin with ".".
/// Errors: usage (CONTRIBUTION-TOO-MANY); failed, naming the path.
Result<std::vector<std::string>> files_of(const std::vector<std::string>& paths);

/// A contribution that was opened: a card that is still to be taken.
struct Received {
    std::string giver;         // who signed for it; empty: nobody did
    reading::Reading reading;  // its words in locked memory
};

/// Opens the contributions of one case.
class Mailbox {
  public:
    /// it and policy must outlive this. key: of this case. manifest: of the set that is gathered;
    /// others: to name a foreign card by.
    Mailbox(const cases::Case& it, const policy::Policy& policy, age::X25519Identity key,
            records::Manifest manifest, std::vector<records::Manifest> others)
        : it_(it),
          policy_(policy),
          key_(std::move(key)),
          manifest_(std::move(manifest)),
          others_(std::move(others)) {}

    /// Of a signed one: the signature, escrow, case and request, and that the share is the
    /// signer's. What a plain age file holds, the table judges.
    /// Errors: unverified (CONTRIBUTION-OTHER-CASE, CONTRIBUTION-FORGED, CONTRIBUTION-NOT-HOLDER,
    /// CONTRIBUTION-DAMAGED, those of parse_contribution and CardCollector); failed.
    Result<Received> open(const std::string& file) const;

  private:
    const cases::Case& it_;
    const policy::Policy& policy_;
    age::X25519Identity key_;
    records::Manifest manifest_;
    std::vector<records::Manifest> others_;
};

}  // namespace breakglass::contribution
