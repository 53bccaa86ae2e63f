// How long the catalog takes for many backups: catalog_bench [BACKUPS] [FOLDER]. Not in the suite.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include <breakglass/catalog/catalog.h>

using namespace breakglass;
using namespace breakglass::catalog;

namespace {

constexpr std::size_t batch = 2000;

template <typename T>
T must(Result<T> result) {
    if (result) return *std::move(result);
    fmt::print(stderr, "{}\n", result.error().message);
    std::exit(1);
}

void must(const Status& status) {
    if (status) return;
    fmt::print(stderr, "{}\n", status.error().message);
    std::exit(1);
}

template <typename Act>
void timed(const char* what, std::uint64_t items, Act act) {
    const auto start = std::chrono::steady_clock::now();
    act();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    fmt::print("{:<44} {:>9.3f} s {:>12.0f} /s\n", what, took.count(),
               static_cast<double>(items) / took.count());
    std::fflush(stdout);
}

BackupId id_of(std::uint64_t number) {
    BackupId id{};
    // Scattered, as real nonces are.
    std::uint64_t mixed = number * 0x9e3779b97f4a7c15U;
    for (auto& byte : id) {
        byte = static_cast<std::uint8_t>(mixed);
        mixed = (mixed >> 8U) ^ (number << 50U);
    }
    return id;
}

Bytes header_of(std::uint64_t number, char tail) {
    // A sealed header: a line, 1,387 characters of description, filler, 512 bytes that change.
    Bytes header(1410, static_cast<std::uint8_t>('A' + number % 26));
    header.insert(header.end(), 3584 - 1410, '0');
    header.insert(header.end(), 512, static_cast<std::uint8_t>(tail));
    return header;
}

void fill(BackupIndex& backups, std::uint64_t count) {
    std::vector<NewBackup> added;
    for (std::uint64_t number = 1; number <= count; ++number) {
        NewBackup one;
        one.backup = {.id = id_of(number),
                      .label = fmt::format("label-{:04}", number % 1000),
                      .surface = "database",
                      .kind = "full",
                      .sealed_at = static_cast<Time>(number),
                      .plain_bytes = 1,
                      .file_bytes = 1,
                      .commitment = Hash256{},
                      .attested = true,
                      .record = Bytes(180, 7),
                      .header = header_of(number, 'a'),
                      .set_id = "aaaaaaaa",
                      .kek_ids = {"11111111"}};
        one.places.push_back({.store = "offsite", .path = fmt::format("2031/{:08}.age", number)});
        added.push_back(std::move(one));
        if (added.size() == batch || number == count) {
            must(backups.add(added));
            added.clear();
        }
    }
}

void rewrap(BackupIndex& backups) {
    std::vector<NextHeader> next;
    must(for_each_batch(backups, {.kek_id = "11111111"}, batch,
                        [&](std::span<const Backup> page) -> Status {
                            next.clear();
                            for (const Backup& backup : page) {
                                next.push_back({.id = backup.id,
                                                .expected_generation = backup.generation,
                                                .header = backup.header,
                                                .set_id = backup.set_id,
                                                .kek_ids = {"22222222"}});
                                next.back().header.back() = 'b';
                            }
                            return backups.store_next_headers(next);
                        }));
}

void publish(Catalog& catalog) {
    std::uint64_t after = 0;
    while (true) {
        const auto page = must(catalog.backups().pending_publications(std::nullopt, after, batch));
        if (page.empty()) return;
        after = page.back().number;
        must(catalog.together([&]() -> Status {
            for (const Publication& copy : page) {
                Status marked = catalog.backups().mark_published(
                    copy.id, copy.place.store, copy.place.path, copy.generation, 5);
                if (!marked) return marked;
            }
            return {};
        }));
    }
}

void run(const std::string& path, std::uint64_t count) {
    auto catalog = must(create(path));
    const auto kek = [](const char* id) {
        return Kek{.id = id, .name = id, .recipient = std::string("age1") + id};
    };
    must(catalog->keks().add(kek("11111111")));
    must(catalog->keks().add(kek("22222222")));
    must(catalog->share_sets().add({.id = "aaaaaaaa", .recipient = "age1x"}));
    auto& backups = catalog->backups();

    timed("add, batches of 2000", count, [&] { fill(backups, count); });
    timed("walk everything", count,
          [&] { must(for_each_backup(backups, {}, [](const Backup&) { return Status{}; })); });
    timed("find by id, 10000 times", 10000, [&] {
        for (std::uint64_t i = 1; i <= 10000; ++i) {
            (void)must(backups.find(id_of(1 + i * 97 % count)));
        }
    });
    timed("latest of one label, 100 times", 100, [&] {
        for (int i = 0; i < 100; ++i) {
            (void)must(backups.page(
                {.label = fmt::format("label-{:04}", i), .latest_per_label = true}, 0, 10));
        }
    });
    timed("next header for everything, batches of 2000", count, [&] { rewrap(backups); });
    timed("publish everything, batches of 2000", count, [&] { publish(*catalog); });
    timed("count what is left under the old KEK", 1,
          [&] { (void)must(backups.remaining_under_kek("11111111")); });
    timed("backup_to", count, [&] { must(catalog->backup_to(path + ".copy")); });
    fmt::print("file {:.1f} MiB, copy {:.1f} MiB\n",
               static_cast<double>(std::filesystem::file_size(path)) / 1048576.0,
               static_cast<double>(std::filesystem::file_size(path + ".copy")) / 1048576.0);
    catalog.reset();
    timed("open", 1, [&] { catalog = must(open(path)); });
}

}  // namespace

int main(int argc, char** argv) {
    const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1000000;
    std::string folder = argc > 2 ? argv[2] : std::filesystem::temp_directory_path().string();
    folder += "/catalog-bench.XXXXXX";
    if (count == 0 || ::mkdtemp(folder.data()) == nullptr) return 2;
    run(folder + "/catalog.db", count);
    std::filesystem::remove_all(folder);
    return 0;
}
