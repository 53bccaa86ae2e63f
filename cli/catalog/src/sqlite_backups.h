#pragma once
// Backups, their headers and places in SQLite; the methods stand in sqlite_backups.cpp (rows),
// sqlite_headers.cpp (rewrites) and sqlite_places.cpp (copies).

#include "sqlite_database.h"

#include <breakglass/catalog/backups.h>

namespace breakglass::catalog {

class SqliteBackups final : public BackupIndex {
  public:
    explicit SqliteBackups(Database& database) : database_(database) {}

    Status add(std::span<const NewBackup> backups) override;
    Result<std::optional<Backup>> find(const BackupId& id) override;
    Result<std::optional<Backup>> find_at(std::string_view store, std::string_view path) override;
    Result<std::vector<Backup>> page(const BackupFilter& filter, std::uint64_t after,
                                     std::size_t limit) override;
    Result<std::uint64_t> count(const BackupFilter& filter) override;
    Status attest(const BackupId& id, const Hash256& commitment) override;
    Status mark_proven(const BackupId& id, const Hash256& commitment) override;

    Status store_next_headers(std::span<const NextHeader> headers) override;
    Result<std::uint64_t> forget_previous_headers() override;
    Result<Remaining> remaining_under_set(std::string_view set_id) override;
    Result<Remaining> remaining_under_kek(std::string_view kek_id) override;

    Result<std::vector<Place>> places(const BackupId& id) override;
    Status put_place(const BackupId& id, const Place& place) override;
    Status remove_place(std::string_view store, std::string_view path) override;
    Status mark_published(const BackupId& id, std::string_view store, std::string_view path,
                          std::uint64_t generation, Time at) override;
    Result<std::vector<Publication>> pending_publications(const std::optional<std::string>& store,
                                                          std::uint64_t after,
                                                          std::size_t limit) override;
    Result<std::uint64_t> count_pending(const std::optional<std::string>& store) override;

  private:
    Status add_one(const NewBackup& added);
    Status vouch(const BackupId& id, const Hash256& commitment, std::string_view sql);
    Status store_one(const NextHeader& next);
    Status put_one_place(const BackupId& id, const Place& place);
    Database& database_;
};

/// CATALOG-BACKUP-UNKNOWN.
Error unknown_backup(const BackupId& id);

/// The first or second KEK as a column holds it.
inline std::optional<std::string_view> kek_column(const std::vector<std::string>& kek_ids,
                                                  std::size_t index) {
    return index < kek_ids.size() ? std::optional<std::string_view>(kek_ids[index]) : std::nullopt;
}

/// An empty text as a column without a value.
inline std::optional<std::string_view> id_column(std::string_view id) {
    return id.empty() ? std::nullopt : std::optional(id);
}

/// The KEKs of two neighbouring columns.
std::vector<std::string> read_kek_ids(const Statement& row, int first_column);

/// The header that the three neighbouring columns of header_heads and one of header_tails make.
Bytes read_header(const Statement& row, int first_head_column, int tail_column);

/// Copies an id of 16 bytes. Errors: unverified (CATALOG-DAMAGED).
Status read_id(const Statement& row, int column, BackupId& id, const std::string& path);

}  // namespace breakglass::catalog
