#pragma once
// Where a share set is registered and its cards are ticked off: a real one in the catalog, a
// rehearsal's in a folder of its own, so that nothing real ever meets it.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/catalog/keys.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/records/manifest.h>

namespace breakglass::ceremony {

/// A set as a ceremony sees it.
struct HomeSet {
    std::string id;
    std::string recipient;
    bool waits = false;      // for cards, or to become active
    bool delivered = false;  // cards are missing still
};

class SetHome {
  public:
    virtual ~SetHome() = default;
    /// Nothing when no such set is registered.
    virtual Result<std::optional<HomeSet>> find(const std::string& set_id) = 0;
    /// The one that waits; set_id: empty, or the one that is meant. Errors: not_met
    /// (CEREMONY-NOTHING-PENDING, CEREMONY-SET-UNCLEAR); usage (CEREMONY-SET-UNKNOWN).
    virtual Result<HomeSet> needed(const std::string& set_id) = 0;
    /// Errors: not_met (CEREMONY-PENDING) while a set waits.
    virtual Status refuse_while_one_waits() = 0;
    /// Writes the manifest. From add on the set exists.
    virtual Status write_manifest(const records::Manifest& manifest) = 0;
    virtual Status add(const records::Manifest& manifest) = 0;
    virtual Result<records::Manifest> manifest(const std::string& set_id) = 0;
    virtual Result<std::vector<catalog::Confirmation>> confirmations(const std::string& set_id) = 0;
    virtual Status confirm(const catalog::Confirmation& confirmation) = 0;
    /// All cards were read back.
    virtual Status mark_confirmed(const std::string& set_id) = 0;
    /// "ceremony.start", "rehearsal.start": what the ledger calls a step.
    virtual std::string act(const char* step) const = 0;
};

/// The catalog, or for practice the folder of rehearsals.
std::unique_ptr<SetHome> home_of(escrow::Directory& escrow, bool practice);

}  // namespace breakglass::ceremony
