#include <breakglass/catalog/backups.h>

namespace breakglass::catalog {

namespace {
constexpr std::size_t page_backups = 256;  // about 2 MiB of headers
}

Status for_each_batch(BackupIndex& backups, const BackupFilter& filter, std::size_t batch,
                      const std::function<Status(std::span<const Backup>)>& visit) {
    std::uint64_t after = 0;
    while (true) {
        auto page = backups.page(filter, after, batch);
        if (!page) return std::move(page).error();
        if (page->empty()) return {};
        after = page->back().number;
        Status visited = visit(*page);
        if (!visited) return visited;
    }
}

Status for_each_backup(BackupIndex& backups, const BackupFilter& filter,
                       const std::function<Status(const Backup&)>& visit) {
    return for_each_batch(backups, filter, page_backups, [&](std::span<const Backup> page) {
        for (const Backup& backup : page) {
            Status visited = visit(backup);
            if (!visited) return visited;
        }
        return Status{};
    });
}

}  // namespace breakglass::catalog
