#pragma once
// Incidents in SQLite.

#include "sqlite_database.h"

#include <breakglass/catalog/incidents.h>

namespace breakglass::catalog {

class SqliteIncidents final : public IncidentRegister {
  public:
    explicit SqliteIncidents(Database& database) : database_(database) {}
    Status add(const Incident& incident) override;
    Result<std::optional<Incident>> find(std::string_view case_name) override;
    Result<std::vector<Incident>> all() override;
    Status advance(std::string_view case_name, IncidentState to, Time at) override;
    Status choose_fresh_kek(std::string_view case_name, std::string_view kek_id) override;
    Status note_restored(std::string_view case_name, const RestoredItem& item) override;
    Result<std::vector<RestoredItem>> restored(std::string_view case_name) override;

  private:
    Result<Incident> known(std::string_view case_name);
    Database& database_;
};

}  // namespace breakglass::catalog
