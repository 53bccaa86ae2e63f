#pragma once
// The kinds of keys that verify() knows: what such a key is, and how it proves a signature.

#include "wire.h"

#include <span>
#include <string>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>
#include <breakglass/signature/ssh_signature.h>

namespace breakglass::signature {

struct Kind {
    std::string_view name;                         // of the key
    std::span<const std::string_view> algorithms;  // its signatures may name
    bool security_key;  // flags and a counter follow the signature's value
    /// key: its fields, behind the kind. Errors: unverified (SIGNATURE-KEY, SIGNATURE-WEAK-KEY).
    Status (*check_key)(const Kind& kind, WireReader key);
    /// key: as checked. The algorithm is one of these.
    bool (*proves)(const Kind& kind, WireReader key, const SshSignature& signature,
                   ByteView signed_bytes);
};

/// Null for kinds that are not verified here.
const Kind* find_kind(std::string_view name);

/// "ssh-ed25519, ecdsa-sha2-nistp256, ..."
std::string known_kinds();

Error malformed_key(const Kind& kind, const std::string& why);

// One file each. RFC 8032 and RFC 8709; RFC 5656; RFC 8332; OpenSSH PROTOCOL.u2f.

Status check_ed25519(const Kind& kind, WireReader key);
bool ed25519_proves(const Kind& kind, WireReader key, const SshSignature& signature,
                    ByteView signed_bytes);
/// point: 32 bytes. Any other size of value is no signature.
bool ed25519_matches(ByteView point, ByteView value, ByteView signed_bytes);

Status check_ecdsa(const Kind& kind, WireReader key);
bool ecdsa_proves(const Kind& kind, WireReader key, const SshSignature& signature,
                  ByteView signed_bytes);
/// Whether point is an uncompressed point of the curve, in its one spelling.
bool is_curve_point(std::string_view curve, ByteView point);
/// value: r and s as SSH numbers. curve: nistp256, nistp384 or nistp521.
bool ecdsa_matches(std::string_view curve, ByteView point, ByteView value, ByteView signed_bytes);

Status check_rsa(const Kind& kind, WireReader key);
bool rsa_proves(const Kind& kind, WireReader key, const SshSignature& signature,
                ByteView signed_bytes);

Status check_security_key(const Kind& kind, WireReader key);
bool security_key_proves(const Kind& kind, WireReader key, const SshSignature& signature,
                         ByteView signed_bytes);

}  // namespace breakglass::signature
