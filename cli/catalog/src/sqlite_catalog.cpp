#include "sqlite_catalog.h"

#include "aside_file.h"
#include "sqlite_error.h"

#include <sqlite3.h>

namespace breakglass::catalog {

Status verify_whole(Database& database) {
    // quick_check also looks at every CHECK and NOT NULL; integrity_check adds the indexes, which
    // a lookup believes.
    auto structure = database.query("PRAGMA integrity_check(1)");
    auto row = structure.step();
    if (!row) return std::move(row).error();
    if (!*row || structure.text(0) != "ok") {
        return damaged(database.path(), *row ? structure.text(0) : "the check gave no answer");
    }
    auto references = database.query("PRAGMA foreign_key_check");
    row = references.step();
    if (!row) return std::move(row).error();
    if (*row) return damaged(database.path(), "a row of " + references.text(0) + " names no other");
    return {};
}

Status SqliteCatalog::verify() {
    return verify_whole(*database_);
}

Status SqliteCatalog::backup_to(const std::string& path) {
    auto aside = AsideFile::make(path);
    if (!aside) return std::move(aside).error();
    {
        auto copy = Database::open(aside->aside());
        if (!copy) return std::move(copy).error();
        sqlite3_backup* backup =
            sqlite3_backup_init((*copy)->handle(), "main", database_->handle(), "main");
        if (backup == nullptr) return (*copy)->error(sqlite3_errcode((*copy)->handle()));
        // All pages in one step: one moment of the catalog, and other processes may write
        // meanwhile.
        (void)sqlite3_backup_step(backup, -1);
        const int code = sqlite3_backup_finish(backup);
        if (code != SQLITE_OK) return sqlite_error((*copy)->handle(), code, path);
        // Without WAL the copy is one self-contained file that opens on read-only media.
        Status plain = (*copy)->script("PRAGMA journal_mode = DELETE");
        if (!plain) return plain;
        Status whole = verify_whole(**copy);
        if (!whole) return with_context(std::move(whole).error(), "the copy of the catalog");
    }
    return aside->publish();
}

}  // namespace breakglass::catalog
