#include <breakglass/console/amounts.h>
#include <breakglass/console/progress.h>
#include <breakglass/disk/interrupt.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/publication/copy.h>
#include <breakglass/publication/publish.h>

namespace breakglass::publication {

namespace {

constexpr std::size_t batch = 256;
constexpr std::size_t shown_examples = 100;

/// Why no header may be written into this copy, or nothing.
Status may_write(const escrow::Directory& escrow, const catalog::Place& place) {
    const policy::Store* store = escrow.policy().store(place.store);
    if (store == nullptr || store->writable) return {};
    return Error{ErrorKind::failed, "COPY-WRITE-ONCE",
                 "the store \"" + store->name + "\" is written once, its headers stay as they are",
                 "the backup opens with the catalog's header; this copy opens with the old keys"};
}

Status write_one(escrow::Directory& escrow, const catalog::Publication& pending) {
    if (auto allowed = may_write(escrow, pending.place); !allowed) return allowed;
    auto file = path_of(escrow, pending.place);
    if (!file) return std::move(file).error();
    return rewrite_copy(*file, pending.id, pending.header);
}

// Each item: id, SHA-256 of the header, and where it goes.
ledger::Record batch_record(const std::vector<catalog::Publication>& page) {
    const Hash256 root = ledger::batch_root(page.size(), [&](std::size_t index) {
        const catalog::Publication& one = page[index];
        Bytes item(one.id.begin(), one.id.end());
        append(item, sha256(one.header));
        append(item, as_bytes(describe(one.place)));
        return item;
    });
    return {.act = "backup.publish",
            .facts = {{"count", std::to_string(page.size())}, {"root", to_hex(root)}}};
}

}  // namespace

Result<std::filesystem::path> path_of(const escrow::Directory& escrow,
                                      const catalog::Place& place) {
    if (place.store.empty()) return std::filesystem::path(place.path);
    return escrow.path_of({.store = place.store, .relative = place.path});
}

std::string describe(const catalog::Place& place) {
    return place.store.empty() ? place.path : place.store + ":" + place.path;
}

Result<PublishReport> publish_pending(escrow::Directory& escrow) {
    catalog::BackupIndex& backups = escrow.catalog().backups();
    auto total = backups.count_pending(std::nullopt);
    if (!total) return std::move(total).error();
    console::Progress progress("writing headers", *total, console::Progress::Unit::items);
    PublishReport report;
    std::uint64_t after = 0;
    while (true) {
        auto page = backups.pending_publications(std::nullopt, after, batch);
        if (!page) return std::move(page).error();
        if (page->empty()) return report;
        if (auto announced = escrow.record(batch_record(*page)); !announced) {
            return std::move(announced).error();
        }
        std::vector<const catalog::Publication*> written;
        for (const catalog::Publication& pending : *page) {
            if (auto go_on = disk::check_interrupt(); !go_on) return std::move(go_on).error();
            after = pending.number;
            progress.advance(1);
            if (Status outcome = write_one(escrow, pending); !outcome) {
                ++report.unreached;
                if (report.examples.size() < shown_examples) {
                    report.examples.push_back({pending.label, to_hex(pending.id),
                                               describe(pending.place),
                                               std::move(outcome).error()});
                }
                continue;
            }
            written.push_back(&pending);
        }
        // The files are synced: now, and not before, the catalog may say so.
        const catalog::Time now = console::now_seconds();
        Status noted = escrow.catalog().together([&]() -> Status {
            for (const catalog::Publication* pending : written) {
                if (auto marked =
                        backups.mark_published(pending->id, pending->place.store,
                                               pending->place.path, pending->generation, now);
                    !marked) {
                    return marked;
                }
            }
            return {};
        });
        if (!noted) return std::move(noted).error();
        report.written += written.size();
    }
}

}  // namespace breakglass::publication
