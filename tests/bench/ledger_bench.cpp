// How long it takes to read and check a whole ledger, as every command does first, and to append.
//   ledger_bench [entries] [DIR]

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <sys/resource.h>

#include <breakglass/ledger/ledger.h>

using namespace breakglass;

namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Entries as a nightly backup makes them, every tenth with a statement of 900 bytes.
std::string lines(std::uint64_t count) {
    std::string text;
    tree::GrowingTree tree;
    records::LedgerEntry entry;
    entry.act = "backup.register";
    entry.login = "backup@desk";
    entry.time = 1951128000;
    for (std::uint64_t number = 0; number < count; ++number) {
        entry.number = number;
        entry.after = tree.root();
        entry.facts = {{"store", "offsite"}, {"backups", "12"}, {"root", to_hex(entry.after)}};
        entry.statement.clear();
        for (int line = 0; number % 10 == 0 && line < 15; ++line)
            entry.statement += std::string(59, 'x') + "\n";
        const Bytes line = records::encode_entry(entry);
        tree.append(tree::leaf_hash(line));
        text += as_text(line);
        text += '\n';
    }
    return text;
}

}  // namespace

int main(int argc, char** argv) {
    const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 100'000;
    const std::filesystem::path folder =
        (argc > 2 ? std::filesystem::path(argv[2]) : std::filesystem::temp_directory_path()) /
        "breakglass-ledger-bench";
    std::filesystem::create_directories(folder);
    const std::string text = lines(count);
    std::ofstream(ledger::entries_file(folder), std::ios::binary) << text;

    auto start = std::chrono::steady_clock::now();
    auto opened = ledger::Ledger::open(folder);
    const double reading = seconds_since(start);
    check(static_cast<bool>(opened), "the bench's ledger opens");
    rusage usage{};
    (void)getrusage(RUSAGE_SELF, &usage);
    fmt::print(
        "{} entries, {:.1f} MB: read and checked in {:.3f} s ({:.0f} a second), {} MB at most\n",
        count, static_cast<double>(text.size()) / 1e6, reading,
        static_cast<double>(count) / reading, usage.ru_maxrss / 1024);

    constexpr int appended = 200;
    start = std::chrono::steady_clock::now();
    for (int i = 0; i < appended; ++i) {
        check(static_cast<bool>(opened->append({"kek.create", {{"id", "00ff00ff"}}}, 1951128000)),
              "an entry is appended");
    }
    fmt::print("append: {:.3f} ms each, synced\n", seconds_since(start) * 1000 / appended);
    std::filesystem::remove_all(folder);
    return 0;
}
