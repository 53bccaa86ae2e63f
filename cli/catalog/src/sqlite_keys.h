#pragma once
// KEKs and share sets in SQLite.

#include "sqlite_database.h"

#include <breakglass/catalog/backups.h>
#include <breakglass/catalog/keys.h>

namespace breakglass::catalog {

class SqliteKeks final : public KekRegister {
  public:
    explicit SqliteKeks(Database& database) : database_(database) {}
    Result<KekState> add(const Kek& kek) override;
    Result<std::vector<Kek>> all() override;
    Result<std::optional<Kek>> find(std::string_view id_or_name) override;
    Result<std::optional<Kek>> active() override;
    Status activate(std::string_view id) override;
    Status retire(std::string_view id) override;
    Status mark_destroyed(std::string_view id) override;

  private:
    Result<Kek> known(std::string_view id);
    Status set_state(std::string_view id, KekState to);
    Database& database_;
};

class SqliteShareSets final : public ShareSetRegister {
  public:
    explicit SqliteShareSets(Database& database) : database_(database) {}
    Status add(const ShareSet& set) override;
    Result<std::vector<ShareSet>> all() override;
    Result<std::optional<ShareSet>> find(std::string_view id) override;
    Result<std::optional<ShareSet>> active() override;
    Status confirm(const Confirmation& confirmation) override;
    Result<std::vector<Confirmation>> confirmations(std::string_view set_id) override;
    Status mark_confirmed(std::string_view id) override;
    Status activate(std::string_view id) override;
    Status mark_destroyed(std::string_view id) override;
    Status mark_spent(std::string_view id, Time at, std::string_view reason) override;

  private:
    Result<ShareSet> known(std::string_view id);
    Status set_state(std::string_view id, SetState to);
    Database& database_;
};

/// CATALOG-STILL-USED unless nothing is left under the key. what: "KEK 1a2b3c4d".
Status check_unused(const Result<Remaining>& remaining, const std::string& what);

Result<Remaining> count_under_set(Database& database, std::string_view set_id);
Result<Remaining> count_under_kek(Database& database, std::string_view kek_id);

}  // namespace breakglass::catalog
