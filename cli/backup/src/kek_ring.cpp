#include <breakglass/backup/kek_ring.h>
#include <breakglass/backup/restore.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>

namespace breakglass::backup {

KekRing::KekRing(escrow::Directory& escrow, OpenKek open_kek)
    : escrow_(escrow), open_kek_(std::move(open_kek)) {}

Result<const age::Identity*> KekRing::open(const std::string& kek_id) {
    if (const auto known = opened_.find(kek_id); known != opened_.end()) {
        return known->second.get();
    }
    auto kek = escrow_.catalog().keks().find(kek_id);
    if (!kek) return std::move(kek).error();
    if (!*kek) {
        return Error{ErrorKind::failed, "BACKUP-KEK-UNKNOWN",
                     "the escrow knows no KEK " + console::quoted(kek_id), ""};
    }
    auto key = open_kek_(**kek);
    if (!key) return std::move(key).error();
    auto kept = std::make_unique<age::X25519Identity>(std::move(*key));
    const age::Identity* opened = kept.get();
    opened_.emplace(kek_id, std::move(kept));
    return opened;
}

Result<std::vector<std::string>> KekRing::candidates(const catalog::Backup& backup) {
    if (!backup.kek_ids.empty()) return backup.kek_ids;
    auto all = escrow_.catalog().keks().all();
    if (!all) return std::move(all).error();
    std::vector<std::string> ids;
    for (const catalog::Kek& kek : *all) {
        if (kek.state != catalog::KekState::destroyed) ids.push_back(kek.id);
    }
    return ids;
}

Result<SecretBytes> KekRing::dek_of(const catalog::Backup& backup) {
    auto ids = candidates(backup);
    if (!ids) return std::move(ids).error();
    Error last{ErrorKind::not_met, "BACKUP-NO-MATCH",
               "no KEK of this escrow is named by backup " + to_hex(backup.id), ""};
    for (const std::string& id : *ids) {
        auto kek = open(id);
        if (!kek) {
            last = std::move(kek).error();
            continue;
        }
        const age::Identity* const identity = *kek;
        auto dek = unwrap_dek(backup, {&identity, 1});
        if (dek) return dek;
        last = std::move(dek).error();
    }
    return last;
}

}  // namespace breakglass::backup
