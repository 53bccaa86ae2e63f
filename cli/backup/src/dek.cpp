#include <memory>

#include <breakglass/age/header.h>
#include <breakglass/backup/restore.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/sealed/header.h>

namespace breakglass::backup {

namespace {

Result<SecretBytes> unwrap_plain_age(const catalog::Backup& backup,
                                     std::span<const age::Identity* const> identities) {
    auto header = age::parse_header(backup.header);
    if (!header) return std::move(header).error();
    for (const age::Identity* identity : identities) {
        auto file_key = identity->unwrap(header->stanzas);
        if (!file_key) return std::move(file_key).error();
        if (!*file_key) continue;
        if (auto fine = age::verify_mac(*header, **file_key); !fine) return std::move(fine).error();
        return std::move(**file_key);
    }
    return Error{ErrorKind::not_met, "BACKUP-NO-MATCH",
                 "the key does not open this age file, it was made for other recipients", ""};
}

Result<SecretBytes> unwrap_sealed(const catalog::Backup& backup,
                                  std::span<const age::Identity* const> identities) {
    auto header = sealed::parse_header(backup.header);
    if (!header) return std::move(header).error();
    return sealed::open_dek(*header, identities);
}

Status check_commitment(const catalog::Backup& backup, const SecretBytes& dek) {
    if (!backup.commitment || *backup.commitment == sealed::dek_commitment(dek, backup.id)) {
        return {};
    }
    return Error{ErrorKind::unverified, "BACKUP-COMMITMENT",
                 "the header of backup " + to_hex(backup.id) +
                     " holds another data key than the one its receipt committed to",
                 "somebody replaced the backup after it was sealed: restore another copy or date"};
}

Error key_unknown(const std::string& what, const std::string& id) {
    return {ErrorKind::unverified, "BACKUP-KEYS-UNKNOWN",
            "the header names the " + what + " " + id + ", which this escrow does not know", ""};
}

}  // namespace

Result<SecretBytes> unwrap_dek(const catalog::Backup& backup,
                               std::span<const age::Identity* const> identities) {
    auto dek = backup.rewritable ? unwrap_sealed(backup, identities)
                                 : unwrap_plain_age(backup, identities);
    if (!dek) return dek;
    if (auto fine = check_commitment(backup, *dek); !fine) return std::move(fine).error();
    return dek;
}

Status prove(escrow::Directory& escrow, const catalog::Backup& backup, const SecretBytes& dek) {
    if (!backup.rewritable) {
        return Error{ErrorKind::unverified, "BACKUP-PLAIN-AGE",
                     "backup " + to_hex(backup.id) +
                         " was not sealed by breakglass: its recovery path is unproven",
                     ""};
    }
    auto header = sealed::parse_header(backup.header);
    if (!header) return std::move(header).error();
    auto set = escrow.catalog().share_sets().find(header->set_id);
    if (!set) return std::move(set).error();
    if (!*set) return key_unknown("share set", header->set_id);
    auto recovery = age::parse_deriving_recipient((*set)->recipient);
    if (!recovery) return std::move(recovery).error();
    sealed::Wraps wraps;
    wraps.recovery = recovery->get();
    std::vector<std::unique_ptr<age::DerivingRecipient>> keks;
    for (const std::string& id : header->kek_ids) {
        auto kek = escrow.catalog().keks().find(id);
        if (!kek) return std::move(kek).error();
        if (!*kek) return key_unknown("KEK", id);
        auto recipient = age::parse_deriving_recipient((*kek)->recipient);
        if (!recipient) return std::move(recipient).error();
        wraps.keks.push_back(recipient->get());
        keks.push_back(std::move(*recipient));
    }
    return sealed::recompute(*header, dek, backup.id, wraps);
}

}  // namespace breakglass::backup
