#include <system_error>

#include <fmt/format.h>

#include <breakglass/escrow/overview.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::escrow {
namespace {

std::string_view subject_of(catalog::RotationSubject subject) {
    return subject == catalog::RotationSubject::share_set ? "share set" : "KEK";
}

Result<BackupCounts> count_backups(catalog::BackupIndex& backups) {
    BackupCounts counts;
    const auto all = backups.count({});
    if (!all) return all.error();
    counts.all = *all;
    catalog::BackupFilter unproven;
    unproven.unproven_only = true;
    const auto without_proof = backups.count(unproven);
    if (!without_proof) return without_proof.error();
    counts.unproven = *without_proof;
    catalog::BackupFilter unattested;
    unattested.unattested_only = true;
    const auto without_receipt = backups.count(unattested);
    if (!without_receipt) return without_receipt.error();
    counts.unattested = *without_receipt;
    const auto pending = backups.count_pending(std::nullopt);
    if (!pending) return pending.error();
    counts.unpublished = *pending;
    return counts;
}

Status find_owed(Directory& escrow, Overview& overview) {
    const auto owed = escrow.catalog().rotations().owed();
    if (!owed) return owed.error();
    bool set_rotation_owed = false;
    for (const catalog::OwedRotation& rotation : *owed) {
        set_rotation_owed |= rotation.subject == catalog::RotationSubject::share_set;
        overview.owed.push_back(fmt::format("a rotation of {} {}: {}", subject_of(rotation.subject),
                                            rotation.subject_id, rotation.reason));
    }
    for (const catalog::ShareSet& set : overview.share_sets) {
        if (set.state != catalog::SetState::active || !set.spent_at || set_rotation_owed) continue;
        overview.owed.push_back(fmt::format("share set {} is spent and still active", set.id));
    }
    const auto& kek_age = escrow.policy().rotation.kek_age;
    for (const catalog::Kek& kek : overview.keks) {
        if (!kek_age || kek.state != catalog::KekState::active) continue;
        if (overview.now - kek.created_at <= kek_age->seconds().count()) continue;
        overview.owed.push_back(fmt::format("KEK {} is older than {}", kek.name, kek_age->text()));
    }
    return {};
}

}  // namespace

Result<Overview> look_at(Directory& escrow, std::int64_t now) {
    const policy::Policy& policy = escrow.policy();
    Overview overview;
    overview.escrow = policy.escrow;
    overview.owner = policy.owner;
    overview.purpose = policy.purpose;
    overview.policy_hash = policy.hash;
    overview.policy_applied = escrow.policy_applied();
    overview.policy_changed = escrow.policy_changed();
    overview.id = escrow.id();
    overview.ledger = escrow.ledger().head();
    overview.now = now;

    auto sets = escrow.catalog().share_sets().all();
    if (!sets) return std::move(sets).error();
    overview.share_sets = *std::move(sets);
    auto keks = escrow.catalog().keks().all();
    if (!keks) return std::move(keks).error();
    overview.keks = *std::move(keks);
    const auto backups = count_backups(escrow.catalog().backups());
    if (!backups) return backups.error();
    overview.backups = *backups;

    for (const catalog::ShareSet& set : overview.share_sets) {
        if (set.state == catalog::SetState::destroyed) continue;
        std::error_code ignored;
        if (!std::filesystem::exists(escrow.manifest_file(set.id), ignored)) {
            overview.missing.push_back(set.id);
        }
    }
    auto kit = newest_kit(escrow);
    if (!kit) return std::move(kit).error();
    overview.newest_kit = *kit;
    if (auto owed = find_owed(escrow, overview); !owed) return std::move(owed).error();
    return overview;
}

}  // namespace breakglass::escrow
