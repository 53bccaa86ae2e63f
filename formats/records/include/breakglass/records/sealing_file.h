#pragma once
// The public file a backup host seals with: recipients, labels, expiry, signed by the owner.
// Source: docs/formats/sealing-file.md.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>
#include <breakglass/signature/ssh_signature.h>

namespace breakglass::records {

inline constexpr std::string_view sealing_namespace = "breakglass.sealing";
inline constexpr std::size_t max_sealing_bytes = 65536;

/// What pins an escrow: SHA-256 over "breakglass/v1/escrow", the escrow's name and the wire form
/// of the owner's SSH public key, each with its length in front.
Hash256 escrow_fingerprint(std::string_view escrow, const signature::PublicKey& owner_key);

struct SealingFacts {
    std::string escrow;
    std::string owner;                        // id in the policy: "platform-lead"
    Hash256 fingerprint{};                    // escrow_fingerprint of the owner's key
    std::string recovery_recipient;           // "age1..."; its id is the set id
    std::vector<std::string> kek_recipients;  // 1 or 2, "age1..." or "age1tag1..."
    std::vector<std::string> labels;          // 1 to 256 labels or patterns with *
    std::int64_t created_at = 0;              // seconds since 1970 UTC
    std::int64_t expires_at = 0;              // after created_at
    std::uint64_t ledger_size = 0;            // entries when it was written
    Hash256 ledger_root{};                    // the root over them, RFC 6962
    bool operator==(const SealingFacts&) const = default;

    std::string set_id() const;
    std::vector<std::string> kek_ids() const;
};

/// A sealing file whose signature verified under the key its fingerprint names. Whether that is
/// the escrow one knows is the caller's question: compare facts.fingerprint with the pinned one.
struct SealingFile {
    SealingFacts facts;
    signature::PublicKey owner_key;
    Bytes body;  // the signed bytes, as stored
};

/// Errors: unverified (SEALING-MALFORMED) naming the field.
Status check_sealing(const SealingFacts& facts);

/// The text to sign, as `ssh-keygen -Y sign -n breakglass.sealing` does. Stops the program when
/// the facts break a rule: check them first.
Bytes encode_sealing_body(const SealingFacts& facts);

/// Reads and checks the text without its signature; for the one who is about to sign it.
/// Errors: unverified (SEALING-MALFORMED).
Result<SealingFacts> parse_sealing_body(ByteView body);

/// Body and armored signature as one file, read back and verified before it is returned.
/// Errors: as parse_sealing_file.
Result<Bytes> join_sealing_file(ByteView body, ByteView armored_signature);

/// Reads a whole file and verifies its signature.
/// Errors: unverified (SEALING-MALFORMED; SEALING-FINGERPRINT when another key signed;
/// SIGNATURE-*).
Result<SealingFile> parse_sealing_file(ByteView bytes);

/// Whether the file allows sealing under this label: equal, or matched by a pattern in which *
/// stands for any characters.
bool label_allowed(const SealingFacts& facts, std::string_view label);

}  // namespace breakglass::records
