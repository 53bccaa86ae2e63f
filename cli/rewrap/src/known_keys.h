#pragma once
// The recipients an escrow knows, by the ids that headers name.

#include <map>
#include <memory>
#include <string>

#include <breakglass/age/recipient.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/sealed/header.h>

namespace breakglass::rewrap {

class KnownKeys {
  public:
    /// Every share set and KEK of the catalog, whatever its state: old headers name old keys.
    /// Errors: those of the catalog.
    static Result<KnownKeys> of(catalog::Catalog& catalog);

    /// Whom a header says it is wrapped to. Valid as long as this object.
    /// Errors: unverified (BACKUP-KEYS-UNKNOWN) naming the id that the escrow does not know.
    Result<sealed::Wraps> wraps_of(const sealed::SealedHeader& header) const;

  private:
    using Recipients = std::map<std::string, std::unique_ptr<age::DerivingRecipient>>;
    Recipients sets_;
    Recipients keks_;
};

}  // namespace breakglass::rewrap
