#include "proof.h"

#include <algorithm>
#include <array>

#include <breakglass/console/progress.h>
#include <breakglass/disk/interrupt.h>
#include <breakglass/publication/copy.h>

namespace breakglass::rotation {

namespace {

constexpr std::size_t shown_examples = 100;

struct Prover {
    escrow::Directory& escrow;
    const age::Identity& kek;
    const sealed::Wraps& wraps;
    const std::vector<OldKek>& old_keks;
    Proof proof;

    Status prove_copy(const catalog::Backup& backup, const catalog::Place& place) {
        auto file = publication::path_of(escrow, place);
        if (!file) return std::move(file).error();
        auto stored = publication::read_copy_header(*file, backup.id);
        if (!stored) return std::move(stored).error();
        if (!std::ranges::equal(*stored, backup.header)) {
            return Error{ErrorKind::unverified, "COPY-OLD-HEADER",
                         "the file still carries another header than the catalog", ""};
        }
        auto header = sealed::parse_header(*stored);
        if (!header) return std::move(header).error();
        const std::array<const age::Identity*, 1> fresh{&kek};
        auto dek = sealed::open_dek(*header, fresh);
        if (!dek) return std::move(dek).error();
        if (auto same = sealed::recompute(*header, *dek, backup.id, wraps); !same) return same;
        for (const OldKek& old : old_keks) {
            const std::array<const age::Identity*, 1> stale{old.identity};
            if (sealed::open_dek(*header, stale)) {
                return Error{ErrorKind::unverified, "ROTATION-OLD-KEK-OPENS",
                             "the old KEK \"" + old.name + "\" still opens it", ""};
            }
            ++proof.old_kek_refused;
        }
        return {};
    }

    Status visit(const catalog::Backup& backup) {
        if (auto go_on = disk::check_interrupt(); !go_on) return go_on;
        auto places = escrow.catalog().backups().places(backup.id);
        if (!places) return std::move(places).error();
        for (const catalog::Place& place : *places) {
            if (Status outcome = prove_copy(backup, place); outcome) {
                ++proof.copies;
            } else {
                ++proof.unproven;
                if (proof.examples.size() < shown_examples) {
                    proof.examples.push_back({backup.label, to_hex(backup.id),
                                              publication::describe(place),
                                              std::move(outcome).error()});
                }
            }
        }
        return {};
    }
};

}  // namespace

Result<Proof> prove_copies(escrow::Directory& escrow, const catalog::BackupFilter& filter,
                           const age::Identity& kek, const sealed::Wraps& wraps,
                           const std::vector<OldKek>& old_keks) {
    auto total = escrow.catalog().backups().count(filter);
    if (!total) return std::move(total).error();
    console::Progress progress("reading copies back", *total, console::Progress::Unit::items);
    Prover prover{escrow, kek, wraps, old_keks, {}};
    auto walked = catalog::for_each_backup(escrow.catalog().backups(), filter,
                                           [&](const catalog::Backup& backup) {
                                               progress.advance(1);
                                               return prover.visit(backup);
                                           });
    if (!walked) return std::move(walked).error();
    return std::move(prover.proof);
}

}  // namespace breakglass::rotation
