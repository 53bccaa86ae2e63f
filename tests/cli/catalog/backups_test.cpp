#include "escrow_of_backups.h"

#include <set>

using namespace breakglass;
using namespace breakglass::catalog;

namespace {

std::set<unsigned> numbers_of(BackupIndex& backups, const BackupFilter& filter,
                              std::size_t batch = 2) {
    std::set<unsigned> numbers;
    std::uint64_t last = 0;
    auto visited = for_each_batch(backups, filter, batch, [&](std::span<const Backup> page) {
        CHECK(page.size() <= batch);
        for (const Backup& backup : page) {
            CHECK(backup.number > last);
            last = backup.number;
            numbers.insert(backup.id[0]);
        }
        return Status{};
    });
    CHECK(visited);
    CHECK(*backups.count(filter) == numbers.size());
    return numbers;
}

using Numbers = std::set<unsigned>;

}  // namespace

TEST_CASE("a backup comes back as it was added") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto added = backup_of(7, "pay \"roll\"\n", 99);
    added.backup.commitment = Hash256{9, 8, 7};
    added.backup.attested = true;
    added.backup.kek_ids = {"22222222", "11111111"};
    REQUIRE(catalog->backups().add(std::span(&added, 1)));
    auto found = catalog->backups().find(id_of(7));
    REQUIRE(found);
    REQUIRE(found->has_value());
    const Backup& backup = **found;
    CHECK(backup.label == added.backup.label);
    CHECK(backup.surface == "database");
    CHECK(backup.kind == "full");
    CHECK(backup.sealed_at == 99);
    CHECK(backup.plain_bytes == 10);
    CHECK(backup.file_bytes == 4142);
    CHECK(backup.commitment == added.backup.commitment);
    CHECK(backup.attested);
    CHECK_FALSE(backup.proven);
    CHECK(backup.rewritable);
    CHECK(backup.record == added.backup.record);
    CHECK(backup.header == added.backup.header);
    CHECK(backup.generation == 0);
    CHECK(backup.set_id == "aaaaaaaa");
    CHECK(backup.kek_ids == added.backup.kek_ids);
    CHECK(backup.previous_header.empty());
    CHECK((*catalog->backups().find_at("offsite", "b/7.age"))->id == id_of(7));
    CHECK_FALSE(catalog->backups().find_at("offsite", "b/8.age")->has_value());
    CHECK_FALSE(catalog->backups().find(id_of(8))->has_value());
}

TEST_CASE("headers of every shape come back byte for byte") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    const std::vector<std::string> shapes{"", "0", "000", "x", "0x0", "00x0", "x00y000z", "0y00"};
    unsigned number = 1;
    for (const auto& shape : shapes) {
        auto added = backup_of(number, "plain", 1);
        added.backup.rewritable = false;
        added.backup.header.assign(shape.begin(), shape.end());
        REQUIRE(catalog->backups().add(std::span(&added, 1)));
        CHECK((*catalog->backups().find(id_of(number)))->header == added.backup.header);
        ++number;
    }
}

TEST_CASE("CATALOG-BACKUP-EXISTS: adding is all or none") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 3);
    const std::vector<NewBackup> batch{backup_of(10, "x", 1), backup_of(3, "x", 1)};
    CHECK(rule_of(catalog->backups().add(batch)) == "CATALOG-BACKUP-EXISTS");
    CHECK_FALSE(catalog->backups().find(id_of(10))->has_value());
}

TEST_CASE("CATALOG-KEY-UNKNOWN: a backup is under keys of this escrow") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto foreign_set = backup_of(1, "x", 1);
    foreign_set.backup.set_id = "cccccccc";
    CHECK(rule_of(catalog->backups().add(std::span(&foreign_set, 1))) == "CATALOG-KEY-UNKNOWN");
    auto foreign_kek = backup_of(1, "x", 1);
    foreign_kek.backup.kek_ids = {"99999999"};
    CHECK(rule_of(catalog->backups().add(std::span(&foreign_kek, 1))) == "CATALOG-KEY-UNKNOWN");
}

TEST_CASE("filters choose exactly the backups they name, page by page") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 9);  // a: 3 6 9, b: 1 4 7, c: 2 5 8
    auto& backups = catalog->backups();
    auto other = backup_of(10, "a-archive", 4);
    other.backup.set_id.clear();
    other.backup.kek_ids = {"22222222", "11111111"};
    other.backup.attested = true;
    other.backup.proven = true;
    other.places = {{.store = "", .path = "/tmp/x.age"}};
    REQUIRE(backups.add(std::span(&other, 1)));

    CHECK(numbers_of(backups, {}).size() == 10);
    CHECK(numbers_of(backups, {}, 10).size() == 10);
    CHECK(numbers_of(backups, {.label = "a"}) == Numbers{3, 6, 9});
    CHECK(numbers_of(backups, {.label = "a*"}) == Numbers{3, 6, 9, 10});
    CHECK(numbers_of(backups, {.label = "?"}).size() == 9);
    CHECK(numbers_of(backups, {.label = "[abc]"}).empty());
    CHECK(numbers_of(backups, {.label = "A"}).empty());
    CHECK(numbers_of(backups, {.set_id = "aaaaaaaa"}).size() == 9);
    CHECK(numbers_of(backups, {.set_id = "aaaaaaaa", .label = "b"}) == Numbers{1, 4, 7});
    CHECK(numbers_of(backups, {.kek_id = "11111111"}).size() == 10);
    CHECK(numbers_of(backups, {.kek_id = "22222222"}) == Numbers{10});
    CHECK(numbers_of(backups, {.kek_id = "11111111", .label = "c"}) == Numbers{2, 5, 8});
    CHECK(numbers_of(backups, {.kek_id = "11111111", .not_kek_id = "22222222"}).size() == 9);
    CHECK(numbers_of(backups, {.not_kek_id = "11111111"}).empty());
    CHECK(numbers_of(backups, {.store = ""}) == Numbers{10});
    CHECK(numbers_of(backups, {.latest_per_label = true}) == Numbers{7, 8, 9, 10});
    CHECK(numbers_of(backups, {.label = "b", .latest_per_label = true}) == Numbers{7});
    CHECK(numbers_of(backups, {.unattested_only = true}).size() == 9);
    CHECK(numbers_of(backups, {.unproven_only = true}).size() == 9);
    CHECK(numbers_of(backups, {.rewritable_only = true}).size() == 10);
}

TEST_CASE("of two backups sealed in one second the one added later is the latest") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    const std::vector<NewBackup> twins{backup_of(1, "x", 5), backup_of(2, "x", 5)};
    REQUIRE(catalog->backups().add(twins));
    CHECK(numbers_of(catalog->backups(), {.latest_per_label = true}) == Numbers{2});
}

TEST_CASE("writing between two pages neither repeats nor skips a backup") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 25);
    auto& backups = catalog->backups();
    std::size_t visits = 0;
    auto walked = for_each_batch(backups, {.kek_id = "11111111"}, 4,
                                 [&](std::span<const Backup> page) -> Status {
                                     std::vector<NextHeader> next;
                                     for (const Backup& backup : page)
                                         next.push_back(next_of(backup.id[0], 0));
                                     visits += page.size();
                                     return backups.store_next_headers(next);
                                 });
    REQUIRE(walked);
    CHECK(visits == 25);
    CHECK(*backups.count({.kek_id = "11111111"}) == 0);
    CHECK(*backups.count({.kek_id = "22222222"}) == 25);
}

TEST_CASE("the walk stops at the visitor's first error") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 5);
    int visits = 0;
    auto walked = for_each_backup(catalog->backups(), {}, [&](const Backup&) -> Status {
        if (++visits == 2) return Error{ErrorKind::partial, "STOP", "", ""};
        return {};
    });
    CHECK(rule_of(walked) == "STOP");
    CHECK(visits == 2);
}

TEST_CASE("CATALOG-COMMITMENT: a receipt of another DEK is refused") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 1);
    auto& backups = catalog->backups();
    REQUIRE(backups.attest(id_of(1), Hash256{1}));
    REQUIRE(backups.attest(id_of(1), Hash256{1}));
    auto refused = backups.mark_proven(id_of(1), Hash256{2});
    CHECK(rule_of(refused) == "CATALOG-COMMITMENT");
    CHECK(refused.error().kind == ErrorKind::unverified);
    CHECK_FALSE((*backups.find(id_of(1)))->proven);
    REQUIRE(backups.mark_proven(id_of(1), Hash256{1}));
    CHECK((*backups.find(id_of(1)))->proven);
    CHECK(rule_of(backups.attest(id_of(5), Hash256{1})) == "CATALOG-BACKUP-UNKNOWN");
}
