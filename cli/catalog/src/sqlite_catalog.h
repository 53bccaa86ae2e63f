#pragma once
// The catalog in one SQLite file.

#include "sqlite_backups.h"
#include "sqlite_database.h"
#include "sqlite_incidents.h"
#include "sqlite_keys.h"
#include "sqlite_rotations.h"

#include <memory>

#include <breakglass/catalog/catalog.h>

namespace breakglass::catalog {

class SqliteCatalog final : public Catalog {
  public:
    explicit SqliteCatalog(std::unique_ptr<Database> database)
        : database_(std::move(database)),
          keks_(*database_),
          share_sets_(*database_),
          backups_(*database_),
          incidents_(*database_),
          rotations_(*database_) {}

    KekRegister& keks() override { return keks_; }
    ShareSetRegister& share_sets() override { return share_sets_; }
    BackupIndex& backups() override { return backups_; }
    IncidentRegister& incidents() override { return incidents_; }
    RotationRegister& rotations() override { return rotations_; }
    Status together(const std::function<Status()>& act) override {
        return database_->transact(act);
    }
    Status verify() override;
    Status backup_to(const std::string& path) override;

  private:
    std::unique_ptr<Database> database_;
    SqliteKeks keks_;
    SqliteShareSets share_sets_;
    SqliteBackups backups_;
    SqliteIncidents incidents_;
    SqliteRotations rotations_;
};

/// Reads the whole file and checks it. Errors: unverified (CATALOG-DAMAGED).
Status verify_whole(Database& database);

}  // namespace breakglass::catalog
