#pragma once
// What files of any size and small secrets have in common.

#include <breakglass/age/file.h>

namespace breakglass::age {

/// True when the first byte that is not white space can only begin an armoured file.
bool begins_as_armor(ByteView start);

/// AGE-PAYLOAD-TRUNCATED.
Error nonce_missing();

/// Wraps the file key to every recipient. Errors: as encrypt().
Result<Bytes> make_header(std::span<const Recipient* const> recipients, const SecretBytes& file_key,
                          Randomness& randomness);

}  // namespace breakglass::age
