#include "header_bytes.h"
#include "sqlite_backups.h"
#include "sqlite_error.h"
#include "sqlite_keys.h"

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::catalog {

namespace {

Result<Remaining> read_remaining(Statement&& statement, const std::string& path) {
    auto row = statement.step();
    if (!row) return std::move(row).error();
    if (!*row) return damaged(path, "a count is missing");
    return Remaining{.headers = statement.count(0),
                     .previous_headers = statement.count(1),
                     .copies = statement.count(2)};
}

}  // namespace

Status SqliteBackups::store_one(const NextHeader& next) {
    check(!next.kek_ids.empty() && next.kek_ids.size() <= 2, "a next header needs 1 or 2 KEKs");
    check(next.header.size() == sealed_header_bytes, "a next header of another size");
    auto known = database_.query(
        "SELECT b.number, b.generation, b.rewritable, b.set_id, b.kek_id, b.second_kek_id, "
        "h.before_filler, h.filler_zeros, h.after_filler "
        "FROM backups b JOIN header_heads h ON h.number = b.number WHERE b.id = ?",
        next.id);
    auto row = known.step();
    if (!row) return std::move(row).error();
    if (!*row) return unknown_backup(next.id);
    if (known.count(1) != next.expected_generation) {
        return refused("CATALOG-HEADER-MOVED",
                       fmt::format("the header of backup {} has generation {}, expected {}: "
                                   "another process rewrote it meanwhile",
                                   to_hex(next.id), known.count(1), next.expected_generation),
                       "run the command again: it carries on from what is stored");
    }
    const HeaderHead head{.before = known.blob(6), .zeros = known.count(7), .after = known.blob(8)};
    const ByteView header = next.header;
    if (!known.flag(2) || !is_same_head(head, header.first(fixed_header_bytes))) {
        return refused("CATALOG-HEADER-FIXED",
                       fmt::format("the header of backup {} {}", to_hex(next.id),
                                   known.flag(2) ? "would change in its fixed part"
                                                 : "cannot be rewritten: it is a plain age file"));
    }
    const std::int64_t number = known.integer(0);
    Status stored = database_.run(
        "UPDATE header_tails SET previous_tail = tail, previous_set_id = ?, previous_kek_id = ?, "
        "previous_second_kek_id = ?, tail = ? WHERE number = ?",
        id_column(known.text(3)), id_column(known.text(4)), id_column(known.text(5)),
        header.subspan(fixed_header_bytes), number);
    if (!stored) return stored;
    stored = database_.run(
        "UPDATE backups SET generation = generation + 1, proven = 1, set_id = ?, kek_id = ?, "
        "second_kek_id = ? WHERE number = ?",
        id_column(next.set_id), kek_column(next.kek_ids, 0), kek_column(next.kek_ids, 1), number);
    if (!stored) return stored;
    return database_.run("UPDATE places SET pending = 1 WHERE backup = ? AND pending = 0", number);
}

Status SqliteBackups::store_next_headers(std::span<const NextHeader> headers) {
    return database_.transact([&]() -> Status {
        for (const NextHeader& next : headers) {
            Status one = store_one(next);
            if (!one) return one;
        }
        return {};
    });
}

Result<std::uint64_t> SqliteBackups::forget_previous_headers() {
    std::uint64_t forgotten = 0;
    Status done = database_.transact([&]() -> Status {
        Status cleared = database_.run(
            "UPDATE header_tails SET previous_tail = NULL, previous_set_id = NULL, "
            "previous_kek_id = NULL, previous_second_kek_id = NULL "
            "WHERE previous_tail IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM places p INDEXED BY places_by_backup "
            "WHERE p.backup = header_tails.number AND p.pending = 1)");
        forgotten = static_cast<std::uint64_t>(database_.changed_rows());
        return cleared;
    });
    if (!done) return std::move(done).error();
    return forgotten;
}

Result<Remaining> count_under_set(Database& database, std::string_view set_id) {
    return read_remaining(
        database.query("SELECT (SELECT count(*) FROM backups WHERE set_id = ?1), "
                       "(SELECT count(*) FROM header_tails WHERE previous_tail IS NOT NULL AND "
                       "previous_set_id = ?1), "
                       "(SELECT count(*) FROM places WHERE set_id = ?1)",
                       set_id),
        database.path());
}

Result<Remaining> count_under_kek(Database& database, std::string_view kek_id) {
    return read_remaining(
        database.query("SELECT (SELECT count(*) FROM backups WHERE kek_id = ?1) + "
                       "(SELECT count(*) FROM backups WHERE second_kek_id = ?1), "
                       "(SELECT count(*) FROM header_tails WHERE previous_tail IS NOT NULL AND "
                       "(previous_kek_id = ?1 OR previous_second_kek_id = ?1)), "
                       "(SELECT count(*) FROM places WHERE kek_id = ?1 OR second_kek_id = ?1)",
                       kek_id),
        database.path());
}

Result<Remaining> SqliteBackups::remaining_under_set(std::string_view set_id) {
    return count_under_set(database_, set_id);
}

Result<Remaining> SqliteBackups::remaining_under_kek(std::string_view kek_id) {
    return count_under_kek(database_, kek_id);
}

Status check_unused(const Result<Remaining>& remaining, const std::string& what) {
    if (!remaining) return remaining.error();
    if (remaining->none()) return {};
    return refused(
        "CATALOG-STILL-USED",
        fmt::format("{} still opens backups: {} headers and {} previous headers in the catalog, "
                    "{} copies",
                    what, remaining->headers, remaining->previous_headers, remaining->copies),
        "run the rotation to its end first: breakglass rotation run");
}

}  // namespace breakglass::catalog
