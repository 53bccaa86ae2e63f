#pragma once
// Signatures made by `ssh-keygen -Y sign`, verified here without it.
// Source: OpenSSH PROTOCOL.sshsig.

#include <cstdint>
#include <string>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>
#include <breakglass/signature/public_key.h>

namespace breakglass::signature {

struct SshSignature {
    PublicKey key;           // who claims to have signed
    std::string name_space;  // what for: "breakglass.sealing"
    std::string hash;        // "sha256" or "sha512"
    std::string kind;        // algorithm of the signature: "ssh-ed25519", "rsa-sha2-512"
    Bytes value;             // the bytes of that algorithm
    // What a FIDO token says beside it (PROTOCOL.u2f); part of what is signed.
    std::uint8_t flags = 0;
    std::uint32_t counter = 0;
};

inline constexpr std::string_view armor_begin = "-----BEGIN SSH SIGNATURE-----";
inline constexpr std::string_view armor_end = "-----END SSH SIGNATURE-----";

/// Reads one armored signature, at most 64 KiB; nothing but its final newline may follow.
/// Errors: unverified (SIGNATURE-MALFORMED).
Result<SshSignature> parse_signature(ByteView armored);

/// The same signature in the one spelling that ssh-keygen writes: Base64 in lines of 70 characters,
/// every line ended by "\n". Errors: unverified (SIGNATURE-MALFORMED) as parse_signature.
Result<Bytes> canonical_armor(ByteView armored);

/// Proves that this key signed these bytes for this purpose. The caller says whose key it must be;
/// the key inside the signature is never believed by itself.
/// A FIDO token must have seen its user (SIGNATURE-PRESENCE).
/// Errors: unverified (SIGNATURE-NAMESPACE, SIGNATURE-CERTIFICATE, SIGNATURE-KEY, SIGNATURE-KIND,
/// SIGNATURE-WEAK-KEY, SIGNATURE-FORGED, SIGNATURE-PRESENCE).
Status verify(const SshSignature& signature, const PublicKey& signer, std::string_view name_space,
              ByteView message);

}  // namespace breakglass::signature
