#include "sqlite_error.h"

#include <cstring>

#include <fmt/format.h>
#include <sqlite3.h>

#include <breakglass/console/printable.h>

namespace breakglass::catalog {

namespace {

constexpr const char* recovery_hint =
    "keep the file, and make a working escrow of the newest kit: breakglass escrow open KIT DIR";

// What the kernel said, where SQLite knows it.
std::string cause(sqlite3* database, int code) {
    const int system_code = database == nullptr ? 0 : sqlite3_system_errno(database);
    return system_code == 0 ? sqlite3_errstr(code) : std::strerror(system_code);
}

}  // namespace

Error damaged(const std::string& path, std::string_view what) {
    return {
        ErrorKind::unverified, "CATALOG-DAMAGED",
        fmt::format("catalog {} is damaged: {}", console::quoted(path), console::printable(what)),
        recovery_hint};
}

Error refused(const char* rule, std::string message, std::string hint) {
    return {ErrorKind::failed, rule, std::move(message), std::move(hint)};
}

Error sqlite_error(sqlite3* database, int code, const std::string& path) {
    const std::string file = console::quoted(path);
    const std::string why = cause(database, code);
    if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {
        return refused("CATALOG-KEY-UNKNOWN",
                       fmt::format("catalog {} knows nothing of a key or backup this names", file));
    }
    switch (code & 0xff) {
        case SQLITE_FULL:
            return refused("CATALOG-WRITE",
                           fmt::format("catalog {} cannot be written: the disk is full", file),
                           "free some space and run the command again: what was stored is safe");
        case SQLITE_IOERR:
            return refused("CATALOG-WRITE",
                           fmt::format("catalog {} cannot be read or written: {}", file, why),
                           "check the disk, then run the command again: what was stored is safe");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return refused("CATALOG-BUSY",
                           fmt::format("catalog {} is in use by another process", file),
                           "wait until it has finished, then run the command again");
        case SQLITE_CORRUPT:
            return damaged(path, "its pages contradict each other");
        case SQLITE_NOTADB:
            return {ErrorKind::unverified, "CATALOG-FOREIGN",
                    fmt::format("{} is not a catalog, or its first page is damaged", file),
                    recovery_hint};
        case SQLITE_READONLY:
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return refused("CATALOG-READ-ONLY",
                           fmt::format("catalog {} cannot be opened for writing: {}", file, why),
                           "its directory must be writable as well: the journal lies beside it");
        case SQLITE_CONSTRAINT:
            return refused("CATALOG-REFUSED",
                           fmt::format("catalog {} refuses the change: {}", file,
                                       database == nullptr ? why : sqlite3_errmsg(database)));
        case SQLITE_NOMEM:
            return refused("CATALOG-WRITE", fmt::format("catalog {}: out of memory", file));
        default:
            return refused("CATALOG-WRITE",
                           fmt::format("catalog {}: {}", file,
                                       database == nullptr ? why : sqlite3_errmsg(database)));
    }
}

}  // namespace breakglass::catalog
