// Each check: once with what it finds, once without.

#include "catch.h"
#include "cli/catalog/escrow_of_backups.h"
#include "cli/temporary_directory.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include <breakglass/age/x25519.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/doctor/doctor.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/escrow/kit.h>
#include <breakglass/escrow/sealing.h>
#include <breakglass/escrow/templates.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/manifest.h>
#include <breakglass/sealed/keys.h>

using namespace breakglass;
using breakglass::testing::file_text;
using breakglass::testing::put_file;
using breakglass::testing::TemporaryDirectory;
using doctor::Weight;

namespace {

constexpr std::int64_t day = 86400;

void replace(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

// An escrow that owes nothing: policy applied, keys active, kit written.
struct Ward {
    TemporaryDirectory here;
    std::optional<escrow::Directory> escrow;
    std::int64_t now = console::now_seconds();
    catalog::ShareSet set;
    catalog::Kek kek;

    Ward() {
        std::filesystem::create_directory(here / "store");
        std::string policy(as_text(*escrow::policy_template("team-of-five")));
        for (int person = 0; policy.find("# ssh = ") != std::string::npos; ++person) {
            const std::string file = here / ("key-" + std::to_string(person));
            REQUIRE(std::system(
                        ("ssh-keygen -q -t ed25519 -N '' -C x -f '" + file + "'").c_str()) == 0);
            std::string key = file_text(file + ".pub");
            key.pop_back();
            replace(policy, "# ssh = \"ssh-ed25519 AAAA...\"", "ssh = \"" + key + "\"");
        }
        policy += "[[store]]\nname = \"offsite\"\npath = \"" + (here / "store") + "\"\n";
        auto made = escrow::Directory::create(here / "e", as_bytes(policy));
        REQUIRE(made);
        escrow.emplace(*std::move(made));
        REQUIRE(escrow->apply_draft(escrow->draft()->hash, ""));
        add_kek();
        add_set();
        write_kit("kit");
    }
    void add_kek() {
        kek.recipient = age::X25519Identity::generate().recipient().text();
        kek.id = sealed::recipient_id(kek.recipient);
        kek.name = "everyday";
        kek.owner = "legal";
        kek.keystore = "file:/k";
        kek.created_at = now;
        REQUIRE(escrow->catalog().keks().add(kek));
    }
    void add_set() {
        records::Manifest manifest;
        manifest.escrow = "backups";
        manifest.recipient = age::X25519Identity::generate().recipient().text();
        manifest.set_id = sealed::recipient_id(manifest.recipient);
        manifest.created_at = now;
        for (const policy::Group& group : escrow->policy().recovery.groups) {
            records::Group& added = manifest.groups.emplace_back();
            added.name = group.name;
            added.threshold = static_cast<std::uint8_t>(group.threshold);
            for (const policy::Holder& holder : group.holders) {
                const auto index = static_cast<std::uint8_t>(added.members.size());
                added.members.push_back({index, holder.person, "", holder.delivery.text, {}});
            }
        }
        REQUIRE(records::check_manifest(manifest));
        REQUIRE(escrow->write_manifest(manifest.set_id, records::encode_manifest(manifest)));
        set.id = manifest.set_id;
        set.recipient = manifest.recipient;
        set.manifest = set.id + ".manifest";
        set.created_at = now;
        auto& sets = escrow->catalog().share_sets();
        REQUIRE(sets.add(set));
        for (std::uint32_t member = 0; member < 5; ++member) {
            REQUIRE(sets.confirm({.set_id = set.id, .member = member, .at = now, .how = "words"}));
        }
        REQUIRE(sets.mark_confirmed(set.id));
        REQUIRE(sets.activate(set.id));
    }
    void write_kit(const std::string& name) {
        REQUIRE(escrow::write_kit(*escrow, here / name, now));
    }
    doctor::Diagnosis examine(std::int64_t later = 0) {
        auto diagnosis = doctor::examine(here / "e", now + later);
        REQUIRE(diagnosis);
        return *std::move(diagnosis);
    }
    // The worst weight of a check; nothing when it was not made.
    std::optional<Weight> weight(const std::string& id, std::int64_t later = 0) {
        for (const doctor::Check& check : examine(later).checks) {
            if (check.id == id) return check.weight;
        }
        return std::nullopt;
    }
};

}  // namespace

TEST_CASE("an escrow that owes nothing is well: advice at most") {
    Ward ward;
    const auto diagnosis = ward.examine();
    CHECK(doctor::outcome_of(diagnosis));
    for (const doctor::Check& check : diagnosis.checks) {
        INFO(check.id << ": " << check.what);
        CHECK(check.weight <= Weight::advice);
        CHECK(check.mend.empty() == (check.weight == Weight::ok));
    }
    CHECK(doctor::to_text(diagnosis).find("ok      the catalog is whole") != std::string::npos);
}

TEST_CASE("DOCTOR-POLICY: never applied, edited, foreign") {
    Ward ward;
    CHECK(ward.weight("DOCTOR-POLICY") == Weight::ok);
    const std::string applied = file_text(ward.here / "e/escrow.toml");
    put_file(ward.here / "e/escrow.toml", applied + "# edited\n");
    CHECK(ward.weight("DOCTOR-POLICY") == Weight::owed);
    put_file(ward.here / "e/policy.applied", applied + "# forged\n");
    CHECK(ward.weight("DOCTOR-POLICY") == Weight::failed);
    CHECK(doctor::outcome_of(ward.examine()).error().kind == ErrorKind::unverified);

    const TemporaryDirectory here;
    REQUIRE(escrow::Directory::create(here / "e", *escrow::policy_template("bank")));
    const auto fresh = doctor::examine(here / "e", console::now_seconds());
    REQUIRE(fresh);
    CHECK(std::any_of(fresh->checks.begin(), fresh->checks.end(), [](const doctor::Check& check) {
        return check.id == "DOCTOR-POLICY" && check.weight == Weight::owed;
    }));
    CHECK(doctor::outcome_of(*fresh).error().kind == ErrorKind::owed);
}

TEST_CASE("a serious finding is owed under its own rule, advice is counted") {
    Ward ward;
    CHECK_FALSE(ward.weight("POLICY-KEK-OWNER-UNKNOWN"));
    CHECK(ward.weight("DOCTOR-FINDINGS") == Weight::advice);
    catalog::Kek other = ward.kek;
    other.id = "00ff00ff";
    other.name = "other";
    other.recipient = "age1other";
    other.owner = "who-left";
    REQUIRE(ward.escrow->catalog().keks().add(other));
    CHECK(ward.weight("POLICY-KEK-OWNER-UNKNOWN") == Weight::owed);
}

TEST_CASE("DOCTOR-KEK: an active KEK older than rotation.kek_age is owed a successor") {
    Ward ward;
    CHECK(ward.weight("DOCTOR-KEK", 180 * day) == Weight::ok);
    CHECK(ward.weight("DOCTOR-KEK", 180 * day + 1) == Weight::owed);
    REQUIRE(ward.escrow->catalog().keks().retire(ward.kek.id));
    CHECK(ward.weight("DOCTOR-KEK") == Weight::owed);
}

TEST_CASE("DOCTOR-SHARES, DOCTOR-SHARES-UNCONFIRMED: spent, waiting and missing sets are owed") {
    Ward ward;
    auto& sets = ward.escrow->catalog().share_sets();
    CHECK(ward.weight("DOCTOR-SHARES") == Weight::ok);
    CHECK_FALSE(ward.weight("DOCTOR-SHARES-UNCONFIRMED"));
    catalog::ShareSet next = ward.set;
    next.id = "0badcafe";
    next.recipient = "age1next";
    REQUIRE(sets.add(next));
    CHECK(ward.weight("DOCTOR-SHARES-UNCONFIRMED") == Weight::owed);
    CHECK(ward.weight("DOCTOR-MANIFEST") == Weight::failed);  // it has none
    REQUIRE(sets.mark_confirmed(next.id));
    CHECK(ward.weight("DOCTOR-SHARES-UNCONFIRMED") == Weight::owed);
    REQUIRE(sets.mark_destroyed(next.id));
    CHECK_FALSE(ward.weight("DOCTOR-SHARES-UNCONFIRMED"));
    CHECK_FALSE(ward.weight("DOCTOR-MANIFEST"));
    REQUIRE(sets.mark_spent(ward.set.id, ward.now, "incident INC-1"));
    CHECK(ward.weight("DOCTOR-SHARES") == Weight::owed);
    CHECK(ward.weight("DOCTOR-ROTATION") == Weight::owed);
}

TEST_CASE("DOCTOR-ROTATION: a run that was cut off is to be carried on") {
    Ward ward;
    CHECK(ward.weight("DOCTOR-ROTATION") == Weight::ok);
    catalog::RotationRun run;
    run.started_at = ward.now;
    run.set_id = ward.set.id;
    run.kek_id = ward.kek.id;
    const auto number = ward.escrow->catalog().rotations().start(run);
    REQUIRE(number);
    CHECK(ward.weight("DOCTOR-ROTATION") == Weight::owed);
    run.number = *number;
    run.finished_at = ward.now;
    REQUIRE(ward.escrow->catalog().rotations().update(run));
    CHECK(ward.weight("DOCTOR-ROTATION") == Weight::ok);
}

TEST_CASE("DOCTOR-UNPROVEN, DOCTOR-UNATTESTED, DOCTOR-UNPUBLISHED: what backups lack is told") {
    Ward ward;
    CHECK(ward.weight("DOCTOR-BACKUPS") == Weight::ok);
    auto& backups = ward.escrow->catalog().backups();
    catalog::NewBackup added = catalog::backup_of(1, "payroll", ward.now);
    added.backup.set_id = ward.set.id;
    added.backup.kek_ids = {ward.kek.id};
    added.backup.attested = false;
    added.backup.proven = false;
    REQUIRE(backups.add(std::vector{added}));
    CHECK(ward.weight("DOCTOR-UNPROVEN") == Weight::advice);
    CHECK(ward.weight("DOCTOR-UNATTESTED") == Weight::advice);
    CHECK_FALSE(ward.weight("DOCTOR-UNPUBLISHED"));
    REQUIRE(backups.attest(added.backup.id, sha256(as_bytes("DEK"))));
    CHECK_FALSE(ward.weight("DOCTOR-UNATTESTED"));
    catalog::NextHeader next;
    next.id = added.backup.id;
    next.header = catalog::header_of(1, 1);
    next.set_id = ward.set.id;
    next.kek_ids = {ward.kek.id};
    REQUIRE(backups.store_next_headers(std::vector{next}));
    CHECK_FALSE(ward.weight("DOCTOR-UNPROVEN"));
    CHECK(ward.weight("DOCTOR-UNPUBLISHED") == Weight::owed);
}

TEST_CASE("DOCTOR-STORE: a store that is not mounted is owed, and a file is no store") {
    Ward ward;
    CHECK(ward.weight("DOCTOR-STORE") == Weight::ok);
    std::filesystem::remove(ward.here / "store");
    CHECK(ward.weight("DOCTOR-STORE") == Weight::owed);
    put_file(ward.here / "store", "a file");
    CHECK(ward.weight("DOCTOR-STORE") == Weight::owed);
}

TEST_CASE("DOCTOR-SEALING: none, good, expired, superseded, damaged") {
    Ward ward;
    CHECK(ward.weight("DOCTOR-SEALING") == Weight::advice);
    escrow::SealingRequest request;
    request.output = ward.here / "host.sealing";
    request.key = ward.here / "key-0";
    request.expires = *policy::Duration::parse("10d");
    request.non_interactive = true;
    REQUIRE(escrow::export_sealing(*ward.escrow, request, ward.now));
    CHECK(ward.weight("DOCTOR-SEALING") == Weight::ok);
    CHECK(ward.weight("DOCTOR-SEALING", 10 * day) == Weight::owed);
    catalog::Kek next = ward.kek;
    next.id = "00ff00ff";
    next.name = "next";
    next.recipient = "age1next";
    REQUIRE(ward.escrow->catalog().keks().add(next));
    CHECK(ward.weight("DOCTOR-SEALING") == Weight::ok);
    REQUIRE(ward.escrow->catalog().keks().activate(next.id));
    CHECK(ward.weight("DOCTOR-SEALING") == Weight::owed);
    std::string stored = file_text(ward.here / "e/escrow.sealing");
    replace(stored, "backups", "backupz");
    put_file(ward.here / "e/escrow.sealing", stored);
    CHECK(ward.weight("DOCTOR-SEALING") == Weight::failed);
}

TEST_CASE("DOCTOR-KIT: a kit that lacks the newest entry is owed a successor") {
    Ward ward;
    CHECK(ward.weight("DOCTOR-KIT") == Weight::ok);
    REQUIRE(ward.escrow->record({"kek.create", {{"kek", "next"}}}));
    CHECK(ward.weight("DOCTOR-KIT") == Weight::owed);
    ward.write_kit("kit-2");
    CHECK(ward.weight("DOCTOR-KIT") == Weight::ok);
    std::filesystem::remove(ward.here / "e/newest.kit");
    CHECK(ward.weight("DOCTOR-KIT") == Weight::owed);
    put_file(ward.here / "e/newest.kit", "noise");
    CHECK(ward.weight("DOCTOR-KIT") == Weight::failed);
}

TEST_CASE("DOCTOR-CHECKPOINT, DOCTOR-CLOCK: a ledger nobody signed for long, a clock behind it") {
    Ward ward;
    CHECK(ward.weight("DOCTOR-CHECKPOINT") == Weight::advice);
    CHECK(ward.weight("DOCTOR-CHECKPOINT", 90 * day) == Weight::advice);
    CHECK(ward.weight("DOCTOR-CHECKPOINT", 92 * day) == Weight::owed);
    CHECK_FALSE(ward.weight("DOCTOR-CLOCK"));
    CHECK(ward.weight("DOCTOR-CLOCK", -day) == Weight::failed);
}

TEST_CASE("DOCTOR-LEDGER-SEEN: a ledger cut short is seen by the kit that knew more") {
    Ward ward;
    CHECK(ward.weight("DOCTOR-LEDGER-SEEN") == Weight::ok);
    const std::string file = ward.here / "e/ledger/entries.jsonl";
    std::string entries = file_text(file);
    entries.resize(entries.rfind('\n', entries.size() - 2) + 1);
    put_file(file, entries);
    CHECK(ward.weight("DOCTOR-LEDGER-SEEN") == Weight::failed);
    CHECK(ward.weight("DOCTOR-LEDGER") == Weight::ok);
    CHECK(ward.weight("DOCTOR-CATALOG") == Weight::ok);
}

TEST_CASE("ESCROW-NOT-FOUND: a folder that was never an escrow is no patient") {
    const TemporaryDirectory here;
    const auto found = doctor::examine(here.path(), 0);
    REQUIRE_FALSE(found);
    CHECK(found.error().rule == "ESCROW-NOT-FOUND");
}
