#include "catch.h"
#include "checksums.h"
#include "cli/temporary_directory.h"

#include <filesystem>

#include <breakglass/catalog/catalog.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/escrow/kit.h>
#include <breakglass/escrow/templates.h>

using namespace breakglass;
using breakglass::testing::file_text;
using breakglass::testing::put_file;
using breakglass::testing::TemporaryDirectory;

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t now = 1'900'000'000;

// An escrow with records, and a kit of it in "kit".
struct Scene {
    TemporaryDirectory here;
    Scene() {
        auto made =
            escrow::Directory::create(here / "escrow", *escrow::policy_template("team-of-five"));
        REQUIRE(made);
        REQUIRE(made->write_manifest("0123abcd", as_bytes("a manifest")));
        fs::create_directory(here / "escrow/manifests/0123abcd");
        put_file(here / "escrow/manifests/0123abcd/legal.age", "a ciphertext");
        put_file(here / "escrow/cases/INC-1.case", "a case");
        put_file(here / "escrow/manifests/.half-written", "not to be carried");
        catalog::Kek kek;
        kek.id = "11111111";
        kek.name = "archive-1";
        kek.recipient = "age1kek";
        REQUIRE(made->catalog().keks().add(kek));
        const Hash256 draft = made->policy().hash;
        REQUIRE(made->apply_draft(draft, "policy-1"));
        REQUIRE(escrow::write_kit(*made, here / "kit", now));
    }
    std::string refusal(const std::string& kit = "kit") {
        const auto opened = escrow::open_kit(here / kit, here / "again");
        CHECK_FALSE(fs::exists(here / "again"));
        return opened ? "" : opened.error().rule;
    }
};

}  // namespace

TEST_CASE("a kit opens to the same escrow, and sha256sum finds it whole") {
    const Scene scene;
    const auto& here = scene.here;
    CHECK(std::system(("cd '" + (here / "kit") + "' && sha256sum --quiet -c SHA256SUMS").c_str()) ==
          0);
    auto opened = escrow::open_kit(here / "kit", here / "again");
    REQUIRE(opened);
    CHECK(as_text(*opened->read_manifest("0123abcd")) == "a manifest");
    CHECK(file_text(here / "again/manifests/0123abcd/legal.age") == "a ciphertext");
    CHECK(file_text(here / "again/cases/INC-1.case") == "a case");
    CHECK(file_text(here / "again/escrow.toml") == file_text(here / "escrow/escrow.toml"));
    CHECK_FALSE(opened->policy_changed());
    CHECK(*opened->catalog().keks().find("archive-1"));
    CHECK_FALSE(fs::exists(here / "kit/manifests/.half-written"));
    for (const char* paper : {"README.txt", "SHA256SUMS", "hex_to_age_identity.py"}) {
        CHECK(fs::exists((here / "kit/") + paper));
        CHECK_FALSE(fs::exists((here / "again/") + paper));
    }
}

TEST_CASE("the escrow remembers its newest kit") {
    const Scene scene;
    auto opened = escrow::Directory::open(scene.here / "escrow");
    REQUIRE(opened);
    const auto note = escrow::newest_kit(*opened);
    REQUIRE(note);
    REQUIRE(note->has_value());
    CHECK((*note)->written_at == now);
    CHECK((*note)->checksums_hash == sha256(as_bytes(file_text(scene.here / "kit/SHA256SUMS"))));
    put_file(scene.here / "escrow/newest.kit", "yesterday");
    CHECK(escrow::newest_kit(*opened).error().rule == "ESCROW-DAMAGED");
}

TEST_CASE("KIT-EXISTS: a kit never replaces anything") {
    const Scene scene;
    auto opened = escrow::Directory::open(scene.here / "escrow");
    REQUIRE(opened);
    const std::string before = file_text(scene.here / "kit/SHA256SUMS");
    const auto again = escrow::write_kit(*opened, scene.here / "kit", now + 1);
    REQUIRE_FALSE(again);
    CHECK(again.error().rule == "KIT-EXISTS");
    CHECK(file_text(scene.here / "kit/SHA256SUMS") == before);
    CHECK(scene.here.entries() == 2);
}

TEST_CASE("KIT-FOREIGN-FILE: links and odd names in the records stop a kit, which leaves nothing") {
    for (const bool link : {true, false}) {
        const Scene scene;
        auto opened = escrow::Directory::open(scene.here / "escrow");
        REQUIRE(opened);
        if (link) {
            fs::create_symlink("/etc/passwd", scene.here / "escrow/cases/passwd");
        } else {
            put_file(scene.here / "escrow/cases/a b\nc", "x");
        }
        const auto made = escrow::write_kit(*opened, scene.here / "kit-2", now);
        REQUIRE_FALSE(made);
        CHECK(made.error().rule == "KIT-FOREIGN-FILE");
        CHECK(scene.here.entries() == 2);
    }
}

TEST_CASE("KIT-DAMAGED: one changed, cut or missing file is named and nothing is opened") {
    for (const char* file :
         {"escrow.toml", "policy.applied", "catalog.db", "README.txt", "hex_to_age_identity.py",
          "manifests/0123abcd.manifest", "manifests/0123abcd/legal.age", "cases/INC-1.case",
          "ledger/entries.jsonl"}) {
        Scene scene;
        const std::string path = scene.here / (std::string("kit/") + file);
        std::string bytes = file_text(path);
        bytes.back() = static_cast<char>(bytes.back() ^ 1);
        put_file(path, bytes);
        const auto opened = escrow::open_kit(scene.here / "kit", scene.here / "again");
        REQUIRE_FALSE(opened);
        CHECK(opened.error().rule == "KIT-DAMAGED");
        CHECK(opened.error().kind == ErrorKind::unverified);
        CHECK(opened.error().message.find(file) != std::string::npos);
        put_file(path, "");
        CHECK(scene.refusal() == "KIT-DAMAGED");
        fs::remove(path);
        CHECK(scene.refusal() == "KIT-DAMAGED");
        CHECK(scene.here.entries() == 2);
    }
}

TEST_CASE("KIT-DAMAGED: a symbolic link in a kit is never followed, not even to the right bytes") {
    Scene scene;
    const auto& here = scene.here;
    fs::rename(here / "kit/cases/INC-1.case", here / "outside");
    fs::create_symlink(here / "outside", here / "kit/cases/INC-1.case");
    CHECK(scene.refusal() == "KIT-DAMAGED");
    fs::remove(here / "kit/cases/INC-1.case");
    fs::rename(here / "outside", here / "kit/cases/INC-1.case");
    fs::rename(here / "kit/manifests", here / "outside");
    fs::create_directory_symlink(here / "outside", here / "kit/manifests");
    CHECK(scene.refusal() == "KIT-DAMAGED");
}

TEST_CASE("KIT-NOT-FOUND, KIT-INCOMPLETE: a folder that is no kit, or not all of one") {
    Scene scene;
    CHECK(scene.refusal("escrow") == "KIT-NOT-FOUND");
    CHECK(scene.refusal("nothing") == "KIT-NOT-FOUND");
    for (const char* needed : {"escrow.toml", "catalog.db"}) {
        auto sums = *escrow::parse_checksums(as_bytes(file_text(scene.here / "kit/SHA256SUMS")));
        const std::string sound = file_text(scene.here / "kit/SHA256SUMS");
        sums.erase(needed);
        put_file(scene.here / "kit/SHA256SUMS",
                 std::string(as_text(escrow::encode_checksums(sums))));
        CHECK(scene.refusal() == "KIT-INCOMPLETE");
        put_file(scene.here / "kit/SHA256SUMS", sound);
    }
}

TEST_CASE("what a kit does not list is left behind") {
    const Scene scene;
    put_file(scene.here / "kit/cases/planted.case", "x");
    put_file(scene.here / "kit/escrow.sealing", "x");
    REQUIRE(escrow::open_kit(scene.here / "kit", scene.here / "again"));
    CHECK_FALSE(fs::exists(scene.here / "again/cases/planted.case"));
    CHECK_FALSE(fs::exists(scene.here / "again/escrow.sealing"));
}

TEST_CASE("ESCROW-EXISTS: opening a kit never touches an escrow that is there") {
    const Scene scene;
    const auto opened = escrow::open_kit(scene.here / "kit", scene.here / "escrow");
    REQUIRE_FALSE(opened);
    CHECK(opened.error().rule == "ESCROW-EXISTS");
}

TEST_CASE("KIT-DAMAGED: checksums that name anything outside a kit are refused") {
    const std::string sum(64, 'a');
    const auto reads = [&](const std::string& text) {
        return static_cast<bool>(escrow::parse_checksums(as_bytes(text)));
    };
    CHECK(reads(sum + "  escrow.toml\n"));
    CHECK(reads(sum + "  cases/a\n" + sum + "  escrow.toml\n"));
    CHECK(reads(""));
    for (const char* path : {"../x", "/etc/passwd", "cases/../../x", "cases", "cases/", "cases//x",
                             "cases/.x", "cases/./x", "other/x", "x", "cases/a b", "newest.kit",
                             "SHA256SUMS", "lock", "cases/a/b/c/d", "", "*escrow.toml"}) {
        CHECK_FALSE(reads(sum + "  " + path + "\n"));
    }
    CHECK_FALSE(reads(sum + "  escrow.toml"));
    CHECK_FALSE(reads(sum + " escrow.toml\n"));
    CHECK_FALSE(reads(sum + " *escrow.toml\n"));
    CHECK_FALSE(reads(std::string(64, 'A') + "  escrow.toml\n"));
    CHECK_FALSE(reads(sum.substr(1) + "  escrow.toml\n"));
    CHECK_FALSE(reads(sum + "  escrow.toml\n" + sum + "  escrow.toml\n"));
    CHECK_FALSE(reads(sum + "  escrow.toml\n" + sum + "  cases/a\n"));
    CHECK_FALSE(reads("\n"));
}
