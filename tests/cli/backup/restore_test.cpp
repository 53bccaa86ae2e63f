// Restores with a DEK at hand, as the incident desk does.

#include "catch.h"
#include "cli/temporary_directory.h"
#include "escrow_room.h"

#include <fstream>
#include <sstream>

#include <breakglass/backup/restore.h>
#include <breakglass/backup/selection.h>

using namespace breakglass;
using namespace breakglass::backup;
using testing::EscrowRoom;

namespace {

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("either key gives the DEK that restores and proves the other way") {
    EscrowRoom room;
    const catalog::Backup backup = room.seal("payroll", "all the salaries");
    for (const age::Identity* key : {static_cast<const age::Identity*>(&room.kek),
                                     static_cast<const age::Identity*>(&room.recovery)}) {
        const auto dek = unwrap_dek(backup, {&key, 1});
        REQUIRE(dek);
        CHECK(prove(room.escrow, backup, *dek));
        const std::string out = room.directory / (key == &room.kek ? "by-kek" : "by-recovery");
        const auto report = restore_with_dek(room.escrow, backup, *dek, {.file = out});
        REQUIRE(report);
        CHECK(report->proven);
        CHECK(report->doubts.empty());
        CHECK_FALSE(report->header_from_catalog);
        CHECK(content_of(out) == "all the salaries");
    }
    CHECK(room.find(backup.id).proven);
}

TEST_CASE("BACKUP-HEADER-NOT-OURS: a wrong recovery wrap is a doubt, and the data stands") {
    EscrowRoom room;
    const auto stranger = age::X25519Identity::generate();
    const catalog::Backup backup = room.seal_for_stranger("payroll", "salaries", stranger);
    const age::Identity* kek = &room.kek;
    const auto dek = unwrap_dek(backup, {&kek, 1});
    REQUIRE(dek);
    const auto proof = prove(room.escrow, backup, *dek);
    REQUIRE_FALSE(proof);
    CHECK(proof.error().rule == "BACKUP-HEADER-NOT-OURS");
    const auto report =
        restore_with_dek(room.escrow, backup, *dek, {.file = room.directory / "out"});
    REQUIRE(report);
    CHECK_FALSE(report->proven);
    REQUIRE(report->doubts.size() == 1);
    CHECK(report->doubts.front().rule == "BACKUP-HEADER-NOT-OURS");
    CHECK(report->doubts.front().kind == ErrorKind::unverified);
    CHECK(content_of(room.directory / "out") == "salaries");
    CHECK_FALSE(room.find(backup.id).proven);
}

TEST_CASE("BACKUP-COMMITMENT: another DEK than the receipt's opens nothing") {
    EscrowRoom room;
    catalog::Backup backup = room.seal("payroll", "salaries");
    const auto wrong = random_secret(16);
    const auto report =
        restore_with_dek(room.escrow, backup, wrong, {.file = room.directory / "out"});
    REQUIRE_FALSE(report);
    CHECK(report.error().rule == "BACKUP-COMMITMENT");
    backup.commitment->at(0) ^= 1U;
    const age::Identity* kek = &room.kek;
    const auto dek = unwrap_dek(backup, {&kek, 1});
    REQUIRE_FALSE(dek);
    CHECK(dek.error().rule == "BACKUP-COMMITMENT");
    CHECK(dek.error().kind == ErrorKind::unverified);
}

TEST_CASE("BACKUP-NO-MATCH: a key of another escrow opens nothing") {
    EscrowRoom room;
    const catalog::Backup backup = room.seal("payroll", "salaries");
    const auto other = age::X25519Identity::generate();
    const age::Identity* key = &other;
    const auto dek = unwrap_dek(backup, {&key, 1});
    REQUIRE_FALSE(dek);
    CHECK(dek.error().rule == "BACKUP-NO-MATCH");
    CHECK(dek.error().kind == ErrorKind::not_met);
}

TEST_CASE("BACKUP-CONTENT-DIFFERS: authentic bytes that the receipt did not see are a doubt") {
    EscrowRoom room;
    const catalog::Backup backup = room.seal("payroll", "salaries of May");
    const age::Identity* kek = &room.kek;
    const auto dek = unwrap_dek(backup, {&kek, 1});
    REQUIRE(dek);
    room.replace_payload(backup, *dek, "salaries of JUN");  // by one who had the DEK
    const auto report =
        restore_with_dek(room.escrow, backup, *dek, {.file = room.directory / "out"});
    REQUIRE(report);
    CHECK(report->content_compared);
    REQUIRE(report->doubts.size() == 1);
    CHECK(report->doubts.front().rule == "BACKUP-CONTENT-DIFFERS");
}

TEST_CASE("BACKUP-AMBIGUOUS, BACKUP-UNKNOWN, BACKUP-ID: an id names one backup or none") {
    EscrowRoom room;
    const catalog::Backup backup = room.seal("payroll", "x");
    const std::string id = to_hex(backup.id);
    CHECK(find_by_id(room.escrow.catalog(), id)->id == backup.id);
    CHECK(find_by_id(room.escrow.catalog(), id.substr(0, 8))->id == backup.id);
    CHECK(find_by_id(room.escrow.catalog(), std::string(32, '0')).error().rule == "BACKUP-UNKNOWN");
    CHECK(find_by_id(room.escrow.catalog(), "00000000").error().rule == "BACKUP-UNKNOWN");
    CHECK(find_by_id(room.escrow.catalog(), id.substr(0, 7)).error().rule == "BACKUP-ID");
    CHECK(find_by_id(room.escrow.catalog(), id + "0").error().rule == "BACKUP-ID");
    CHECK(find_by_id(room.escrow.catalog(), "G" + id.substr(1)).error().rule == "BACKUP-ID");

    catalog::NewBackup twin{room.find(backup.id), {}};
    twin.backup.id.back() ^= 1U;
    REQUIRE(room.escrow.catalog().backups().add({&twin, 1}));
    CHECK(find_by_id(room.escrow.catalog(), id.substr(0, 12)).error().rule == "BACKUP-AMBIGUOUS");
    CHECK(find_by_id(room.escrow.catalog(), id)->id == backup.id);
}

TEST_CASE("a label selects attested backups only, the newest of each with latest") {
    EscrowRoom room;
    room.seal("a", "1", 100);
    const catalog::Backup newest = room.seal("a", "2", 300);
    room.seal("a", "3", 200);
    const catalog::Backup other = room.seal("b", "4", 50);
    catalog::NewBackup planted{room.find(newest.id), {}};
    planted.backup.id.back() ^= 1U;
    planted.backup.attested = false;
    planted.backup.sealed_at = 999;
    REQUIRE(room.escrow.catalog().backups().add({&planted, 1}));

    catalog::Catalog& catalog = room.escrow.catalog();
    CHECK(select_by_label(catalog, "*", false)->size() == 4);
    CHECK(*select_by_label(catalog, "a", true) == std::vector<catalog::BackupId>{newest.id});
    CHECK(*select_by_label(catalog, "*", true) ==
          std::vector<catalog::BackupId>{newest.id, other.id});
    CHECK(select_by_label(catalog, "c", true).error().rule == "BACKUP-UNKNOWN");
}
