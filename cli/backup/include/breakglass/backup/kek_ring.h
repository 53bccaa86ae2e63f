#pragma once
// The KEKs that a command opened, each once.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <breakglass/age/identity_file.h>
#include <breakglass/age/x25519.h>
#include <breakglass/catalog/backups.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::backup {

/// How the operator opens keystores. Without a file the passphrase is asked for on the terminal.
struct UnlockOptions {
    std::string passphrase_file;
    std::string identity_file;  // for keystores kept under a recipient
    bool non_interactive = false;
};

class KekRing {
  public:
    /// escrow must outlive the ring.
    KekRing(escrow::Directory& escrow, UnlockOptions options);

    /// The KEK of this id, opened now or earlier.
    /// Errors: failed (BACKUP-KEK-UNKNOWN); those of keystore::open.
    Result<const age::Identity*> open(const std::string& kek_id);

    /// The DEK of a backup, through whichever KEK its catalog header names and opens; for a plain
    /// age file through any KEK that is not destroyed.
    /// Errors: those of open and unwrap_dek.
    Result<SecretBytes> dek_of(const catalog::Backup& backup);

  private:
    Result<std::vector<std::string>> candidates(const catalog::Backup& backup);
    Status read_identities();

    escrow::Directory& escrow_;
    UnlockOptions options_;
    age::Identities identities_;
    bool identities_read_ = false;
    std::map<std::string, std::unique_ptr<age::X25519Identity>> opened_;
};

}  // namespace breakglass::backup
