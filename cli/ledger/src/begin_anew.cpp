#include "entries_file.h"

#include <cerrno>
#include <cstdio>
#include <vector>

#include <fmt/format.h>

#include <breakglass/disk/new_file.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/utc.h>

namespace breakglass::ledger {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view aside_prefix = "before-";

/// Everything of the ledger but what was moved aside earlier, the entries last: while they stand
/// there, nobody can mistake the folder for an empty one.
Result<std::vector<std::string>> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    std::error_code problem;
    bool entries = false;
    for (fs::directory_iterator at(folder, problem), end; !problem && at != end;
         at.increment(problem)) {
        const std::string name = at->path().filename().string();
        if (name == entries_file(folder).filename()) {
            entries = true;
        } else if (!name.starts_with(aside_prefix)) {
            names.push_back(name);
        }
    }
    if (problem)
        return disk::system_error("cannot read directory", folder.string(), problem.value());
    if (entries) names.push_back(entries_file(folder).filename().string());
    return names;
}

/// "before-20311030T120000Z", with a number behind it when that is taken.
Result<fs::path> place_aside(const fs::path& folder, std::int64_t now) {
    std::string time = records::utc_text(now);
    std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
    fs::path aside = folder / (std::string(aside_prefix) + time);
    std::error_code ignored;
    for (int more = 2; fs::exists(aside, ignored); ++more)
        aside = folder / fmt::format("{}{}.{}", aside_prefix, time, more);
    if (auto made = disk::ensure_directory(aside.string()); !made) return std::move(made).error();
    return aside;
}

Status move_aside(const fs::path& folder, std::int64_t now) {
    const auto names = names_in(folder);
    if (!names) return names.error();
    if (names->empty()) return {};
    // Nobody writes to the old ledger while it moves; who waited finds LEDGER-REPLACED.
    auto turn = EntriesFile::open(folder, EntriesFile::Use::writing);
    if (!turn && turn.error().rule == "LEDGER-BUSY") return std::move(turn).error();
    const auto aside = place_aside(folder, now);
    if (!aside) return aside.error();
    for (const std::string& name : *names) {
        if (std::rename((folder / name).c_str(), (*aside / name).c_str()) != 0) {
            return disk::system_error("cannot move", (folder / name).string(), errno);
        }
    }
    if (auto synced = disk::sync_directory(aside->string()); !synced) return synced;
    return disk::sync_directory(folder.string());
}

}  // namespace

Result<Ledger> Ledger::begin_anew(const fs::path& folder, const Record& first, std::int64_t now) {
    // what cannot be written is refused before anything is moved
    if (auto sayable = Ledger(folder).next(first, now); !sayable) return std::move(sayable).error();
    if (auto made = disk::ensure_directory(folder.string()); !made) return std::move(made).error();
    if (auto moved = move_aside(folder, now); !moved) return std::move(moved).error();
    return create(folder, first, now);
}

}  // namespace breakglass::ledger
