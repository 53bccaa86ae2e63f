#pragma once
// What went wrong in SQLite, in the operator's words.

#include <string>
#include <string_view>

#include <breakglass/ground/result.h>

struct sqlite3;

namespace breakglass::catalog {

/// The error of a failed call, by its extended result code.
Error sqlite_error(sqlite3* database, int code, const std::string& path);

/// unverified (CATALOG-DAMAGED): what does not hold in the file.
Error damaged(const std::string& path, std::string_view what);

/// A refusal of the catalog: failed, with its rule.
Error refused(const char* rule, std::string message, std::string hint = {});

}  // namespace breakglass::catalog
