// Death and a full disk in the middle of batches.
#include "escrow_of_backups.h"

#include <csignal>
#include <random>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

using namespace breakglass;
using namespace breakglass::catalog;

namespace {

constexpr unsigned batches = 10;
constexpr unsigned batch_size = 50;

Status rewrite_batch(BackupIndex& backups, unsigned batch, std::uint64_t generation) {
    std::vector<NextHeader> next;
    for (unsigned i = 1; i <= batch_size; ++i) {
        next.push_back(next_of(batch * batch_size + i, generation,
                               generation % 2 == 0 ? "22222222" : "11111111"));
    }
    return backups.store_next_headers(next);
}

/// Every batch stands whole at one generation; returns the sum of the generations.
std::uint64_t check_whole(Catalog& catalog) {
    CHECK(catalog.verify());
    std::vector<std::optional<std::uint64_t>> generations(batches);
    auto walked = for_each_backup(catalog.backups(), {}, [&](const Backup& backup) -> Status {
        const unsigned number = backup.id[0] + 256U * backup.id[1];
        auto& generation = generations.at((number - 1) / batch_size);
        if (!generation) generation = backup.generation;
        CHECK(backup.generation == *generation);
        CHECK(backup.header == header_of(number, *generation));
        CHECK(backup.kek_ids.front() == (*generation % 2 == 0 ? "11111111" : "22222222"));
        return {};
    });
    CHECK(walked);
    std::uint64_t sum = 0;
    for (const auto& generation : generations)
        sum += generation.value();
    return sum;
}

std::uint64_t generation_of_batch(Catalog& catalog, unsigned batch) {
    return (*catalog.backups().find(id_of(batch * batch_size + 1)))->generation;
}

}  // namespace

TEST_CASE("kill -9 at any moment leaves every batch whole and nothing durable lost") {
    Folder folder;
    const std::string path = folder.file("c.db");
    { auto made = make_catalog(path, batches * batch_size); }
    std::mt19937 dice(20310302);
    std::uint64_t before = 0;
    for (int round = 0; round < 25; ++round) {
        int report[2];
        REQUIRE(::pipe(report) == 0);
        const pid_t child = ::fork();
        if (child == 0) {
            auto catalog = open(path);
            if (!catalog) ::_exit(1);
            while (true) {
                for (unsigned batch = 0; batch < batches; ++batch) {
                    const auto generation = generation_of_batch(**catalog, batch);
                    if (!rewrite_batch((*catalog)->backups(), batch, generation)) ::_exit(2);
                    // Said only once the batch is durable.
                    if (::write(report[1], "x", 1) != 1) ::_exit(3);
                }
            }
        }
        ::close(report[1]);
        char said = 0;
        REQUIRE(::read(report[0], &said, 1) == 1);
        ::usleep(static_cast<useconds_t>(dice() % 40000));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        REQUIRE(WIFSIGNALED(status));
        std::uint64_t acknowledged = 1;
        while (::read(report[0], &said, 1) == 1)
            ++acknowledged;
        ::close(report[0]);

        auto catalog = open(path);
        REQUIRE(catalog);
        const std::uint64_t after = check_whole(**catalog);
        CHECK(after >= before + acknowledged);
        CHECK(after <= before + acknowledged + 1);
        before = after;
    }
}

TEST_CASE("two processes rewriting one catalog lose no update") {
    Folder folder;
    const std::string path = folder.file("c.db");
    { auto made = make_catalog(path, batches * batch_size); }
    std::vector<pid_t> children;
    for (int worker = 0; worker < 3; ++worker) {
        const pid_t child = ::fork();
        if (child == 0) {
            auto catalog = open(path);
            if (!catalog) ::_exit(1);
            for (int done = 0; done < 20;) {
                const auto batch = static_cast<unsigned>(done) % batches;
                const auto generation = generation_of_batch(**catalog, batch);
                auto stored = rewrite_batch((*catalog)->backups(), batch, generation);
                if (stored) ++done;
                if (!stored && stored.error().rule != "CATALOG-HEADER-MOVED") ::_exit(2);
            }
            ::_exit(0);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        ::waitpid(child, &status, 0);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 0);
    }
    auto catalog = open(path);
    REQUIRE(catalog);
    CHECK(check_whole(**catalog) == 60);
}

TEST_CASE("CATALOG-WRITE: a file that cannot grow is told, and nothing is lost") {
    Folder folder;
    const std::string path = folder.file("c.db");
    { auto made = make_catalog(path, batches * batch_size); }
    const pid_t child = ::fork();
    if (child == 0) {
        (void)std::signal(SIGXFSZ, SIG_IGN);
        auto catalog = open(path);
        if (!catalog) ::_exit(1);
        const rlimit limit{200000, 200000};  // the write-ahead log ends here
        if (::setrlimit(RLIMIT_FSIZE, &limit) != 0) ::_exit(2);
        for (std::uint64_t generation = 0; generation < 100; ++generation) {
            for (unsigned batch = 0; batch < batches; ++batch) {
                auto stored = rewrite_batch((*catalog)->backups(), batch, generation);
                if (!stored) ::_exit(stored.error().rule == "CATALOG-WRITE" ? 0 : 3);
            }
        }
        ::_exit(4);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    auto catalog = open(path);
    REQUIRE(catalog);
    (void)check_whole(**catalog);
    for (unsigned batch = 0; batch < batches; ++batch) {
        CHECK(rewrite_batch((*catalog)->backups(), batch, generation_of_batch(**catalog, batch)));
    }
}

TEST_CASE("CATALOG-WRITE: a full disk is told, and the catalog works on once there is space") {
    Folder folder;
    const std::string disk = folder.file("disk");
    std::filesystem::create_directory(disk);
    if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=6m") != 0) {
        WARN("skipped: this user cannot mount a small tmpfs");
        return;
    }
    const std::string path = disk + "/c.db";
    {
        auto catalog = make_catalog(path, batches * batch_size);
        Status stored;
        std::uint64_t rounds = 0;
        // Ballast leaves room for the first batches only.
        REQUIRE(std::system(("head -c 20M /dev/zero >" + disk +
                             "/ballast 2>/dev/null; truncate -s "
                             "-300K " +
                             disk + "/ballast")
                                .c_str()) == 0);
        for (; stored && rounds < 1000; ++rounds) {
            const auto batch = static_cast<unsigned>(rounds) % batches;
            stored = rewrite_batch(catalog->backups(), batch, rounds / batches);
        }
        REQUIRE_FALSE(stored);
        CHECK(stored.error().rule == "CATALOG-WRITE");
        CHECK(stored.error().message.find("full") != std::string::npos);
        CHECK_FALSE(catalog->backup_to(disk + "/copy.db"));
        CHECK_FALSE(std::filesystem::exists(disk + "/copy.db"));
        CHECK(check_whole(*catalog) == rounds - 1);
        std::filesystem::remove(disk + "/ballast");
        const auto batch = static_cast<unsigned>(rounds - 1) % batches;
        CHECK(rewrite_batch(catalog->backups(), batch, generation_of_batch(*catalog, batch)));
    }
    {
        auto catalog = open(path);
        REQUIRE(catalog);
        (void)check_whole(**catalog);
    }
    CHECK(::umount(disk.c_str()) == 0);
}
