#pragma once
// The KEKs that a command opened, each once.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <breakglass/age/x25519.h>
#include <breakglass/catalog/backups.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::backup {

/// Opens the keystore of a KEK, asking the operator when need be.
using OpenKek = std::function<Result<age::X25519Identity>(const catalog::Kek&)>;

class KekRing {
  public:
    /// escrow must outlive the ring. open_kek is called at most once per KEK that opens.
    KekRing(escrow::Directory& escrow, OpenKek open_kek);

    /// The KEK of this id, opened now or earlier.
    /// Errors: failed (BACKUP-KEK-UNKNOWN); those of open_kek.
    Result<const age::Identity*> open(const std::string& kek_id);

    /// The DEK of a backup, through whichever KEK its catalog header names and opens; for a plain
    /// age file through any KEK that is not destroyed.
    /// Errors: those of open and unwrap_dek; not_met (BACKUP-NO-MATCH).
    Result<SecretBytes> dek_of(const catalog::Backup& backup);

  private:
    Result<std::vector<std::string>> candidates(const catalog::Backup& backup);

    escrow::Directory& escrow_;
    OpenKek open_kek_;
    std::map<std::string, std::unique_ptr<age::X25519Identity>> opened_;
};

}  // namespace breakglass::backup
