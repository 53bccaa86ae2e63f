#include "store_walk.h"

#include "candidate.h"

#include <filesystem>

#include <breakglass/disk/interrupt.h>

namespace breakglass::backup {

namespace fs = std::filesystem;

Status walk_store(const std::string& root, const std::function<Status(const std::string&)>& visit,
                  const std::function<void(const Error&)>& refuse) {
    std::vector<fs::path> folders{root};
    while (!folders.empty()) {
        const fs::path folder = std::move(folders.back());
        folders.pop_back();
        std::error_code fault;
        fs::directory_iterator entry(folder, fault);
        if (fault) {
            refuse({ErrorKind::failed, "",
                    "cannot read the directory \"" + folder.string() + "\": " + fault.message(),
                    ""});
            continue;
        }
        while (entry != fs::directory_iterator()) {
            if (auto go_on = disk::check_interrupt(); !go_on) return go_on;
            const fs::file_status facts = entry->symlink_status(fault);
            if (fs::is_directory(facts)) folders.push_back(entry->path());
            if (fs::is_regular_file(facts)) {
                if (auto visited = visit(entry->path().string()); !visited) return visited;
            }
            entry.increment(fault);
            if (fault) break;
        }
    }
    return {};
}

Result<std::vector<std::string>> StoreIndex::find(const sealed::BackupId& id) {
    if (!built_) {
        auto walked = walk_store(
            root_,
            [this](const std::string& path) -> Status {
                auto candidate = read_candidate(path);
                if (candidate && *candidate) paths_.emplace((*candidate)->id, path);
                return {};
            },
            [](const Error&) {});
        if (!walked) return std::move(walked).error();
        built_ = true;
    }
    std::vector<std::string> found;
    const auto [first, last] = paths_.equal_range(id);
    for (auto item = first; item != last; ++item)
        found.push_back(item->second);
    return found;
}

}  // namespace breakglass::backup
