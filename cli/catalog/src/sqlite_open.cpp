#include "aside_file.h"
#include "sqlite_catalog.h"
#include "sqlite_error.h"
#include "sqlite_schema.h"

#include <cerrno>

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>

namespace breakglass::catalog {

namespace {

constexpr std::int64_t checked_whole_bytes = std::int64_t{32} * 1024 * 1024;

// SQLite would make an absent file, and open a directory or device with a message of its own.
Result<std::int64_t> size_of_file(const std::string& path) {
    struct stat there {};
    if (::stat(path.c_str(), &there) != 0) {
        if (errno != ENOENT) return disk::system_error("cannot open catalog", path, errno);
        return refused("CATALOG-MISSING",
                       fmt::format("there is no catalog {}", console::quoted(path)),
                       "make a working escrow of the newest kit: breakglass escrow open KIT DIR");
    }
    if (!S_ISREG(there.st_mode)) {
        return Error{ErrorKind::unverified, "CATALOG-FOREIGN",
                     fmt::format("{} is not a catalog: not a regular file", console::quoted(path)),
                     ""};
    }
    return std::int64_t{there.st_size};
}

// Before anything is written, and before WAL is asked for.
Status harden(Database& database) {
    (void)sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    return database.script(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON;"
        "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;");
}

Status check_origin(Database& database, std::int64_t size) {
    const Error foreign{ErrorKind::unverified, "CATALOG-FOREIGN",
                        fmt::format("{} is not a catalog{}", console::quoted(database.path()),
                                    size == 0 ? ": it is empty" : ""),
                        "make a working escrow of the newest kit: breakglass escrow open KIT DIR"};
    if (size == 0) return foreign;
    auto made_by = database.integer("PRAGMA application_id");
    if (!made_by) return std::move(made_by).error();
    if (*made_by != application_id) return foreign;
    auto version = database.integer("PRAGMA user_version");
    if (!version) return std::move(version).error();
    if (*version != schema_version) {
        return refused("CATALOG-VERSION",
                       fmt::format("catalog {} has version {}, this breakglass reads version {}",
                                   console::quoted(database.path()), *version, schema_version),
                       *version > schema_version ? "use the newer breakglass that wrote it"
                                                 : "use the breakglass that wrote it");
    }
    return {};
}

Status use_wal(Database& database) {
    if (sqlite3_db_readonly(database.handle(), "main") != 0) {
        return sqlite_error(nullptr, SQLITE_READONLY, database.path());
    }
    auto mode = database.query("PRAGMA journal_mode = WAL");
    auto row = mode.step();
    if (!row) return std::move(row).error();
    if (!*row || mode.text(0) != "wal") {
        return refused("CATALOG-WRITE",
                       fmt::format("catalog {} cannot keep a write-ahead log here",
                                   console::quoted(database.path())),
                       "keep the escrow on a local file system");
    }
    return database.script("PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 0;");
}

Status build(const std::string& path) {
    auto database = Database::open(path);
    if (!database) return std::move(database).error();
    // page_size only counts before the first write.
    Status ready = (*database)->script("PRAGMA page_size = 8192; PRAGMA synchronous = FULL;");
    if (!ready) return ready;
    Status built = (*database)->transact([&] {
        Status tables = (*database)->script(schema);
        if (!tables) return tables;
        return (*database)->script(
            fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};", application_id,
                        schema_version)
                .c_str());
    });
    return built;
}

}  // namespace

Result<std::unique_ptr<Catalog>> create(const std::string& path) {
    auto aside = AsideFile::make(path);
    if (!aside) return std::move(aside).error();
    Status built = build(aside->aside());
    if (!built) return std::move(built).error();
    Status published = aside->publish();
    if (!published) return std::move(published).error();
    return open(path);
}

Result<std::unique_ptr<Catalog>> open(const std::string& path) {
    auto size = size_of_file(path);
    if (!size) return std::move(size).error();
    auto database = Database::open(path);
    if (!database) return std::move(database).error();
    Status ready = harden(**database);
    if (ready) ready = check_origin(**database, *size);
    if (ready) ready = use_wal(**database);
    if (ready && *size <= checked_whole_bytes) ready = verify_whole(**database);
    if (!ready) return std::move(ready).error();
    return std::unique_ptr<Catalog>(std::make_unique<SqliteCatalog>(std::move(*database)));
}

}  // namespace breakglass::catalog
