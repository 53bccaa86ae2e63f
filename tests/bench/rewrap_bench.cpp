// How many backups a second are rewrapped through the recovery key, beside the raw cost of X25519
// in the same run.
//   rewrap_bench [backups] [threads]
// The floor per backup is 5 multiplications with a point (open, recompute two stanzas, wrap two)
// and 4 with the base point; what is above it is parsing, hashing and the catalog.

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <fmt/format.h>
#include <sodium.h>
#include <sys/resource.h>

#include <breakglass/age/x25519.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/rewrap/rewrap.h>

using namespace breakglass;

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

template <typename T>
T must(Result<T> result) {
    check(static_cast<bool>(result), result ? "" : result.error().message.c_str());
    return *std::move(result);
}

struct RawCost {
    double point = 0;  // seconds per multiplication with a point
    double base = 0;   // with the base point
};

RawCost raw_x25519() {
    constexpr int rounds = 4000;
    std::array<unsigned char, 32> scalar{};
    std::array<unsigned char, 32> point{};
    randombytes_buf(scalar.data(), scalar.size());
    auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) {
        check(crypto_scalarmult_base(point.data(), scalar.data()) == 0, "base");
        scalar[1] = point[0];
    }
    RawCost cost;
    cost.base = seconds_since(start) / rounds;
    start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) {
        check(crypto_scalarmult(point.data(), scalar.data(), point.data()) == 0, "point");
    }
    cost.point = seconds_since(start) / rounds;
    return cost;
}

std::string id_of(const age::Recipient& recipient) {
    return sealed::recipient_id(recipient.text());
}

void add_kek(catalog::Catalog& catalog, const std::string& name, const age::Recipient& recipient) {
    (void)must(catalog.keks().add({.id = id_of(recipient),
                                   .name = name,
                                   .recipient = recipient.text(),
                                   .owner = "platform-lead",
                                   .purpose = "bench",
                                   .keystore = "file:/nowhere",
                                   .created_at = 1}));
}

void add_backups(catalog::Catalog& catalog, std::size_t count, const sealed::Wraps& wraps) {
    std::vector<catalog::NewBackup> batch;
    for (std::size_t i = 0; i < count; ++i) {
        auto drawn = sealed::draw_backup();
        catalog::NewBackup entry;
        entry.backup.id = drawn.id;
        entry.backup.label = fmt::format("db-{}", i % 100);
        entry.backup.surface = "database";
        entry.backup.kind = "full";
        entry.backup.sealed_at = 1;
        entry.backup.commitment = sealed::dek_commitment(drawn.dek, drawn.id);
        entry.backup.header = must(sealed::write_header(
            drawn.dek, drawn.id, {.label = entry.backup.label, .time = 1}, wraps));
        entry.backup.set_id = id_of(*wraps.recovery);
        entry.backup.kek_ids = {id_of(*wraps.keks.front())};
        batch.push_back(std::move(entry));
        if (batch.size() < 1000 && i + 1 < count) continue;
        check(static_cast<bool>(catalog.backups().add(batch)), "the catalog takes backups");
        batch.clear();
    }
}

}  // namespace

int main(int argc, char** argv) {
    const auto count = static_cast<std::size_t>(argc > 1 ? std::atoi(argv[1]) : 20000);
    const auto threads = static_cast<unsigned>(argc > 2 ? std::atoi(argv[2]) : 0);
    check(sodium_init() >= 0, "libsodium");
    std::string folder = (std::filesystem::temp_directory_path() / "rewrap-bench-XXXXXX").string();
    check(::mkdtemp(folder.data()) != nullptr, "a folder for the catalog");

    const auto recovery = age::X25519Identity::generate();
    const auto old_kek = age::X25519Identity::generate();
    const auto fresh_kek = age::X25519Identity::generate();
    {
        auto catalog = must(catalog::create(folder + "/catalog.db"));
        check(static_cast<bool>(catalog->share_sets().add({.id = id_of(recovery.recipient()),
                                                           .recipient = recovery.recipient().text(),
                                                           .created_at = 1,
                                                           .manifest = "bench.manifest"})),
              "the catalog takes a set");
        add_kek(*catalog, "old", old_kek.recipient());
        add_kek(*catalog, "fresh", fresh_kek.recipient());
        add_backups(*catalog, count,
                    {.recovery = &recovery.recipient(), .keks = {&old_kek.recipient()}});

        const RawCost raw = raw_x25519();
        rewrap::Work work;
        work.identity = &recovery;
        work.next = {.recovery = &recovery.recipient(), .keks = {&fresh_kek.recipient()}};
        work.filter.not_kek_id = id_of(fresh_kek.recipient());
        const auto start = std::chrono::steady_clock::now();
        const auto counts = must(rewrap::rewrap(*catalog, work, {.threads = threads}));
        const double took = seconds_since(start);
        check(counts.rewrapped == count && counts.not_ours == 0, "every backup is rewrapped");

        rusage use{};
        (void)getrusage(RUSAGE_SELF, &use);
        const double floor = 5 * raw.point + 4 * raw.base;
        fmt::print("X25519: {:.1f} us with a point, {:.1f} us with the base point\n",
                   raw.point * 1e6, raw.base * 1e6);
        fmt::print("{} backups in {:.2f} s: {:.0f} a second\n", count, took,
                   static_cast<double>(count) / took);
        fmt::print("one core's floor of X25519 alone: {:.0f} a second; this is {:.2f} of it\n",
                   1 / floor, static_cast<double>(count) / took * floor);
        fmt::print("peak memory {} MiB\n", use.ru_maxrss / 1024);
    }
    std::filesystem::remove_all(folder);
    return 0;
}
