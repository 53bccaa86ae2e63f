#include <breakglass/backup/kek_ring.h>
#include <breakglass/backup/restore.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/terminal.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/keystore/keystore.h>

namespace breakglass::backup {

namespace {

constexpr std::size_t longest_identity_file = std::size_t{1} << 20U;

}  // namespace

KekRing::KekRing(escrow::Directory& escrow, UnlockOptions options)
    : escrow_(escrow), options_(std::move(options)) {}

Status KekRing::read_identities() {
    if (identities_read_ || options_.identity_file.empty()) return {};
    auto file = disk::read_secret_file(options_.identity_file, longest_identity_file);
    if (!file) return std::move(file).error();
    auto identities = age::parse_identities(file->expose(), [this] {
        return console::read_passphrase({.file = options_.passphrase_file,
                                         .non_interactive = options_.non_interactive,
                                         .purpose = "the identity " + options_.identity_file});
    });
    if (!identities) {
        return with_context(std::move(identities).error(), console::quoted(options_.identity_file));
    }
    identities_ = std::move(*identities);
    identities_read_ = true;
    return {};
}

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
    if (auto read = read_identities(); !read) return std::move(read).error();
    keystore::Unlocking unlocking;
    unlocking.passphrase = [this, &kek] {
        return console::read_passphrase({.file = options_.passphrase_file,
                                         .non_interactive = options_.non_interactive,
                                         .purpose = "the KEK " + (*kek)->name});
    };
    for (const auto& identity : identities_)
        unlocking.identities.push_back(identity.get());
    auto key = keystore::open((*kek)->keystore, (*kek)->recipient, unlocking);
    if (!key) return with_context(std::move(key).error(), "KEK " + console::quoted((*kek)->name));
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
