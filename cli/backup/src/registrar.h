#pragma once
// One registration at work: takes receipts and files one by one, adds them in batches.

#include "candidate.h"
#include "store_walk.h"

#include <string>
#include <vector>

#include <breakglass/backup/registration.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/records/receipt.h>

namespace breakglass::backup {

/// What is wrong with one line or file stops only that one; the rest stops everything.
bool stops_all(const Error& error);

class Registrar {
  public:
    Registrar(escrow::Directory& escrow, const RegisterRequest& request, std::string root)
        : escrow_(escrow), keks_(request.keks), root_(root), index_(std::move(root)) {}

    /// Reads the fingerprint that receipts must carry. Call it first.
    Status prepare();
    /// Takes the backup a receipt names. An error is about this receipt, unless it is the
    /// catalog's or an interrupt.
    Status take_receipt(const records::Receipt& receipt);
    /// Takes a file without a receipt: unattested, or a plain age file as it is.
    Status take_file(const Candidate& candidate);
    /// Adds what waits for its batch.
    Status flush();
    /// Names a line or file that is left out.
    void refuse(Error error, const std::string& where);

    RegisterReport report;

  private:
    Status check_escrow(const records::Receipt& receipt) const;
    Result<Candidate> find_file(const records::Receipt& receipt);
    Status check_keys(const Candidate& candidate);
    /// Opens the DEK and recomputes the header, when that was asked for.
    Status prove_candidate(const Candidate& candidate, catalog::Backup& backup);
    Status describe_from_header(const Candidate& candidate, const SecretBytes& dek,
                                catalog::Backup& backup) const;
    Status attest_known(const catalog::Backup& known, const Candidate& candidate,
                        const records::BackupRecord& record);
    Status put_place(const catalog::Backup& known, const Candidate& candidate);
    Status flush_if_waiting(const sealed::BackupId& id);
    Status queue(catalog::Backup backup, const Candidate& candidate);
    Status release_place(const catalog::NewBackup& added);
    Status add_now(std::span<const catalog::NewBackup> backups);

    escrow::Directory& escrow_;
    KekRing* keks_;
    std::string root_;
    StoreIndex index_;
    Hash256 fingerprint_{};
    std::vector<catalog::NewBackup> waiting_;
};

}  // namespace breakglass::backup
