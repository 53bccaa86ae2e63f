#pragma once
// Who holds the cards of a share set, which of them are still good, and how many may yet be lost.
// Nothing of it is kept on its own: it is read from the manifest, the catalog's confirmations and
// the ledger's entries custodian.check and custodian.lost.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ground/result.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/policy/policy.h>
#include <breakglass/records/manifest.h>

namespace breakglass::custodian {

/// Seconds since 1970, UTC.
using Time = std::int64_t;

struct Loss {
    Time at = 0;
    std::string reason;
};

/// One card of a set.
struct Place {
    std::string group;
    std::size_t number = 0;  // among the group's holders, from 1
    std::string person;
    std::string name;                  // as the manifest says it; may be empty
    std::string delivery;              // as the manifest says it
    std::optional<Time> confirmed_at;  // read back in the ceremony
    std::string confirmed_how;         // "words", "qr", ...; empty when it was not
    std::optional<Time> checked_at;    // by its holder, the newest time
    std::optional<Loss> lost;          // the first report counts
    bool overdue = false;              // nobody looked at it for longer than drill.card_check

    /// When somebody last saw that it reads; nothing when nobody did.
    std::optional<Time> last_seen() const;
};

/// How many cards of a group are still good. Copies of one share (threshold 1) count each.
struct GroupStanding {
    std::string name;
    std::size_t threshold = 0;
    std::size_t good = 0;

    /// How many more may be lost before the group cannot open any more; negative when too few are
    /// left already.
    int margin() const { return static_cast<int>(good) - static_cast<int>(threshold); }
};

struct Custody {
    std::string set_id;
    catalog::SetState state = catalog::SetState::active;
    std::size_t groups_required = 1;
    std::vector<Place> places;  // in the manifest's order
    std::vector<GroupStanding> groups;

    /// How many cards, the worst ones, may be lost until the set can no longer be opened: 0 means
    /// that one more loss may be the end, -1 that too few are left.
    int margin() const;
    /// "custodians 1 more of 5 (3 needed)", one part per group.
    std::string margin_text() const;
};

/// What is known of one set. Pure: now decides what is overdue.
Custody custody_of(const records::Manifest& manifest, catalog::SetState state,
                   const std::vector<catalog::Confirmation>& confirmations,
                   const std::vector<records::LedgerEntry>& entries, const policy::Policy& policy,
                   Time now);

/// The active set and those that are retiring, newest first.
/// Errors: those of the catalog and of the manifests, naming the set.
Result<std::vector<Custody>> custody(const std::filesystem::path& manifests_dir,
                                     catalog::Catalog& catalog, const ledger::Ledger& ledger,
                                     const policy::Policy& policy, Time now);

/// For people, and as a JSON array with a newline.
std::string to_text(const std::vector<Custody>& sets);
std::string to_json(const std::vector<Custody>& sets);

}  // namespace breakglass::custodian
