#pragma once
// The sealed backups of an escrow: what they are, the header that is the truth, and where copies
// lie.

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/catalog/keys.h>
#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::catalog {

/// The payload nonce of the file.
using BackupId = std::array<std::uint8_t, 16>;

/// One sealed backup.
struct Backup {
    std::uint64_t number = 0;  // the catalog's own, rising; given by add(). The key of a page
    BackupId id{};
    std::string label;
    std::string surface;  // database, object-storage, archive, search-index, disk
    std::string kind;     // full, incremental, snapshot, export
    Time sealed_at = 0;
    std::uint64_t plain_bytes = 0;
    std::uint64_t file_bytes = 0;
    std::optional<Hash256> commitment;  // of the DEK; nothing for a plain age file never opened
    bool attested = false;              // a receipt vouches for it
    bool proven = false;                // both ways in were recomputed from the DEK
    bool rewritable = true;             // false: a plain age file, its header stays as it is
    Bytes record;                       // BackupRecord as stored; the catalog does not look inside
    Bytes header;                       // rewritable: 4,096 bytes. The truth; files only publish it
    std::uint64_t generation = 0;       // how often the header was rewritten
    std::string set_id;                 // the share set this header is wrapped to; may be empty
    std::vector<std::string> kek_ids;   // the KEKs this header is wrapped to, 0 to 2
    Bytes previous_header;  // the one before, until the new one is published everywhere; else empty
};

/// Where a copy of a backup lies. No two backups share one place.
struct Place {
    std::string store;  // a store of the policy; empty for a path outside any store
    std::string path;   // relative to the store; absolute outside any store
    std::uint64_t published_generation = 0;  // the header generation that stands in the file
    std::string set_id;                      // as that header names them; when both are left empty,
    std::vector<std::string> kek_ids;        // the catalog's own knowledge of that generation
    std::optional<Time> checked_at;
    std::string note;
};

struct NewBackup {
    Backup backup;
    std::vector<Place> places;
};

/// The header that replaces another one.
struct NextHeader {
    BackupId id{};
    std::uint64_t expected_generation = 0;  // the one it was made from
    Bytes header;                           // 4,096 bytes; the first 3,584 as they were
    std::string set_id;
    std::vector<std::string> kek_ids;  // 1 or 2
};

/// Which backups. Every field that is set must hold.
struct BackupFilter {
    std::optional<std::string> set_id;
    std::optional<std::string> kek_id;
    std::optional<std::string> not_kek_id;
    std::optional<std::string> label;  // a pattern: * any text, ? one character
    std::optional<std::string> store;  // has a copy there
    bool latest_per_label = false;     // only the newest of each label (by sealing time)
    bool rewritable_only = false;
    bool unattested_only = false;
    bool unproven_only = false;
};

/// A copy whose header is older than the catalog's.
struct Publication {
    std::uint64_t number = 0;  // of the place; the key of a page
    BackupId id{};
    std::string label;
    Place place;
    std::uint64_t generation = 0;  // of header
    Bytes header;
};

/// What still stands under a share set or a KEK: all zero before it may be destroyed.
struct Remaining {
    std::uint64_t headers = 0;           // in the catalog
    std::uint64_t previous_headers = 0;  // kept in the catalog until published everywhere
    std::uint64_t copies = 0;            // in files, as last published
    bool none() const { return headers == 0 && previous_headers == 0 && copies == 0; }
};

class BackupIndex {
  public:
    virtual ~BackupIndex() = default;
    /// Adds backups and their places in one transaction: all or none. header, set and KEK are
    /// generation 0 unless told otherwise; number is ignored.
    /// Errors: failed (CATALOG-BACKUP-EXISTS, CATALOG-PLACE-TAKEN, CATALOG-KEY-UNKNOWN).
    virtual Status add(std::span<const NewBackup> backups) = 0;
    virtual Result<std::optional<Backup>> find(const BackupId& id) = 0;
    /// The backup that has a copy at this place.
    virtual Result<std::optional<Backup>> find_at(std::string_view store,
                                                  std::string_view path) = 0;
    /// Up to limit backups with a number above after, by number. Writing between two pages is fine;
    /// start with after = 0. Nothing is left when the page is empty.
    virtual Result<std::vector<Backup>> page(const BackupFilter& filter, std::uint64_t after,
                                             std::size_t limit) = 0;
    virtual Result<std::uint64_t> count(const BackupFilter& filter) = 0;

    /// A receipt vouches for the backup. Errors: failed (CATALOG-BACKUP-UNKNOWN); unverified
    /// (CATALOG-COMMITMENT) when a commitment is known and another is given.
    virtual Status attest(const BackupId& id, const Hash256& commitment) = 0;
    /// Both ways in were recomputed. Errors: as attest.
    virtual Status mark_proven(const BackupId& id, const Hash256& commitment) = 0;

    /// Replaces headers in one transaction: all or none, durable on return. The header that was is
    /// kept as the previous one. proven becomes true: the writer recomputed both stanzas.
    /// Errors: failed (CATALOG-BACKUP-UNKNOWN, CATALOG-HEADER-MOVED when a generation is not the
    /// expected one, CATALOG-HEADER-FIXED when the unchanging bytes changed or the backup is not
    /// rewritable, CATALOG-KEY-UNKNOWN).
    virtual Status store_next_headers(std::span<const NextHeader> headers) = 0;

    virtual Result<std::vector<Place>> places(const BackupId& id) = 0;
    /// Adds a place, or updates one that is known with what was found there.
    /// Errors: failed (CATALOG-BACKUP-UNKNOWN, CATALOG-PLACE-TAKEN by another backup).
    virtual Status put_place(const BackupId& id, const Place& place) = 0;
    /// A copy is gone. Removing what is not there is fine.
    virtual Status remove_place(std::string_view store, std::string_view path) = 0;
    /// The header of this generation stands in the file, synced. Once every place has the newest,
    /// the previous header is forgotten. Errors: failed (CATALOG-PLACE-UNKNOWN,
    /// CATALOG-HEADER-MOVED when the generation is neither the current nor the previous one).
    virtual Status mark_published(const BackupId& id, std::string_view store, std::string_view path,
                                  std::uint64_t generation, Time at) = 0;
    /// Up to limit copies that wait for the newest header, numbers above after, by number; of one
    /// store, or of all.
    virtual Result<std::vector<Publication>> pending_publications(
        const std::optional<std::string>& store, std::uint64_t after, std::size_t limit) = 0;
    virtual Result<std::uint64_t> count_pending(const std::optional<std::string>& store) = 0;
    /// Forgets previous headers of backups whose known copies all carry the newest header (backups
    /// without a known copy included). Returns how many.
    virtual Result<std::uint64_t> forget_previous_headers() = 0;

    virtual Result<Remaining> remaining_under_set(std::string_view set_id) = 0;
    virtual Result<Remaining> remaining_under_kek(std::string_view kek_id) = 0;
};

/// Calls visit for every backup of the filter, in constant memory; stops at its first error.
/// visit may write to the catalog.
Status for_each_backup(BackupIndex& backups, const BackupFilter& filter,
                       const std::function<Status(const Backup&)>& visit);

/// The same in batches, for work that is worth a transaction. batch: 1 or more.
Status for_each_batch(BackupIndex& backups, const BackupFilter& filter, std::size_t batch,
                      const std::function<Status(std::span<const Backup>)>& visit);

}  // namespace breakglass::catalog
