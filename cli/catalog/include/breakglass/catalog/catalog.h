#pragma once
// The catalog: the state of an escrow's keys and sealed backups, behind one narrow interface.
// It holds no secret. Each writing call is one transaction, durable when it returns.
// Several processes may use one catalog at once; a single object belongs to one thread at a time.
// Source: docs/formats/catalog.md.

#include <functional>
#include <memory>
#include <string>

#include <breakglass/catalog/backups.h>
#include <breakglass/catalog/incidents.h>
#include <breakglass/catalog/keys.h>
#include <breakglass/ground/result.h>

namespace breakglass::catalog {

class Catalog {
  public:
    virtual ~Catalog() = default;
    virtual KekRegister& keks() = 0;
    virtual ShareSetRegister& share_sets() = 0;
    virtual BackupIndex& backups() = 0;
    virtual IncidentRegister& incidents() = 0;
    virtual RotationRegister& rotations() = 0;

    /// Everything act writes becomes durable together, or not at all when it returns an error.
    /// No other process writes meanwhile: keep it short. May be nested.
    virtual Status together(const std::function<Status()>& act) = 0;

    /// Reads the whole file and checks its structure and every cross-reference; seconds for a
    /// million backups. Errors: unverified (CATALOG-DAMAGED).
    virtual Status verify() = 0;

    /// Writes a consistent copy of the whole catalog to a new file, one self-contained file, mode
    /// 0600, aside and renamed, while others may go on writing. Errors: failed.
    virtual Status backup_to(const std::string& path) = 0;
};

/// Makes a new, empty catalog; the file appears only when it is whole.
/// Errors: failed (CATALOG-EXISTS, CATALOG-WRITE).
Result<std::unique_ptr<Catalog>> create(const std::string& path);

/// Opens a catalog for reading and writing. One of up to 32 MiB is checked whole (as verify());
/// of a larger one, the structure that is needed.
/// Errors: failed (CATALOG-MISSING, CATALOG-READ-ONLY, CATALOG-VERSION for one made by another
/// version of breakglass, CATALOG-BUSY); unverified (CATALOG-DAMAGED, CATALOG-FOREIGN for a file
/// that is not a catalog). Later, any call may fail with CATALOG-WRITE (disk full, I/O error),
/// CATALOG-BUSY or CATALOG-DAMAGED; what was durable before stays so.
Result<std::unique_ptr<Catalog>> open(const std::string& path);

}  // namespace breakglass::catalog
