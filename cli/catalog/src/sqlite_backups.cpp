#include "sqlite_backups.h"

#include "header_bytes.h"
#include "sqlite_error.h"
#include "sqlite_filter.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::catalog {

namespace {

const std::string select_backup =
    "SELECT b.number, b.id, b.label, b.surface, b.kind, b.sealed_at, b.plain_bytes, b.file_bytes, "
    "b.commitment, b.attested, b.proven, b.rewritable, b.record, b.generation, b.set_id, b.kek_id, "
    "b.second_kek_id, h.before_filler, h.filler_zeros, h.after_filler, t.tail, t.previous_tail "
    "FROM backups b "
    "JOIN header_heads h ON h.number = b.number JOIN header_tails t ON t.number = b.number";

Result<Backup> read_backup(const Statement& row, const std::string& path) {
    Backup backup{.number = row.count(0),
                  .label = row.text(2),
                  .surface = row.text(3),
                  .kind = row.text(4),
                  .sealed_at = row.integer(5),
                  .plain_bytes = row.count(6),
                  .file_bytes = row.count(7),
                  .attested = row.flag(9),
                  .proven = row.flag(10),
                  .rewritable = row.flag(11),
                  .record = row.bytes(12),
                  .header = read_header(row, 17, 20),
                  .generation = row.count(13),
                  .set_id = row.text(14),
                  .kek_ids = read_kek_ids(row, 15)};
    Status id = read_id(row, 1, backup.id, path);
    if (!id) return std::move(id).error();
    if (!row.is_null(8)) {
        const ByteView commitment = row.blob(8);
        if (commitment.size() != backup.commitment.emplace().size()) {
            return damaged(path, "a commitment has the wrong length");
        }
        std::ranges::copy(commitment, backup.commitment->begin());
    }
    if (!row.is_null(21)) backup.previous_header = read_header(row, 17, 21);
    if (backup.rewritable && backup.header.size() != sealed_header_bytes) {
        return damaged(path, "a header has the wrong length");
    }
    return backup;
}

Result<std::optional<Backup>> read_one(Statement&& statement, const std::string& path) {
    auto row = statement.step();
    if (!row) return std::move(row).error();
    if (!*row) return std::optional<Backup>{};
    auto backup = read_backup(statement, path);
    if (!backup) return std::move(backup).error();
    return std::optional<Backup>(*std::move(backup));
}

}  // namespace

Error unknown_backup(const BackupId& id) {
    return refused("CATALOG-BACKUP-UNKNOWN",
                   fmt::format("there is no backup {} in the catalog", to_hex(id)),
                   "see: breakglass backup list");
}

std::vector<std::string> read_kek_ids(const Statement& row, int first_column) {
    std::vector<std::string> ids;
    for (int column = first_column; column < first_column + 2; ++column) {
        if (!row.is_null(column)) ids.push_back(row.text(column));
    }
    return ids;
}

Bytes read_header(const Statement& row, int first_head_column, int tail_column) {
    const auto zeros = static_cast<std::uint64_t>(
        std::clamp<std::int64_t>(row.integer(first_head_column + 1), 0, sealed_header_bytes));
    return join_header({.before = row.blob(first_head_column),
                        .zeros = zeros,
                        .after = row.blob(first_head_column + 2)},
                       row.blob(tail_column));
}

Status read_id(const Statement& row, int column, BackupId& id, const std::string& path) {
    const ByteView stored = row.blob(column);
    if (stored.size() != id.size()) return damaged(path, "a backup has an id of the wrong length");
    std::ranges::copy(stored, id.begin());
    return {};
}

Status SqliteBackups::add_one(const NewBackup& added) {
    const Backup& backup = added.backup;
    check(backup.kek_ids.size() <= 2, "a backup under more than two KEKs");
    check(!backup.rewritable || backup.header.size() == sealed_header_bytes,
          "a rewritable backup without a header of 4,096 bytes");
    auto there = database_.query("SELECT 1 FROM backups WHERE id = ?", backup.id);
    auto row = there.step();
    if (!row) return std::move(row).error();
    if (*row) {
        return refused("CATALOG-BACKUP-EXISTS",
                       fmt::format("backup {} is in the catalog already", to_hex(backup.id)));
    }
    Status inserted = database_.run(
        "INSERT INTO backups(id, label, surface, kind, sealed_at, plain_bytes, file_bytes, "
        "commitment, attested, proven, rewritable, record, generation, set_id, kek_id, "
        "second_kek_id) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        backup.id, backup.label, backup.surface, backup.kind, backup.sealed_at, backup.plain_bytes,
        backup.file_bytes, backup.commitment, backup.attested, backup.proven, backup.rewritable,
        backup.record, backup.generation, id_column(backup.set_id), kek_column(backup.kek_ids, 0),
        kek_column(backup.kek_ids, 1));
    if (!inserted) return inserted;

    // A header that cannot be rewritten has no tail that changes.
    const std::int64_t number = database_.last_number();
    const std::size_t fixed = backup.rewritable ? fixed_header_bytes : backup.header.size();
    const HeaderHead head = split_head(ByteView(backup.header).first(fixed));
    inserted = database_.run(
        "INSERT INTO header_heads(number, before_filler, filler_zeros, after_filler) "
        "VALUES(?, ?, ?, ?)",
        number, head.before, head.zeros, head.after);
    if (!inserted) return inserted;
    inserted = database_.run("INSERT INTO header_tails(number, tail) VALUES(?, ?)", number,
                             ByteView(backup.header).subspan(fixed));
    if (!inserted) return inserted;
    for (const Place& place : added.places) {
        inserted = put_one_place(backup.id, place);
        if (!inserted) return inserted;
    }
    return {};
}

Status SqliteBackups::add(std::span<const NewBackup> backups) {
    return database_.transact([&]() -> Status {
        for (const NewBackup& added : backups) {
            Status one = add_one(added);
            if (!one) return one;
        }
        return {};
    });
}

Result<std::optional<Backup>> SqliteBackups::find(const BackupId& id) {
    return read_one(database_.query(select_backup + " WHERE b.id = ?", id), database_.path());
}

Result<std::optional<Backup>> SqliteBackups::find_at(std::string_view store,
                                                     std::string_view path) {
    return read_one(
        database_.query(select_backup +
                            " WHERE b.number = (SELECT backup FROM places WHERE store = ? AND "
                            "path = ?)",
                        store, path),
        database_.path());
}

Result<std::vector<Backup>> SqliteBackups::page(const BackupFilter& filter, std::uint64_t after,
                                                std::size_t limit) {
    const FilterSql page = page_sql(filter, select_backup);
    auto statement = database_.query(page.sql, after, std::uint64_t{limit});
    for (const std::string& text : page.texts)
        statement.bind(text);
    std::vector<Backup> backups;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return backups;
        auto backup = read_backup(statement, database_.path());
        if (!backup) return std::move(backup).error();
        backups.push_back(*std::move(backup));
    }
}

Result<std::uint64_t> SqliteBackups::count(const BackupFilter& filter) {
    const FilterSql count = count_sql(filter);
    auto statement = database_.query(count.sql, std::int64_t{0}, std::int64_t{0});
    for (const std::string& text : count.texts)
        statement.bind(text);
    auto row = statement.step();
    if (!row) return std::move(row).error();
    if (!*row) return damaged(database_.path(), "a count is missing");
    return statement.count(0);
}

Status SqliteBackups::vouch(const BackupId& id, const Hash256& commitment, std::string_view sql) {
    return database_.transact([&]() -> Status {
        auto known = database_.query("SELECT commitment FROM backups WHERE id = ?", id);
        auto row = known.step();
        if (!row) return std::move(row).error();
        if (!*row) return unknown_backup(id);
        // Commitments are public: no constant time is needed.
        if (!known.is_null(0) && !std::ranges::equal(known.blob(0), commitment)) {
            return Error{
                ErrorKind::unverified, "CATALOG-COMMITMENT",
                fmt::format("backup {} has another DEK commitment than was given", to_hex(id)),
                "find out who made the receipt: one of the two is not of this backup"};
        }
        return database_.run(sql, commitment, id);
    });
}

Status SqliteBackups::attest(const BackupId& id, const Hash256& commitment) {
    return vouch(id, commitment, "UPDATE backups SET attested = 1, commitment = ? WHERE id = ?");
}

Status SqliteBackups::mark_proven(const BackupId& id, const Hash256& commitment) {
    return vouch(id, commitment, "UPDATE backups SET proven = 1, commitment = ? WHERE id = ?");
}

}  // namespace breakglass::catalog
