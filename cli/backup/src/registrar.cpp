#include "registrar.h"

#include "places.h"

#include <algorithm>

#include <breakglass/backup/restore.h>
#include <breakglass/backup/target.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::backup {

namespace {

Error differs(const Candidate& file, const std::string& what) {
    return {ErrorKind::unverified, "BACKUP-HEADER-DIFFERS",
            console::quoted(file.path) + " is not as its receipt says: " + what,
            "if its header was rewritten since, prove it with a KEK: add --prove"};
}

}  // namespace

Status Registrar::prepare() {
    auto fingerprint = fingerprint_of(escrow_.policy());
    if (!fingerprint) return std::move(fingerprint).error();
    fingerprint_ = *fingerprint;
    return {};
}

Status Registrar::check_escrow(const records::Receipt& receipt) const {
    // A receipt made before the owner had a key carries zeros; the keys in the header decide then.
    const bool named = receipt.escrow_fingerprint != Hash256{} && fingerprint_ != Hash256{};
    if (receipt.escrow == escrow_.policy().escrow &&
        (!named || receipt.escrow_fingerprint == fingerprint_)) {
        return escrow_.ledger().compare(receipt.ledger_size, receipt.ledger_root,
                                        "the receipt of " + to_hex(receipt.record.id));
    }
    return Error{ErrorKind::unverified, "BACKUP-OTHER-ESCROW",
                 "it is a receipt of the escrow " + console::quoted(receipt.escrow) + " (" +
                     to_hex(receipt.escrow_fingerprint).substr(0, 16) + "), this is " +
                     console::quoted(escrow_.policy().escrow) + " (" +
                     to_hex(fingerprint_).substr(0, 16) + ")",
                 "register it there: breakglass --escrow DIR backup register"};
}

Result<Candidate> Registrar::find_file(const records::Receipt& receipt) {
    const auto& wanted = receipt.record.id;
    Error why{ErrorKind::failed, "BACKUP-NOT-FOUND",
              "no file below " + console::quoted(root_) + " has the id " + to_hex(wanted),
              "is the store mounted? name the directory where the file is"};
    std::vector<std::string> paths;
    if (!receipt.file.empty() && receipt.file.find('/') == std::string::npos) {
        auto candidate = read_candidate(root_ + "/" + receipt.file);
        if (candidate && *candidate && (*candidate)->id == wanted) return std::move(**candidate);
        // a damaged file under the right name says more than "not found"
        if (!candidate && candidate.error().kind == ErrorKind::unverified) {
            why = std::move(candidate).error();
        }
    }
    auto found = index_.find(wanted);
    if (!found) return std::move(found).error();
    for (const std::string& path : *found) {
        auto candidate = read_candidate(path);
        if (candidate && *candidate && (*candidate)->id == wanted) return std::move(**candidate);
    }
    return why;
}

Status Registrar::check_keys(const Candidate& candidate) {
    const auto unknown = [&](const std::string& what, const std::string& id) {
        return Error{ErrorKind::unverified, "BACKUP-KEYS-UNKNOWN",
                     console::quoted(candidate.path) + " is sealed to the " + what + " " + id +
                         ", which this escrow does not know",
                     "does it belong to another escrow?"};
    };
    auto set = escrow_.catalog().share_sets().find(candidate.sealed->set_id);
    if (!set) return std::move(set).error();
    if (!*set) return unknown("share set", candidate.sealed->set_id);
    for (const std::string& id : candidate.sealed->kek_ids) {
        auto kek = escrow_.catalog().keks().find(id);
        if (!kek) return std::move(kek).error();
        if (!*kek || (*kek)->id != id) return unknown("KEK", id);
    }
    return {};
}

Status Registrar::take_receipt(const records::Receipt& receipt) {
    if (auto ours = check_escrow(receipt); !ours) return ours;
    auto candidate = find_file(receipt);
    if (!candidate) return std::move(candidate).error();
    if (!candidate->sealed) return differs(*candidate, "it is a plain age file");
    const records::BackupRecord& record = receipt.record;
    if (candidate->file_bytes != record.file_bytes) {
        return Error{ErrorKind::unverified, "BACKUP-TRUNCATED",
                     console::quoted(candidate->path) + " has " +
                         std::to_string(candidate->file_bytes) + " bytes, its receipt says " +
                         std::to_string(record.file_bytes),
                     "bring the file again, it was cut or is still being copied"};
    }
    // two lines may name one backup: the second must find it in the catalog
    if (auto added = flush_if_waiting(record.id); !added) return added;
    auto known = escrow_.catalog().backups().find(record.id);
    if (!known) return std::move(known).error();
    if (*known) return attest_known(**known, *candidate, record);
    if (auto keys = check_keys(*candidate); !keys) return keys;
    const bool as_sealed = sealed::header_hash(candidate->header) == record.header_sha256;
    if (!as_sealed && keks_ == nullptr) {
        return differs(*candidate, "its header has another hash");
    }

    catalog::Backup backup;
    backup.id = record.id;
    backup.label = record.label;
    backup.surface = sealed::to_text(record.surface);
    backup.kind = sealed::to_text(record.kind);
    backup.sealed_at = record.sealed_at;
    backup.plain_bytes = record.plain_bytes;
    backup.file_bytes = record.file_bytes;
    backup.commitment = record.commitment;
    backup.attested = true;
    backup.record = records::encode_record(record);
    backup.header = candidate->header;
    backup.set_id = candidate->sealed->set_id;
    backup.kek_ids = candidate->sealed->kek_ids;
    if (auto proof = prove_candidate(*candidate, backup); !proof) return proof;
    if (auto queued = queue(std::move(backup), *candidate); !queued) return queued;
    ++report.added;
    return {};
}

Status Registrar::take_file(const Candidate& candidate) {
    if (auto added = flush_if_waiting(candidate.id); !added) return added;
    auto known = escrow_.catalog().backups().find(candidate.id);
    if (!known) return std::move(known).error();
    if (*known) {
        ++report.known;
        return put_place(**known, candidate);
    }
    catalog::Backup backup;
    backup.id = candidate.id;
    backup.label = std::string(candidate.path, candidate.path.rfind('/') + 1);
    backup.label = console::printable(backup.label).substr(0, sealed::max_label_bytes);
    backup.surface = sealed::to_text(sealed::Surface::archive);
    backup.kind = sealed::to_text(sealed::Kind::full);
    backup.sealed_at = candidate.changed_at;
    backup.file_bytes = candidate.file_bytes;
    backup.header = candidate.header;
    backup.rewritable = candidate.sealed.has_value();
    if (candidate.sealed) {
        if (auto keys = check_keys(candidate); !keys) return keys;
        backup.set_id = candidate.sealed->set_id;
        backup.kek_ids = candidate.sealed->kek_ids;
        if (auto proof = prove_candidate(candidate, backup); !proof) return proof;
    }
    ++(candidate.sealed ? report.unattested : report.plain_age);
    return queue(std::move(backup), candidate);
}

Status Registrar::prove_candidate(const Candidate& candidate, catalog::Backup& backup) {
    if (keks_ == nullptr) return {};
    auto dek = keks_->dek_of(backup);
    if (!dek) return with_context(std::move(dek).error(), console::quoted(candidate.path));
    if (auto proof = prove(escrow_, backup, *dek); !proof) {
        return with_context(std::move(proof).error(), console::quoted(candidate.path));
    }
    if (!backup.commitment) {
        if (auto told = describe_from_header(candidate, *dek, backup); !told) return told;
    }
    backup.commitment = sealed::dek_commitment(*dek, backup.id);
    backup.proven = true;
    ++report.proven;
    return {};
}

Status Registrar::describe_from_header(const Candidate& candidate, const SecretBytes& dek,
                                       catalog::Backup& backup) const {
    auto description = sealed::open_description(*candidate.sealed, dek, backup.id);
    if (!description) return std::move(description).error();
    backup.label = description->label;
    backup.surface = sealed::to_text(description->surface);
    backup.kind = sealed::to_text(description->kind);
    backup.sealed_at = description->time;
    return {};
}

}  // namespace breakglass::backup
