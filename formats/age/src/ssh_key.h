#pragma once
// SSH keys as bytes: the wire form (RFC 4251, 5; RFC 8709) and OpenSSH's private key file
// (PROTOCOL.key of OpenSSH).

#include <array>
#include <optional>

#include <breakglass/age/scrypt.h>

namespace breakglass::age {

using Ed25519Key = std::array<std::uint8_t, 32>;

inline constexpr std::string_view ssh_ed25519 = "ssh-ed25519";

/// The public key on the wire: its type and its 32 bytes.
Bytes ssh_wire(const Ed25519Key& key);
/// Nothing unless the bytes are exactly such a key.
std::optional<Ed25519Key> parse_ssh_wire(ByteView wire);

struct SshPrivateKey {
    SecretBytes seed;  // 32 bytes
    Ed25519Key key{};  // its public half, checked against the seed
};

/// Errors: as SshIdentity::parse.
Result<SshPrivateKey> parse_ssh_private_key(ByteView file, const AskPassphrase& passphrase);

}  // namespace breakglass::age
