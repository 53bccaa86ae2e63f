#pragma once
// A folder of its own, and catalogs with keys and backups in it, for the tests of the catalog.

#include "catch.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <stdlib.h>
#include <unistd.h>

#include <breakglass/catalog/catalog.h>

namespace breakglass::catalog {

class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "catalog.XXXXXX").string();
        check(::mkdtemp(name.data()) != nullptr, "no temporary folder");
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string file(const std::string& name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

inline BackupId id_of(unsigned number) {
    BackupId id{};
    for (std::size_t i = 0; i < 4; ++i)
        id[i] = static_cast<std::uint8_t>(number >> (8 * i));
    return id;
}

/// 4,096 bytes: a fixed part of the backup's own with a long filler, a tail that says generation.
inline Bytes header_of(unsigned number, std::uint64_t generation) {
    Bytes header(3584, std::uint8_t{'0'});
    const std::string start = "age-encryption.org/v1\n-> x " + std::to_string(number) + "\n";
    std::copy(start.begin(), start.end(), header.begin());
    header.back() = '\n';
    header.insert(header.end(), 512, static_cast<std::uint8_t>('A' + generation % 26));
    return header;
}

inline Kek kek_of(const std::string& id, const std::string& name) {
    return {.id = id,
            .name = name,
            .recipient = "age1" + name,
            .owner = "platform-lead",
            .purpose = "backups",
            .keystore = "file:/k/" + name,
            .created_at = 1000};
}

inline ShareSet set_of(const std::string& id) {
    return {
        .id = id, .recipient = "age1set" + id, .created_at = 1000, .manifest = id + ".manifest"};
}

inline NewBackup backup_of(unsigned number, const std::string& label, Time sealed_at) {
    NewBackup added;
    added.backup = {.id = id_of(number),
                    .label = label,
                    .surface = "database",
                    .kind = "full",
                    .sealed_at = sealed_at,
                    .plain_bytes = 10,
                    .file_bytes = 4142,
                    .record = {1, 2, 3},
                    .header = header_of(number, 0),
                    .set_id = "aaaaaaaa",
                    .kek_ids = {"11111111"}};
    added.places.push_back({.store = "offsite", .path = "b/" + std::to_string(number) + ".age"});
    return added;
}

inline NextHeader next_of(unsigned number, std::uint64_t from, std::string kek = "22222222") {
    return {.id = id_of(number),
            .expected_generation = from,
            .header = header_of(number, from + 1),
            .set_id = "aaaaaaaa",
            .kek_ids = {std::move(kek)}};
}

/// Two KEKs (11111111 active, 22222222 ready), two sets (aaaaaaaa active, bbbbbbbb delivered).
inline std::unique_ptr<Catalog> make_catalog(const std::string& path) {
    auto made = create(path);
    REQUIRE(made);
    auto catalog = *std::move(made);
    REQUIRE(catalog->keks().add(kek_of("11111111", "first")));
    REQUIRE(catalog->keks().add(kek_of("22222222", "second")));
    REQUIRE(catalog->share_sets().add(set_of("aaaaaaaa")));
    REQUIRE(catalog->share_sets().add(set_of("bbbbbbbb")));
    REQUIRE(catalog->share_sets().mark_confirmed("aaaaaaaa"));
    REQUIRE(catalog->share_sets().activate("aaaaaaaa"));
    return catalog;
}

/// The same with backups 1 to count, labels a, b, c in turn, sealed at 1, 2, 3 ...
inline std::unique_ptr<Catalog> make_catalog(const std::string& path, unsigned count) {
    auto catalog = make_catalog(path);
    std::vector<NewBackup> backups;
    for (unsigned number = 1; number <= count; ++number) {
        backups.push_back(
            backup_of(number, std::string(1, static_cast<char>('a' + number % 3)), number));
    }
    REQUIRE(catalog->backups().add(backups));
    return catalog;
}

template <typename T>
std::string rule_of(const Result<T>& result) {
    return result ? std::string("no error") : result.error().rule;
}

}  // namespace breakglass::catalog
