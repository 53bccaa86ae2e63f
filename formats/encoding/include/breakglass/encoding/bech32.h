#pragma once
// Bech32 (BIP-173) without its limit of 90 characters, as age writes its keys.

#include <optional>
#include <string>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::encoding {

struct Bech32 {
    std::string prefix;  // the part before the last "1", in the case it was written in
    Bytes data;
};

/// prefix: 1 character or more of printable ASCII in one case; the text follows that case.
std::string to_bech32(std::string_view prefix, ByteView data);

/// Nothing when the case is mixed, a character is foreign, the checksum differs or the padding is
/// not canonical.
std::optional<Bech32> from_bech32(std::string_view text);

/// As to_bech32, in locked memory and without tables or branches on the data.
SecretBytes secret_to_bech32(std::string_view prefix, const SecretBytes& data);

/// As from_bech32 for a secret with a known prefix, whose case decides the case of the whole.
std::optional<SecretBytes> secret_from_bech32(std::string_view prefix, ByteView text);

}  // namespace breakglass::encoding
