#include "escrow_of_backups.h"

#include <fstream>

#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>

using namespace breakglass;
using namespace breakglass::catalog;
namespace fs = std::filesystem;

namespace {

void write_text(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

std::string rule_of_opening(const std::string& path) {
    return rule_of(open(path));
}

std::size_t files_in(const fs::path& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder))
        ++count;
    return count;
}

/// Runs act as a user who is not root; true when it returned true there.
template <typename Act>
bool as_nobody(Act act) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(2);
        ::_exit(act() ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

TEST_CASE("a new catalog is one file of mode 0600 that opens again") {
    Folder folder;
    {
        auto made = create(folder.file("c.db"));
        REQUIRE(made);
    }
    CHECK(files_in(folder.path()) == 1);
    CHECK((fs::status(folder.file("c.db")).permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
    auto opened = open(folder.file("c.db"));
    REQUIRE(opened);
    CHECK((*opened)->verify());
    CHECK((*opened)->keks().all()->empty());
}

TEST_CASE("CATALOG-EXISTS: create and backup_to replace nothing") {
    Folder folder;
    write_text(folder.file("c.db"), "precious");
    CHECK(rule_of(create(folder.file("c.db"))) == "CATALOG-EXISTS");
    auto catalog = make_catalog(folder.file("d.db"), 1);
    CHECK(rule_of(catalog->backup_to(folder.file("c.db"))) == "CATALOG-EXISTS");
    CHECK(fs::file_size(folder.file("c.db")) == 8);
}

TEST_CASE("CATALOG-MISSING: an absent catalog is not made by opening it") {
    Folder folder;
    auto opened = open(folder.file("c.db"));
    CHECK(rule_of(opened) == "CATALOG-MISSING");
    CHECK(files_in(folder.path()) == 0);
}

TEST_CASE("CATALOG-FOREIGN: a file that is no catalog is told from a damaged one") {
    Folder folder;
    write_text(folder.file("text"), "dear diary, this is a text file and no catalog at all\n");
    write_text(folder.file("empty"), "");
    write_text(folder.file("long"), std::string(100000, 'x'));
    for (const char* name : {"text", "empty", "long"}) {
        CAPTURE(name);
        CHECK(rule_of_opening(folder.file(name)) == "CATALOG-FOREIGN");
    }
    CHECK(rule_of_opening(folder.path().string()) == "CATALOG-FOREIGN");
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open(folder.file("other.db").c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "CREATE TABLE t(x)", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(other);
    CHECK(rule_of_opening(folder.file("other.db")) == "CATALOG-FOREIGN");
}

TEST_CASE("CATALOG-VERSION: a catalog of another version is left alone") {
    Folder folder;
    { auto made = make_catalog(folder.file("c.db")); }
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(folder.file("c.db").c_str(), &raw) == SQLITE_OK);
    REQUIRE(sqlite3_exec(raw, "PRAGMA user_version = 9", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(raw);
    CHECK(rule_of_opening(folder.file("c.db")) == "CATALOG-VERSION");
}

TEST_CASE("CATALOG-DAMAGED: damage anywhere in a small catalog is found on opening") {
    Folder folder;
    { auto made = make_catalog(folder.file("c.db"), 40); }
    const auto size = fs::file_size(folder.file("c.db"));
    int found = 0;
    int tried = 0;
    for (std::uintmax_t page = 1; page * 8192 < size; ++page) {
        const std::string damaged = folder.file("damaged.db");
        fs::copy_file(folder.file("c.db"), damaged, fs::copy_options::overwrite_existing);
        std::fstream file(damaged, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(page * 8192));
        file << std::string(64, '\xee');
        file.close();
        const std::string rule = rule_of_opening(damaged);
        CAPTURE(page, rule);
        CHECK((rule == "CATALOG-DAMAGED" || rule == "CATALOG-FOREIGN"));
        found += rule == "CATALOG-DAMAGED" ? 1 : 0;
        ++tried;
    }
    CHECK(tried > 15);
    CHECK(found == tried);
}

TEST_CASE("CATALOG-DAMAGED: a truncated catalog is found on opening") {
    Folder folder;
    { auto made = make_catalog(folder.file("c.db"), 40); }
    fs::resize_file(folder.file("c.db"), fs::file_size(folder.file("c.db")) / 2);
    CHECK(rule_of_opening(folder.file("c.db")) == "CATALOG-DAMAGED");
}

TEST_CASE("CATALOG-READ-ONLY: an unwritable catalog or folder is named, nothing is changed") {
    Folder folder;
    const std::string path = folder.file("c.db");
    { auto made = make_catalog(path, 1); }
    fs::permissions(path, fs::perms(0444));
    fs::permissions(folder.path(), fs::perms(0755));
    CHECK(as_nobody([&] { return rule_of_opening(path) == "CATALOG-READ-ONLY"; }));
    fs::permissions(path, fs::perms(0666));
    fs::permissions(folder.path(), fs::perms(0555));
    CHECK(as_nobody([&] { return rule_of_opening(path) == "CATALOG-READ-ONLY"; }));
    CHECK(as_nobody([&] { return !create(path + "2"); }));
    fs::permissions(folder.path(), fs::perms(0755));
    auto again = open(path);
    REQUIRE(again);
    CHECK((*again)->backups().find(id_of(1))->has_value());
}

TEST_CASE("a copy of the catalog is one whole file, also while it is in use") {
    Folder folder;
    auto catalog = make_catalog(folder.file("c.db"), 300);
    auto writer = open(folder.file("c.db"));
    REQUIRE(writer);
    const std::vector<NextHeader> next{next_of(1, 0)};
    REQUIRE((*writer)->backups().store_next_headers(next));
    REQUIRE(catalog->backup_to(folder.file("kit.db")));
    fs::create_directory(folder.path() / "kit");
    fs::rename(folder.file("kit.db"), folder.path() / "kit" / "catalog.db");
    CHECK(files_in(folder.path() / "kit") == 1);
    auto copy = open((folder.path() / "kit" / "catalog.db").string());
    REQUIRE(copy);
    CHECK((*copy)->verify());
    CHECK(*(*copy)->backups().count({}) == 300);
    CHECK((*(*copy)->backups().find(id_of(1)))->header == header_of(1, 1));
}

TEST_CASE("names that SQLite would interpret are plain file names") {
    Folder folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    {
        auto made = create(":memory:");
        CHECK(made);
    }
    {
        auto made = create("file:x?mode=memory");
        CHECK(made);
    }
    CHECK(fs::exists(":memory:"));
    CHECK(fs::exists("file:x?mode=memory"));
    fs::current_path(before);
}
