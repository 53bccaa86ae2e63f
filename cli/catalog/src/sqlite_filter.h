#pragma once
// A filter as SQL. Every page continues behind the last number, so a whole walk costs one pass.

#include "sqlite_database.h"

#include <string>
#include <vector>

#include <breakglass/catalog/backups.h>

namespace breakglass::catalog {

struct FilterSql {
    std::string sql;                 // ends in ORDER BY and LIMIT unless it counts
    std::vector<std::string> texts;  // to be bound behind after and limit, as ?3 ...
};

/// select: the statement up to and including FROM and its joins; backups is named b, and b.number
/// is the first column. Binds ?1 (after) and ?2 (limit).
FilterSql page_sql(const BackupFilter& filter, const std::string& select);

/// Counts; binds ?1 and ?2 too, as 0.
FilterSql count_sql(const BackupFilter& filter);

}  // namespace breakglass::catalog
