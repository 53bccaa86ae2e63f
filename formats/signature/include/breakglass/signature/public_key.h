#pragma once
// An SSH public key, as people write it.
// Source: RFC 4253, 6.6; sshd(8), "AUTHORIZED_KEYS FILE FORMAT".

#include <string>
#include <string_view>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>

namespace breakglass::signature {

struct PublicKey {
    std::string kind;     // "ssh-ed25519"
    Bytes blob;           // the wire form, which the Base64 of the line holds
    std::string comment;  // the rest of the line, may be empty
    /// The key alone decides: a comment is only a note.
    bool operator==(const PublicKey& other) const { return blob == other.blob; }
};

/// Reads one line, "ssh-ed25519 AAAA... comment", at most 16 KiB; options in front are refused.
/// Any kind is read whose blob names the same kind; check_key() says which can be verified.
/// Errors: usage (SIGNATURE-KEY) naming what is wrong with the line.
Result<PublicKey> parse_public_key(std::string_view line);

/// Reads the wire form. Errors: unverified (SIGNATURE-KEY).
Result<PublicKey> parse_key_blob(ByteView blob);

/// Whether verify() can check signatures by this key: a kind it knows, well formed, strong enough.
/// Errors: unverified (SIGNATURE-CERTIFICATE, SIGNATURE-KIND, SIGNATURE-WEAK-KEY, SIGNATURE-KEY).
Status check_key(const PublicKey& key);

/// "ssh-ed25519 AAAA...", without the comment.
std::string to_text(const PublicKey& key);

/// "SHA256:..." as ssh-keygen -l shows it.
std::string fingerprint(const PublicKey& key);

}  // namespace breakglass::signature
