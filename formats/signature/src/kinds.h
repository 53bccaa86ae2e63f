#pragma once
// The algorithms verify() knows, one function and one file each.

#include <breakglass/ground/bytes.h>

namespace breakglass::signature {

/// Whether value is this key's Ed25519 signature of signed_bytes (RFC 8032, RFC 8709).
/// key_blob: the wire form of an ssh-ed25519 key.
bool verify_ed25519(ByteView key_blob, ByteView value, ByteView signed_bytes);

}  // namespace breakglass::signature
