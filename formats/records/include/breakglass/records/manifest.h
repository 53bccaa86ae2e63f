#pragma once
// The public record of one share set: who holds what, how many are needed, how to tell a right
// share from a wrong one. It holds no secret.
// Source: docs/formats/manifest.md.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::records {

inline constexpr std::size_t max_manifest_bytes = std::size_t{1} << 20U;

/// One custodian's share. With a threshold of 1, several members hold copies of share 0.
struct Member {
    std::uint8_t index = 0;             // of the share in its group, 0 to 15
    std::string holder;                 // id in the policy: "finance"
    std::string name;                   // how the card names the holder; may be empty
    std::string delivery;               // "paper", "age1...", "ssh-ed25519 ...", "pkcs11:..."
    std::optional<Hash256> commitment;  // only for keys we drew ourselves
    bool operator==(const Member&) const = default;
};

struct Group {
    std::string name;
    std::uint8_t threshold = 1;   // 1 to 16, at most the number of shares
    std::vector<Member> members;  // by index: 0, 1, 2 ... (all 0 when the threshold is 1)
    bool operator==(const Group&) const = default;
};

struct Manifest {
    std::string escrow;
    std::string set_id;                // 8 hex digits: the recipient's id
    std::uint16_t identifier = 0;      // SLIP-39's own, 15 bits
    std::string recipient;             // the recovery recipient, "age1..."
    std::uint8_t groups_required = 1;  // 1 to 16, at most the number of groups
    std::vector<Group> groups;         // 1 to 16
    std::int64_t created_at = 0;       // seconds since 1970 UTC
    bool practice = false;             // a rehearsal's key, never a real one
    bool operator==(const Manifest&) const = default;
};

/// Errors: unverified (MANIFEST-MALFORMED, MANIFEST-SET-ID, MANIFEST-THRESHOLD,
/// MANIFEST-MEMBER-TWICE, MANIFEST-TEXT).
Status check_manifest(const Manifest& manifest);

/// The bytes to store; hash and sign those, never a fresh encoding. Stops the program when the
/// manifest breaks a rule: check it first.
Bytes encode_manifest(const Manifest& manifest);

/// Reads and checks a stored manifest, at most 1 MiB.
/// Errors: unverified (MANIFEST-MALFORMED and the rules of check_manifest).
Result<Manifest> parse_manifest(ByteView bytes);

/// What the manifest keeps of a share: BLAKE2b-256 keyed "breakglass/v1/share" over the 8
/// characters of the set id, the group's index, the member's index and the share's value.
/// value: 16 to 64 bytes. Safe to publish only for values we drew at random.
Hash256 share_commitment(const std::string& set_id, std::uint8_t group, std::uint8_t member,
                         const SecretBytes& value);

}  // namespace breakglass::records
