#include "escrow_of_backups.h"

using namespace breakglass;
using namespace breakglass::catalog;

namespace {

Status store(BackupIndex& backups, NextHeader next) {
    return backups.store_next_headers(std::span(&next, 1));
}

}  // namespace

TEST_CASE("a next header replaces the one before and keeps it") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 1);
    auto& backups = catalog->backups();
    auto next = next_of(1, 0);
    next.set_id = "bbbbbbbb";
    REQUIRE(store(backups, next));
    auto backup = backups.find(id_of(1));
    REQUIRE(backup);
    CHECK((*backup)->header == header_of(1, 1));
    CHECK((*backup)->previous_header == header_of(1, 0));
    CHECK((*backup)->generation == 1);
    CHECK((*backup)->set_id == "bbbbbbbb");
    CHECK((*backup)->kek_ids == std::vector<std::string>{"22222222"});
    CHECK((*backup)->proven);
}

TEST_CASE("CATALOG-HEADER-MOVED: a batch made from an old generation changes nothing") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 2);
    auto& backups = catalog->backups();
    REQUIRE(store(backups, next_of(2, 0)));
    const std::vector<NextHeader> batch{next_of(1, 0), next_of(2, 0)};
    CHECK(rule_of(backups.store_next_headers(batch)) == "CATALOG-HEADER-MOVED");
    CHECK((*backups.find(id_of(1)))->generation == 0);
    CHECK((*backups.find(id_of(2)))->generation == 1);
}

TEST_CASE("CATALOG-HEADER-FIXED: a rewrite changes the last 512 bytes and nothing else") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 1);
    auto& backups = catalog->backups();
    for (const std::size_t at : {std::size_t{0}, std::size_t{1000}, std::size_t{3583}}) {
        auto next = next_of(1, 0);
        next.header[at] ^= 1;
        CHECK(rule_of(store(backups, next)) == "CATALOG-HEADER-FIXED");
    }
    auto next = next_of(1, 0);
    next.header[3584] ^= 1;
    CHECK(store(backups, next));
}

TEST_CASE("CATALOG-HEADER-FIXED: the header of a plain age file stays as it is") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto plain = backup_of(1, "x", 1);
    plain.backup.rewritable = false;
    REQUIRE(catalog->backups().add(std::span(&plain, 1)));
    CHECK(rule_of(store(catalog->backups(), next_of(1, 0))) == "CATALOG-HEADER-FIXED");
}

TEST_CASE("a next header for an unknown backup or KEK is refused") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 1);
    CHECK(rule_of(store(catalog->backups(), next_of(9, 0))) == "CATALOG-BACKUP-UNKNOWN");
    CHECK(rule_of(store(catalog->backups(), next_of(1, 0, "99999999"))) == "CATALOG-KEY-UNKNOWN");
    CHECK((*catalog->backups().find(id_of(1)))->generation == 0);
}

TEST_CASE("the previous header is kept until the newest is published everywhere") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 1);
    auto& backups = catalog->backups();
    REQUIRE(backups.put_place(id_of(1), {.store = "second", .path = "1.age"}));
    REQUIRE(store(backups, next_of(1, 0)));
    CHECK(*backups.count_pending(std::nullopt) == 2);
    CHECK(*backups.count_pending("second") == 1);
    REQUIRE(backups.mark_published(id_of(1), "second", "1.age", 1, 77));
    CHECK((*backups.find(id_of(1)))->previous_header == header_of(1, 0));
    CHECK(*backups.forget_previous_headers() == 0);

    auto pending = backups.pending_publications(std::nullopt, 0, 10);
    REQUIRE(pending);
    REQUIRE(pending->size() == 1);
    const Publication& waiting = pending->front();
    CHECK(waiting.id == id_of(1));
    CHECK(waiting.place.path == "b/1.age");
    CHECK(waiting.place.published_generation == 0);
    CHECK(waiting.generation == 1);
    CHECK(waiting.header == header_of(1, 1));
    CHECK(backups.pending_publications(std::nullopt, waiting.number, 10)->empty());
    CHECK(backups.pending_publications("second", 0, 10)->empty());

    REQUIRE(backups.mark_published(id_of(1), "offsite", "b/1.age", 1, 78));
    CHECK((*backups.find(id_of(1)))->previous_header.empty());
    CHECK(*backups.count_pending(std::nullopt) == 0);
    auto places = backups.places(id_of(1));
    REQUIRE(places);
    REQUIRE(places->size() == 2);
    CHECK((*places)[0].published_generation == 1);
    CHECK((*places)[0].kek_ids == std::vector<std::string>{"22222222"});
    CHECK((*places)[0].checked_at == 78);
}

TEST_CASE("publishing the header that was current a moment ago leaves the copy pending") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 1);
    auto& backups = catalog->backups();
    REQUIRE(store(backups, next_of(1, 0)));
    REQUIRE(store(backups, next_of(1, 1, "11111111")));
    REQUIRE(backups.mark_published(id_of(1), "offsite", "b/1.age", 1, 5));
    CHECK(*backups.count_pending("offsite") == 1);
    CHECK(backups.places(id_of(1))->front().kek_ids == std::vector<std::string>{"22222222"});
    CHECK(rule_of(backups.mark_published(id_of(1), "offsite", "b/1.age", 0, 5)) ==
          "CATALOG-HEADER-MOVED");
    CHECK(rule_of(backups.mark_published(id_of(1), "offsite", "b/1.age", 3, 5)) ==
          "CATALOG-HEADER-MOVED");
    CHECK(rule_of(backups.mark_published(id_of(1), "offsite", "b/2.age", 2, 5)) ==
          "CATALOG-PLACE-UNKNOWN");
}

TEST_CASE("CATALOG-PLACE-TAKEN: one place holds one backup") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 2);
    auto& backups = catalog->backups();
    CHECK(rule_of(backups.put_place(id_of(2), {.store = "offsite", .path = "b/1.age"})) ==
          "CATALOG-PLACE-TAKEN");
    REQUIRE(backups.remove_place("offsite", "b/1.age"));
    REQUIRE(backups.remove_place("offsite", "b/1.age"));
    REQUIRE(backups.put_place(id_of(2), {.store = "offsite", .path = "b/1.age", .note = "copy"}));
    CHECK(backups.places(id_of(1))->empty());
    CHECK(backups.places(id_of(2))->at(1).note == "copy");
}

TEST_CASE("a copy found with an older header counts under the keys it names") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 1);
    auto& backups = catalog->backups();
    REQUIRE(store(backups, next_of(1, 0)));
    REQUIRE(backups.mark_published(id_of(1), "offsite", "b/1.age", 1, 5));
    CHECK(backups.remaining_under_kek("11111111")->none());
    REQUIRE(backups.put_place(id_of(1), {.store = "tape",
                                         .path = "1.age",
                                         .published_generation = 0,
                                         .set_id = "aaaaaaaa",
                                         .kek_ids = {"11111111"},
                                         .checked_at = 6}));
    CHECK(backups.remaining_under_kek("11111111")->copies == 1);
    CHECK(*backups.count_pending("tape") == 1);
}

TEST_CASE("previous headers of backups without a known copy can be forgotten") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto lost = backup_of(1, "x", 1);
    lost.places.clear();
    REQUIRE(catalog->backups().add(std::span(&lost, 1)));
    REQUIRE(store(catalog->backups(), next_of(1, 0)));
    CHECK(catalog->backups().remaining_under_kek("11111111")->previous_headers == 1);
    CHECK(*catalog->backups().forget_previous_headers() == 1);
    CHECK(catalog->backups().remaining_under_kek("11111111")->none());
}

TEST_CASE("what happens together is undone together") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 2);
    auto failed = catalog->together([&]() -> Status {
        Status spent = catalog->share_sets().mark_spent("aaaaaaaa", 5, "incident");
        if (!spent) return spent;
        // A refused step inside leaves the rest of the act as it was.
        CHECK_FALSE(store(catalog->backups(), next_of(1, 4)));
        CHECK(store(catalog->backups(), next_of(1, 0)));
        return Error{ErrorKind::failed, "STOP", "", ""};
    });
    CHECK(rule_of(failed) == "STOP");
    CHECK((*catalog->backups().find(id_of(1)))->generation == 0);
    CHECK(catalog->rotations().owed()->empty());
    REQUIRE(catalog->together([&] { return store(catalog->backups(), next_of(1, 0)); }));
    CHECK((*catalog->backups().find(id_of(1)))->generation == 1);
}
