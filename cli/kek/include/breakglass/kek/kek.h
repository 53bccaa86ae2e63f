#pragma once
// Making KEKs and showing them: a key in a keystore, with an owner and a purpose, in the catalog.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <breakglass/catalog/keys.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/random.h>
#include <breakglass/keystore/keystore.h>

namespace breakglass::kek {

struct NewKek {
    std::string name;      // 1 to 64 letters, digits, '.', '_' and '-', first a letter or digit
    std::string keystore;  // file:/path/kek.age, outside the escrow
    std::string owner;     // the id of a person of the policy
    std::string purpose;   // 1 to 200 bytes of printable text
};

/// Asked once everything else is in order.
using AskProtection = std::function<Result<keystore::Protection>()>;

/// Makes a key in its keystore, durable first, then registers it: the first KEK of an escrow
/// becomes active, a later one is ready until a rotation or an incident takes it into use.
/// now: seconds since 1970.
/// Errors: usage (KEK-NAME, KEK-OWNER, KEK-PURPOSE, KEK-KEYSTORE-TAKEN, CATALOG-KEK-EXISTS,
/// KEYSTORE-*, AGE-RECIPIENT-UNKNOWN); failed (FILE-EXISTS, ESCROW-BUSY, CATALOG-*).
Result<catalog::Kek> create(escrow::Directory& escrow, const NewKek& request,
                            const AskProtection& protection, std::int64_t now,
                            Randomness& randomness = system_randomness());

/// A KEK and how many backups it opens.
struct KekView {
    catalog::Kek kek;
    std::uint64_t backups = 0;
};

/// All KEKs of an escrow, oldest first.
Result<std::vector<KekView>> list(escrow::Directory& escrow);

/// One block of lines per KEK.
std::string to_text(const std::vector<KekView>& keks);
/// A JSON array of objects, with its newline.
std::string to_json(const std::vector<KekView>& keks);

}  // namespace breakglass::kek
