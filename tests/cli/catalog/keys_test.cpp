#include "escrow_of_backups.h"

using namespace breakglass;
using namespace breakglass::catalog;

TEST_CASE("the first KEK becomes active, later ones wait") {
    Folder folder;
    auto catalog = create(folder.file("c.db"));
    REQUIRE(catalog);
    auto& keks = (*catalog)->keks();
    auto first = keks.add(kek_of("11111111", "first"));
    REQUIRE(first);
    CHECK(*first == KekState::active);
    auto second = keks.add(kek_of("22222222", "second"));
    REQUIRE(second);
    CHECK(*second == KekState::ready);
    auto all = keks.all();
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK((*all)[0].name == "first");
    CHECK((*all)[1].keystore == "file:/k/second");
    CHECK((*all)[1].owner == "platform-lead");
    CHECK((*all)[1].created_at == 1000);
}

TEST_CASE("CATALOG-KEK-EXISTS: a KEK's id, name and recipient are its own") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto same_id = kek_of("11111111", "third");
    auto same_name = kek_of("33333333", "first");
    same_name.recipient = "age1third";
    auto same_recipient = kek_of("33333333", "third");
    same_recipient.recipient = "age1first";
    for (const auto& kek : {same_id, same_name, same_recipient}) {
        auto added = catalog->keks().add(kek);
        CHECK(rule_of(added) == "CATALOG-KEK-EXISTS");
        CHECK(added.error().kind == ErrorKind::usage);
    }
    CHECK(catalog->keks().all()->size() == 2);
}

TEST_CASE("a KEK is found by id and by name, and an id wins") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    REQUIRE(catalog->keks().add(kek_of("33333333", "22222222")));
    CHECK((*catalog->keks().find("first"))->id == "11111111");
    CHECK((*catalog->keks().find("22222222"))->name == "second");
    CHECK_FALSE(catalog->keks().find("nobody")->has_value());
}

TEST_CASE("activating a KEK retires the one before in the same step") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto& keks = catalog->keks();
    REQUIRE(keks.activate("22222222"));
    REQUIRE(keks.activate("22222222"));
    CHECK((*keks.find("first"))->state == KekState::retiring);
    CHECK((*keks.active())->id == "22222222");
    SECTION("CATALOG-KEK-STATE: a retiring KEK never becomes active again") {
        CHECK(rule_of(keks.activate("11111111")) == "CATALOG-KEK-STATE");
    }
    SECTION("CATALOG-KEK-STATE: the active KEK cannot be destroyed") {
        CHECK(rule_of(keks.mark_destroyed("22222222")) == "CATALOG-KEK-STATE");
    }
    SECTION("a retired KEK without backups can be destroyed, and stays so") {
        REQUIRE(keks.mark_destroyed("11111111"));
        CHECK(rule_of(keks.retire("11111111")) == "CATALOG-KEK-STATE");
        CHECK(keks.all()->size() == 2);
    }
    SECTION("CATALOG-KEK-UNKNOWN") {
        CHECK(rule_of(keks.retire("99999999")) == "CATALOG-KEK-UNKNOWN");
    }
}

TEST_CASE("CATALOG-STILL-USED: a key is not destroyed while a header or a copy is under it") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 2);
    auto& keks = catalog->keks();
    auto& backups = catalog->backups();
    REQUIRE(keks.activate("22222222"));
    CHECK(rule_of(keks.mark_destroyed("11111111")) == "CATALOG-STILL-USED");
    const std::vector<NextHeader> next{next_of(1, 0), next_of(2, 0)};
    REQUIRE(backups.store_next_headers(next));
    auto left = backups.remaining_under_kek("11111111");
    REQUIRE(left);
    CHECK(left->headers == 0);
    CHECK(left->previous_headers == 2);
    CHECK(left->copies == 2);
    CHECK(rule_of(keks.mark_destroyed("11111111")) == "CATALOG-STILL-USED");
    REQUIRE(backups.mark_published(id_of(1), "offsite", "b/1.age", 1, 50));
    CHECK(rule_of(keks.mark_destroyed("11111111")) == "CATALOG-STILL-USED");
    REQUIRE(backups.mark_published(id_of(2), "offsite", "b/2.age", 1, 50));
    CHECK(backups.remaining_under_kek("11111111")->none());
    REQUIRE(keks.mark_destroyed("11111111"));
    CHECK_FALSE(backups.remaining_under_set("aaaaaaaa")->none());
}

TEST_CASE("a share set lives delivered, confirmed, active, retiring, destroyed") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto& sets = catalog->share_sets();
    CHECK(rule_of(sets.activate("bbbbbbbb")) == "CATALOG-SET-STATE");
    REQUIRE(sets.mark_confirmed("bbbbbbbb"));
    REQUIRE(sets.activate("bbbbbbbb"));
    CHECK((*sets.find("aaaaaaaa"))->state == SetState::retiring);
    CHECK((*sets.active())->id == "bbbbbbbb");
    REQUIRE(sets.mark_destroyed("aaaaaaaa"));
    CHECK(rule_of(sets.mark_confirmed("aaaaaaaa")) == "CATALOG-SET-STATE");
    CHECK(rule_of(sets.activate("cccccccc")) == "CATALOG-SET-UNKNOWN");
    CHECK(rule_of(sets.add(set_of("aaaaaaaa"))) == "CATALOG-SET-EXISTS");
}

TEST_CASE("a spent set owes one rotation and keeps its first date") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto& sets = catalog->share_sets();
    REQUIRE(sets.mark_spent("aaaaaaaa", 2000, "incident case-1"));
    REQUIRE(sets.mark_spent("aaaaaaaa", 3000, "incident case-1"));
    CHECK((*sets.find("aaaaaaaa"))->spent_at == 2000);
    auto owed = catalog->rotations().owed();
    REQUIRE(owed);
    REQUIRE(owed->size() == 1);
    CHECK(owed->front().subject == RotationSubject::share_set);
    CHECK(owed->front().subject_id == "aaaaaaaa");
    CHECK(owed->front().since == 2000);
    REQUIRE(catalog->rotations().settle(owed->front().number, 4000));
    CHECK(catalog->rotations().owed()->empty());
    CHECK(catalog->rotations().history()->front().done_at == 4000);
    CHECK(rule_of(catalog->rotations().settle(77, 1)) == "CATALOG-ROTATION-UNKNOWN");
}

TEST_CASE("confirmations come back by group and member, a repeated one counts once") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto& sets = catalog->share_sets();
    REQUIRE(sets.confirm({.set_id = "bbbbbbbb", .group = 1, .member = 0, .at = 5, .how = "qr"}));
    REQUIRE(sets.confirm({.set_id = "bbbbbbbb", .group = 0, .member = 2, .at = 6, .how = "words"}));
    REQUIRE(sets.confirm({.set_id = "bbbbbbbb", .group = 1, .member = 0, .at = 9, .how = "words"}));
    auto seen = sets.confirmations("bbbbbbbb");
    REQUIRE(seen);
    REQUIRE(seen->size() == 2);
    CHECK((*seen)[0].member == 2);
    CHECK((*seen)[1].how == "qr");
    CHECK((*seen)[1].at == 5);
    CHECK(rule_of(sets.confirm({.set_id = "cccccccc"})) == "CATALOG-SET-UNKNOWN");
}

TEST_CASE("an incident moves on, never back, and remembers what stands restored") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 2);
    auto& incidents = catalog->incidents();
    REQUIRE(incidents.add({.case_name = "case-1",
                           .reason = "ransomware",
                           .reference = "T-1",
                           .scope = "label=a,latest",
                           .set_id = "aaaaaaaa",
                           .requested_at = 10}));
    CHECK(rule_of(incidents.add({.case_name = "case-1", .set_id = "aaaaaaaa"})) ==
          "CATALOG-CASE-EXISTS");
    CHECK(rule_of(incidents.add({.case_name = "case-2", .set_id = "cccccccc"})) ==
          "CATALOG-KEY-UNKNOWN");
    REQUIRE(incidents.choose_fresh_kek("case-1", "22222222"));
    CHECK(rule_of(incidents.choose_fresh_kek("case-1", "99999999")) == "CATALOG-KEY-UNKNOWN");
    REQUIRE(incidents.advance("case-1", IncidentState::rejoined, 20));
    REQUIRE(incidents.advance("case-1", IncidentState::rejoined, 30));
    CHECK(rule_of(incidents.advance("case-1", IncidentState::gathering, 30)) ==
          "CATALOG-CASE-STATE");
    CHECK(rule_of(incidents.advance("case-9", IncidentState::closed, 30)) ==
          "CATALOG-CASE-UNKNOWN");
    auto found = incidents.find("case-1");
    REQUIRE(found);
    CHECK((*found)->state == IncidentState::rejoined);
    CHECK((*found)->changed_at == 20);
    CHECK((*found)->fresh_kek_id == "22222222");
    CHECK((*found)->scope == "label=a,latest");

    REQUIRE(incidents.note_restored("case-1", {.backup = id_of(2), .output = "/o/2", .at = 40}));
    REQUIRE(incidents.note_restored("case-1", {.backup = id_of(2), .output = "/o/2", .at = 41}));
    CHECK(rule_of(incidents.note_restored("case-1", {.backup = id_of(9), .output = "x"})) ==
          "CATALOG-BACKUP-UNKNOWN");
    auto restored = incidents.restored("case-1");
    REQUIRE(restored);
    REQUIRE(restored->size() == 1);
    CHECK(restored->front().backup == id_of(2));
    CHECK(restored->front().at == 41);
}

TEST_CASE("a rotation run is found again until it is finished") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"));
    auto& rotations = catalog->rotations();
    auto number = rotations.start({.started_at = 5, .set_id = "aaaaaaaa", .kek_id = "22222222"});
    REQUIRE(number);
    auto run = rotations.unfinished();
    REQUIRE(run);
    REQUIRE(run->has_value());
    CHECK((*run)->number == *number);
    (*run)->rewrapped = 7;
    REQUIRE(rotations.update(**run));
    CHECK((*rotations.unfinished())->rewrapped == 7);
    (*run)->finished_at = 9;
    REQUIRE(rotations.update(**run));
    CHECK_FALSE(rotations.unfinished()->has_value());
    CHECK(rotations.runs()->front().finished_at == 9);
    (*run)->number = 99;
    CHECK(rule_of(rotations.update(**run)) == "CATALOG-ROTATION-UNKNOWN");
}
