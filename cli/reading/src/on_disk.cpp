#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>

#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/reading/reading.h>

namespace breakglass::reading {

namespace {

bool lies_on_disk(const std::string& path) {
    struct stat facts = {};
    if (::stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return false;
    struct statfs system = {};
    if (::statfs(path.c_str(), &system) != 0) return false;
    return system.f_type != TMPFS_MAGIC && system.f_type != RAMFS_MAGIC;
}

/// An age file is safe to keep; what was typed or piped lies nowhere.
bool is_in_the_clear(const Reading& reading) {
    return reading.medium != Reading::Medium::age_file && reading.typed.empty() &&
           reading.path != "-";
}

}  // namespace

void warn_of_disk(const std::vector<Reading>& readings) {
    constexpr std::size_t most_named = 3;
    std::vector<std::string> found;
    for (const Reading& reading : readings) {
        if (is_in_the_clear(reading) && lies_on_disk(reading.path) &&
            std::ranges::find(found, reading.path) == found.end())
            found.push_back(reading.path);
    }
    if (found.empty()) return;
    std::string names;
    std::string command = "shred -u";
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (i < most_named) names += (names.empty() ? "" : ", ") + console::quoted(found[i]);
        command += " " + console::quoted(found[i]);
    }
    if (found.size() > most_named) names += fmt::format(" and {} more", found.size() - most_named);
    console::warn(
        fmt::format("{} {} a card in the clear on a disk that keeps it [CARD-ON-DISK]", names,
                    found.size() == 1 ? "holds" : "hold"),
        "once the card is read: " + command + "; from the scanner too; scan to /dev/shm next time");
}

}  // namespace breakglass::reading
