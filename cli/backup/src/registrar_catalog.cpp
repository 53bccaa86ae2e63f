// What a registration writes: known backups are attested, new ones added in batches.

#include "places.h"
#include "registrar.h"

#include <algorithm>

#include <breakglass/backup/restore.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/publication/publish.h>

namespace breakglass::backup {

namespace {

constexpr std::size_t batch = 64;

// Each item: id, the DEK's commitment (zeros while it is not known), SHA-256 of the header.
ledger::Record batch_record(std::span<const catalog::NewBackup> backups, const std::string& root) {
    const Hash256 items = ledger::batch_root(backups.size(), [&](std::size_t index) {
        const catalog::Backup& one = backups[index].backup;
        Bytes item(one.id.begin(), one.id.end());
        append(item, one.commitment.value_or(Hash256{}));
        append(item, sha256(one.header));
        return item;
    });
    return {.act = "backup.register",
            .facts = {{"store", console::printable(root)},
                      {"count", std::to_string(backups.size())},
                      {"root", to_hex(items)}}};
}

}  // namespace

Status Registrar::attest_known(const catalog::Backup& known, const Candidate& candidate,
                               const records::BackupRecord& record) {
    catalog::BackupIndex& backups = escrow_.catalog().backups();
    if (!known.attested) {
        const ledger::Record act{
            .act = "backup.attest",
            .facts = {{"backup", to_hex(known.id)}, {"label", console::printable(known.label)}}};
        if (auto announced = escrow_.record(act); !announced) return announced;
    }
    if (auto attested = backups.attest(known.id, record.commitment); !attested) return attested;
    if (auto put = put_place(known, candidate); !put) return put;
    ++report.known;
    if (keks_ == nullptr || known.proven) return {};
    auto dek = keks_->dek_of(known);
    if (!dek) return std::move(dek).error();
    if (auto proof = prove(escrow_, known, *dek); !proof) return proof;
    ++report.proven;
    return backups.mark_proven(known.id, record.commitment);
}

Status Registrar::put_place(const catalog::Backup& known, const Candidate& candidate) {
    auto place = place_of(escrow_, candidate.path);
    if (!place) return std::move(place).error();
    if (candidate.header == known.header) {
        place->published_generation = known.generation;
    } else if (candidate.header == known.previous_header) {
        place->published_generation = known.generation - 1;
    } else if (candidate.sealed) {
        // an older header, or a damaged one: the catalog publishes its own there later
        place->set_id = candidate.sealed->set_id;
        place->kek_ids = candidate.sealed->kek_ids;
    }
    return escrow_.catalog().together([&]() -> Status {
        if (auto freed = release_place({known, {*place}}); !freed) return freed;
        return escrow_.catalog().backups().put_place(known.id, *place);
    });
}

Status Registrar::queue(catalog::Backup backup, const Candidate& candidate) {
    auto place = place_of(escrow_, candidate.path);
    if (!place) return std::move(place).error();
    waiting_.push_back({std::move(backup), {std::move(*place)}});
    return waiting_.size() < batch ? Status{} : flush();
}

Status Registrar::release_place(const catalog::NewBackup& added) {
    for (const catalog::Place& place : added.places) {
        if (auto freed = forget_other_at(escrow_, place, added.backup.id); !freed) return freed;
    }
    return {};
}

Status Registrar::add_now(std::span<const catalog::NewBackup> backups) {
    if (auto announced = escrow_.record(batch_record(backups, root_)); !announced) return announced;
    return escrow_.catalog().together([&]() -> Status {
        for (const catalog::NewBackup& added : backups) {
            if (auto freed = release_place(added); !freed) return freed;
        }
        return escrow_.catalog().backups().add(backups);
    });
}

Status Registrar::flush() {
    if (waiting_.empty()) return {};
    std::vector<catalog::NewBackup> all;
    all.swap(waiting_);
    Status together = add_now(all);
    if (together || stops_all(together.error())) return together;
    // one of them is not taken: find out which, and keep the others
    for (const catalog::NewBackup& one : all) {
        Status added = add_now({&one, 1});
        if (added) continue;
        if (stops_all(added.error())) return added;
        --(one.backup.attested     ? report.added
           : one.backup.rewritable ? report.unattested
                                   : report.plain_age);
        refuse(added.error(), console::quoted(one.places.front().path));
    }
    return {};
}

void Registrar::refuse(Error error, const std::string& where) {
    ++report.refused;
    error = with_context(std::move(error), where);
    const std::string rule = error.rule.empty() ? "" : " [" + error.rule + "]";
    console::warn(error.message + rule, error.hint);
}

Status Registrar::flush_if_waiting(const sealed::BackupId& id) {
    const bool waits = std::ranges::any_of(
        waiting_, [&id](const catalog::NewBackup& one) { return one.backup.id == id; });
    return waits ? flush() : Status{};
}

bool stops_all(const Error& error) {
    return error.rule == "INTERRUPTED" || error.rule.starts_with("CATALOG-WRITE") ||
           error.rule == "CATALOG-BUSY" || error.rule == "CATALOG-DAMAGED" ||
           error.rule == "CATALOG-READ-ONLY" || error.rule.starts_with("LEDGER-") ||
           error.rule == "ESCROW-POLICY-UNAPPLIED";
}

}  // namespace breakglass::backup
