#pragma once
// The cards on the table at a desk: which were taken, which were left out and why.

#include <string>
#include <vector>

#include <breakglass/escrow/directory.h>
#include <breakglass/gathering/card_collector.h>
#include <breakglass/reading/reading.h>
#include <breakglass/records/manifest.h>

namespace breakglass::incident {

/// One manifest of the escrow, with what its set is now.
struct KnownSet {
    records::Manifest manifest;
    std::string state;  // "retiring", or "unknown to the catalog"
};

/// Errors: failed when there is none; those of parse_manifest.
Result<KnownSet> read_set(escrow::Directory& escrow, const std::string& id);

/// The cards of the set, and the sets whose cards turn up by mistake.
class Table {
  public:
    /// identities: open shares that come as age files; borrowed.
    Table(gathering::CardCollector cards, std::vector<KnownSet> others,
          std::vector<const age::Identity*> identities)
        : cards_(std::move(cards)),
          others_(std::move(others)),
          identities_(std::move(identities)) {}

    /// Tells each card on standard error: taken, or left out and why. Errors: failed when something
    /// cannot be opened at all, which is the operator's mistake.
    Status take(const reading::Reading& reading);

    bool complete() const { return cards_.complete(); }
    const gathering::CardCollector& cards() const { return cards_; }
    gathering::CardCollector give() && { return std::move(cards_); }

  private:
    void accept(const gathering::AcceptedCard& card);
    void refuse(const Error& why, const std::string& more);
    std::string foreign_set_of(const reading::Reading& reading, const std::string& source);

    gathering::CardCollector cards_;
    std::vector<KnownSet> others_;
    std::vector<const age::Identity*> identities_;
};

}  // namespace breakglass::incident
