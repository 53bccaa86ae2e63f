#include "catch.h"
#include "cli/temporary_directory.h"

#include <filesystem>

#include <breakglass/catalog/catalog.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/escrow/kit.h>
#include <breakglass/escrow/overview.h>
#include <breakglass/escrow/templates.h>
#include <breakglass/ledger/ledger.h>

using namespace breakglass;
using breakglass::testing::file_text;
using breakglass::testing::put_file;
using breakglass::testing::TemporaryDirectory;

namespace fs = std::filesystem;

namespace {

escrow::Directory make(const std::string& path) {
    auto made = escrow::Directory::create(path, *escrow::policy_template("team-of-five"));
    REQUIRE(made);
    return *std::move(made);
}

std::string opening_refusal(const std::string& path) {
    const auto opened = escrow::Directory::open(path);
    return opened ? "" : opened.error().rule;
}

}  // namespace

TEST_CASE("an escrow of every template opens, unchanged and private") {
    const TemporaryDirectory here;
    for (const std::string_view name : escrow::template_names()) {
        const std::string path = here / std::string(name);
        const auto stored = *escrow::policy_template(name);
        REQUIRE(escrow::Directory::create(path, stored));
        const auto opened = escrow::Directory::open(path);
        REQUIRE(opened);
        CHECK_FALSE(opened->policy_changed());
        CHECK(opened->policy().hash == sha256(stored));
        CHECK(opened->set_ids()->empty());
        CHECK((fs::status(path).permissions() & fs::perms::others_all) == fs::perms::none);
    }
    CHECK(here.entries() == escrow::template_names().size());  // nothing half-built is left
}

TEST_CASE("ESCROW-TEMPLATE: an unknown template names the known ones") {
    const auto found = escrow::policy_template("team-of-six");
    REQUIRE_FALSE(found);
    CHECK(found.error().rule == "ESCROW-TEMPLATE");
    CHECK(found.error().message.find("team-of-five") != std::string::npos);
}

TEST_CASE("ESCROW-EXISTS: create refuses what is there and takes an empty directory") {
    const TemporaryDirectory here;
    fs::create_directory(here / "full");
    put_file(here / "full/note", "x");
    put_file(here / "file", "x");
    fs::create_directory(here / "empty");
    fs::create_directory_symlink(here / "empty", here / "link");
    const auto stored = *escrow::policy_template("team-of-five");
    for (const char* name : {"full", "file", "link"}) {
        const auto made = escrow::Directory::create(here / name, stored);
        REQUIRE_FALSE(made);
        CHECK(made.error().rule == "ESCROW-EXISTS");
    }
    CHECK(file_text(here / "full/note") == "x");
    CHECK(escrow::Directory::create((here / "empty") + "/", stored));
    CHECK(here.entries() == 4);
}

TEST_CASE("a policy that is refused makes no directory") {
    const TemporaryDirectory here;
    const auto made = escrow::Directory::create(here / "x", as_bytes("escrow = 1"));
    REQUIRE_FALSE(made);
    CHECK(made.error().kind == ErrorKind::usage);
    CHECK(here.entries() == 0);
}

TEST_CASE("ESCROW-NOT-FOUND: a folder that is no escrow is refused") {
    const TemporaryDirectory here;
    put_file(here / "file", "x");
    CHECK(opening_refusal(here / "nothing") == "ESCROW-NOT-FOUND");
    CHECK(opening_refusal(here / "file") == "ESCROW-NOT-FOUND");
    CHECK(opening_refusal(here.path()) == "ESCROW-NOT-FOUND");
}

TEST_CASE("ESCROW-INCOMPLETE: each missing piece is named") {
    const TemporaryDirectory here;
    for (const char* piece : {"escrow.toml", "catalog.db", "manifests", "cases", "ledger"}) {
        const std::string path = here / (std::string("without-") + piece);
        (void)make(path);
        fs::remove_all(fs::path(path) / piece);
        const auto opened = escrow::Directory::open(path);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().rule == "ESCROW-INCOMPLETE");
        CHECK(opened.error().message.find(piece) != std::string::npos);
    }
}

TEST_CASE("the first policy is the draft until it is applied, then policy.applied is in force") {
    const TemporaryDirectory here;
    {
        auto fresh = make(here / "e");
        CHECK_FALSE(fresh.policy_applied());
        CHECK(fresh.id().size() == 32);
        const Hash256 draft = fresh.policy().hash;
        REQUIRE(fresh.apply_draft(draft, "policy-1"));
        CHECK(fresh.policy_applied());
        CHECK(fresh.ledger().entries().back().act == "policy.apply");
    }
    const std::string sound = file_text(here / "e/escrow.toml");
    CHECK(file_text(here / "e/policy.applied") == sound);

    put_file(here / "e/escrow.toml", sound + "# edited\n");
    auto opened = escrow::Directory::open(here / "e");
    REQUIRE(opened);
    CHECK(opened->policy_applied());
    CHECK(opened->policy_changed());
    CHECK(opened->policy().hash == sha256(as_bytes(sound)));
    CHECK(opened->draft()->hash == sha256(as_bytes(sound + "# edited\n")));

    // A draft that nobody can read stops nothing: the policy in force is another file.
    put_file(here / "e/escrow.toml", "escrow = 1");
    opened = escrow::Directory::open(here / "e");
    REQUIRE(opened);
    CHECK(opened->policy_changed());
    CHECK_FALSE(opened->draft());
}

TEST_CASE("ESCROW-POLICY-MOVED: what is applied is what was approved") {
    const TemporaryDirectory here;
    auto fresh = make(here / "e");
    const Hash256 approved = fresh.policy().hash;
    put_file(here / "e/escrow.toml", file_text(here / "e/escrow.toml") + "# edited since\n");
    const auto applied = fresh.apply_draft(approved, "policy-1");
    REQUIRE_FALSE(applied);
    CHECK(applied.error().rule == "ESCROW-POLICY-MOVED");
    CHECK_FALSE(fresh.policy_applied());
    CHECK_FALSE(fs::exists(here / "e/policy.applied"));
}

TEST_CASE("ESCROW-POLICY-FOREIGN: a policy that the ledger does not name is not in force") {
    const TemporaryDirectory here;
    {
        auto fresh = make(here / "e");
        const Hash256 draft = fresh.policy().hash;
        REQUIRE(fresh.apply_draft(draft, "policy-1"));
    }
    const std::string sound = file_text(here / "e/policy.applied");
    // Killed between the ledger's entry and the copy: the draft is what the entry names.
    fs::remove(here / "e/policy.applied");
    CHECK(opening_refusal(here / "e").empty());
    put_file(here / "e/policy.applied", sound + "# laxer\n");
    CHECK(opening_refusal(here / "e").empty());
    put_file(here / "e/escrow.toml", sound + "# laxer\n");
    CHECK(opening_refusal(here / "e") == "ESCROW-POLICY-FOREIGN");
    fs::remove(here / "e/policy.applied");
    CHECK(opening_refusal(here / "e") == "ESCROW-POLICY-FOREIGN");

    (void)make(here / "never");
    put_file(here / "never/policy.applied", sound);
    CHECK(opening_refusal(here / "never") == "ESCROW-POLICY-FOREIGN");
}

TEST_CASE("LEDGER-ROLLED-BACK: a ledger that is smaller than the newest kit's is refused") {
    const TemporaryDirectory here;
    {
        auto fresh = make(here / "e");
        const Hash256 draft = fresh.policy().hash;
        REQUIRE(fresh.apply_draft(draft, "policy-1"));
        REQUIRE(escrow::write_kit(fresh, here / "kit", 1930190706));
    }
    const std::string entries = file_text(here / "e/ledger/entries.jsonl");
    const std::size_t last = entries.rfind('\n', entries.size() - 2);
    put_file(here / "e/ledger/entries.jsonl", entries.substr(0, last + 1));
    CHECK(opening_refusal(here / "e") == "LEDGER-ROLLED-BACK");
    put_file(here / "e/ledger/entries.jsonl", entries);
    CHECK(opening_refusal(here / "e").empty());
}

TEST_CASE("ESCROW-BUSY: one command changes an escrow at a time, readers share") {
    const TemporaryDirectory here;
    const auto opened = make(here / "e");
    {
        const auto first = opened.lock(escrow::LockKind::shared);
        REQUIRE(first);
        CHECK(opened.lock(escrow::LockKind::shared));
        CHECK_FALSE(opened.lock(escrow::LockKind::exclusive));
    }
    auto writer = opened.lock(escrow::LockKind::exclusive);
    REQUIRE(writer);
    const auto second = opened.lock(escrow::LockKind::exclusive);
    REQUIRE_FALSE(second);
    CHECK(second.error().rule == "ESCROW-BUSY");
    CHECK(second.error().message.find("process ") != std::string::npos);
    CHECK_FALSE(opened.lock(escrow::LockKind::shared));
    { const escrow::Lock ends_here = *std::move(writer); }
    CHECK(opened.lock(escrow::LockKind::exclusive));
}

TEST_CASE("ESCROW-SET-ID, ESCROW-MANIFEST-MISSING: manifests are found by set id alone") {
    const TemporaryDirectory here;
    auto opened = make(here / "e");
    CHECK(opened.read_manifest("0123abcd").error().rule == "ESCROW-MANIFEST-MISSING");
    for (const char* bad : {"", "0123ABCD", "0123abc", "0123abcde", "../../ab", "0123abc/"}) {
        CHECK(opened.read_manifest(bad).error().rule == "ESCROW-SET-ID");
        CHECK(opened.write_manifest(bad, as_bytes("x")).error().rule == "ESCROW-SET-ID");
    }
    REQUIRE(opened.write_manifest("0123abcd", as_bytes("first")));
    REQUIRE(opened.write_manifest("0123abcd", as_bytes("second")));
    REQUIRE(opened.write_manifest("00000001", as_bytes("other")));
    CHECK(as_text(*opened.read_manifest("0123abcd")) == "second");
    CHECK(*opened.set_ids() == std::vector<std::string>{"00000001", "0123abcd"});
}

TEST_CASE("a file as a user typed it is found in its store, through links and back") {
    const TemporaryDirectory here;
    fs::create_directories(here / "real/store/day");
    fs::create_directory_symlink(here / "real", here / "link");
    const std::string stored(as_text(*escrow::policy_template("team-of-five")));
    const std::string policy =
        stored + "[[store]]\nname = \"offsite\"\npath = \"" + (here / "link/store") + "\"\n";
    auto made = escrow::Directory::create(here / "e", as_bytes(policy));
    REQUIRE(made);
    for (const char* typed :
         {"real/store/day/a.age", "link/store/day/a.age", "real/store/day/../day/a.age"}) {
        const auto place = made->place_of(here / typed);
        REQUIRE(place);
        CHECK(place->store == "offsite");
        CHECK(place->relative == "day/a.age");
        CHECK(made->path_of(*place)->string() == here / "link/store/day/a.age");
    }
    CHECK(made->place_of(here / "real/b.age").error().rule == "ESCROW-NO-STORE");
    CHECK(made->path_of({"elsewhere", "a"}).error().rule == "ESCROW-NO-STORE");
    for (const char* bad : {"", "/etc/passwd", "../x", "a/../../x", "a/"}) {
        CHECK(made->path_of({"offsite", bad}).error().rule == "ESCROW-PLACE");
    }
}

TEST_CASE("status: a spent set, an open rotation and an old KEK are owed") {
    const TemporaryDirectory here;
    auto opened = make(here / "e");
    constexpr std::int64_t day = 86400;
    constexpr std::int64_t start = 1'900'000'000;
    CHECK(escrow::look_at(opened, start)->owed.empty());

    catalog::Kek kek;
    kek.id = "11111111";
    kek.name = "archive-1";
    kek.recipient = "age1kek";
    kek.owner = "platform-lead";
    kek.keystore = "file:/k";
    kek.created_at = start;
    REQUIRE(opened.catalog().keks().add(kek));
    catalog::ShareSet set;
    set.id = "22222222";
    set.recipient = "age1set";
    set.created_at = start;
    set.manifest = "22222222.manifest";
    REQUIRE(opened.catalog().share_sets().add(set));
    REQUIRE(opened.catalog().share_sets().mark_confirmed(set.id));
    REQUIRE(opened.catalog().share_sets().activate(set.id));

    const auto sound = escrow::look_at(opened, start + 180 * day);
    REQUIRE(sound);
    CHECK(sound->owed.empty());
    CHECK(sound->missing == std::vector<std::string>{set.id});
    CHECK(escrow::look_at(opened, start + 180 * day + 1)->owed.size() == 1);

    REQUIRE(opened.catalog().share_sets().mark_spent(set.id, start + day, "incident INC-1"));
    const auto spent = escrow::look_at(opened, start + 2 * day);
    REQUIRE(spent);
    CHECK_FALSE(spent->owed.empty());
    CHECK(escrow::to_text(*spent).find("SPENT") != std::string::npos);
    CHECK(escrow::to_json(*spent).find("\"id\": \"22222222\"") != std::string::npos);
}
