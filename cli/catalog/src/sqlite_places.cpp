#include "sqlite_backups.h"
#include "sqlite_error.h"

#include <fmt/format.h>

#include <breakglass/console/printable.h>

namespace breakglass::catalog {

namespace {

// What the catalog knows of a backup's present and previous header.
constexpr std::string_view select_generation =
    "SELECT b.number, b.generation, b.set_id, b.kek_id, b.second_kek_id, "
    "t.previous_tail IS NOT NULL, t.previous_set_id, t.previous_kek_id, t.previous_second_kek_id "
    "FROM backups b JOIN header_tails t ON t.number = b.number WHERE b.id = ?";

struct HeaderKeys {
    std::string set_id;
    std::vector<std::string> kek_ids;
};

// The keys of one generation, when it is the present or the previous one.
std::optional<HeaderKeys> keys_of_generation(const Statement& known, std::uint64_t generation) {
    const std::uint64_t present = known.count(1);
    if (generation == present) {
        return HeaderKeys{.set_id = known.text(2), .kek_ids = read_kek_ids(known, 3)};
    }
    if (generation + 1 == present && known.flag(5)) {
        return HeaderKeys{.set_id = known.text(6), .kek_ids = read_kek_ids(known, 7)};
    }
    return std::nullopt;
}

std::string shown_place(std::string_view store, std::string_view path) {
    if (store.empty()) return console::quoted(path);
    return fmt::format("{} of store {}", console::quoted(path), console::quoted(store));
}

// Every known copy carries the newest header: the one before has done its duty.
Status forget_previous_if_published(Database& database, std::int64_t number) {
    return database.run(
        "UPDATE header_tails SET previous_tail = NULL, previous_set_id = NULL, "
        "previous_kek_id = NULL, previous_second_kek_id = NULL "
        "WHERE number = ?1 AND previous_tail IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM places INDEXED BY places_by_backup WHERE backup = ?1 AND pending = 1)",
        number);
}

}  // namespace

Result<std::vector<Place>> SqliteBackups::places(const BackupId& id) {
    auto statement = database_.query(
        "SELECT p.store, p.path, p.generation, p.set_id, p.checked_at, p.note, p.kek_id, "
        "p.second_kek_id FROM places p "
        "WHERE p.backup = (SELECT number FROM backups WHERE id = ?) ORDER BY p.number",
        id);
    std::vector<Place> places;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return places;
        places.push_back({.store = statement.text(0),
                          .path = statement.text(1),
                          .published_generation = statement.count(2),
                          .set_id = statement.text(3),
                          .kek_ids = read_kek_ids(statement, 6),
                          .checked_at = statement.optional_integer(4),
                          .note = statement.text(5)});
    }
}

Status SqliteBackups::put_one_place(const BackupId& id, const Place& place) {
    auto known = database_.query(select_generation, id);
    auto row = known.step();
    if (!row) return std::move(row).error();
    if (!*row) return unknown_backup(id);
    const std::int64_t number = known.integer(0);

    auto there = database_.query("SELECT backup FROM places WHERE store = ? AND path = ?",
                                 place.store, place.path);
    row = there.step();
    if (!row) return std::move(row).error();
    if (*row && there.integer(0) != number) {
        return refused("CATALOG-PLACE-TAKEN",
                       fmt::format("{} is known as the place of another backup",
                                   shown_place(place.store, place.path)),
                       "was the file replaced? breakglass backup inspect FILE says what it is");
    }
    HeaderKeys keys{.set_id = place.set_id, .kek_ids = place.kek_ids};
    if (keys.set_id.empty() && keys.kek_ids.empty()) {
        keys = keys_of_generation(known, place.published_generation).value_or(keys);
    }
    return database_.run(
        "INSERT INTO places(backup, store, path, generation, pending, set_id, kek_id, "
        "second_kek_id, checked_at, note) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(store, path) DO UPDATE SET generation = excluded.generation, "
        "pending = excluded.pending, set_id = excluded.set_id, kek_id = excluded.kek_id, "
        "second_kek_id = excluded.second_kek_id, checked_at = excluded.checked_at, "
        "note = excluded.note",
        number, place.store, place.path, place.published_generation,
        place.published_generation != known.count(1), id_column(keys.set_id),
        kek_column(keys.kek_ids, 0), kek_column(keys.kek_ids, 1), place.checked_at, place.note);
}

Status SqliteBackups::put_place(const BackupId& id, const Place& place) {
    return database_.transact([&] { return put_one_place(id, place); });
}

Status SqliteBackups::remove_place(std::string_view store, std::string_view path) {
    return database_.run("DELETE FROM places WHERE store = ? AND path = ?", store, path);
}

Status SqliteBackups::mark_published(const BackupId& id, std::string_view store,
                                     std::string_view path, std::uint64_t generation, Time at) {
    return database_.transact([&]() -> Status {
        auto known = database_.query(select_generation, id);
        auto row = known.step();
        if (!row) return std::move(row).error();
        if (!*row) return unknown_backup(id);
        const auto keys = keys_of_generation(known, generation);
        if (!keys) {
            return refused("CATALOG-HEADER-MOVED",
                           fmt::format("backup {} has header generation {}, published was {}",
                                       to_hex(id), known.count(1), generation),
                           "run the command again: it carries on from what is stored");
        }
        const std::int64_t number = known.integer(0);
        Status marked = database_.run(
            "UPDATE places SET generation = ?, pending = ?, set_id = ?, kek_id = ?, "
            "second_kek_id = ?, checked_at = ? WHERE backup = ? AND store = ? AND path = ?",
            generation, generation != known.count(1), id_column(keys->set_id),
            kek_column(keys->kek_ids, 0), kek_column(keys->kek_ids, 1), at, number, store, path);
        if (!marked) return marked;
        if (database_.changed_rows() == 0) {
            return refused("CATALOG-PLACE-UNKNOWN",
                           fmt::format("{} is not known as a place of backup {}",
                                       shown_place(store, path), to_hex(id)));
        }
        return forget_previous_if_published(database_, number);
    });
}

Result<std::vector<Publication>> SqliteBackups::pending_publications(
    const std::optional<std::string>& store, std::uint64_t after, std::size_t limit) {
    auto statement = database_.query(
        "SELECT p.number, b.id, b.label, p.store, p.path, p.generation, p.set_id, p.kek_id, "
        "p.second_kek_id, p.checked_at, p.note, b.generation, h.before_filler, h.filler_zeros, "
        "h.after_filler, t.tail "
        "FROM places p INDEXED BY places_pending JOIN backups b ON b.number = p.backup "
        "JOIN header_heads h ON h.number = b.number JOIN header_tails t ON t.number = b.number "
        "WHERE p.pending = 1 AND p.number > ? AND (?3 IS NULL OR p.store = ?3) "
        "ORDER BY p.number LIMIT ?2",
        after, std::uint64_t{limit}, store);
    std::vector<Publication> publications;
    while (true) {
        auto row = statement.step();
        if (!row) return std::move(row).error();
        if (!*row) return publications;
        Publication publication{
            .number = statement.count(0),
            .label = statement.text(2),
            .place = {.store = statement.text(3),
                      .path = statement.text(4),
                      .published_generation = statement.count(5),
                      .set_id = statement.text(6),
                      .kek_ids = read_kek_ids(statement, 7),
                      .checked_at = statement.optional_integer(9),
                      .note = statement.text(10)},
            .generation = statement.count(11),
            .header = read_header(statement, 12, 15),
        };
        Status id = read_id(statement, 1, publication.id, database_.path());
        if (!id) return std::move(id).error();
        publications.push_back(std::move(publication));
    }
}

Result<std::uint64_t> SqliteBackups::count_pending(const std::optional<std::string>& store) {
    auto count = database_.integer(
        "SELECT count(*) FROM places INDEXED BY places_pending "
        "WHERE pending = 1 AND (?1 IS NULL OR store = ?1)",
        store);
    if (!count) return std::move(count).error();
    return static_cast<std::uint64_t>(*count);
}

}  // namespace breakglass::catalog
