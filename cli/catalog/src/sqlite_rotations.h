#pragma once
// Rotations owed and rotation runs in SQLite.

#include "sqlite_database.h"

#include <breakglass/catalog/incidents.h>

namespace breakglass::catalog {

class SqliteRotations final : public RotationRegister {
  public:
    explicit SqliteRotations(Database& database) : database_(database) {}
    Result<std::int64_t> owe(const OwedRotation& rotation) override;
    Result<std::vector<OwedRotation>> owed() override;
    Result<std::vector<OwedRotation>> history() override;
    Status settle(std::int64_t number, Time at) override;
    Result<std::int64_t> start(const RotationRun& run) override;
    Status update(const RotationRun& run) override;
    Result<std::optional<RotationRun>> unfinished() override;
    Result<std::vector<RotationRun>> runs() override;

  private:
    Result<std::vector<OwedRotation>> list(std::string_view sql);
    Database& database_;
};

}  // namespace breakglass::catalog
