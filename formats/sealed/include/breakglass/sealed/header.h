#pragma once
// The 4,096-byte header of a sealed backup: an age v1 header of fixed size whose last 512 bytes
// can be rewritten in place. The payload nonce (16 bytes, the backup's id) follows it in the file.
// Source: docs/formats/sealed-backup.md.

#include <span>
#include <string>
#include <vector>

#include <breakglass/age/header.h>
#include <breakglass/age/recipient.h>
#include <breakglass/ground/hash.h>
#include <breakglass/sealed/description.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::sealed {

inline constexpr std::size_t header_bytes = 4096;
inline constexpr std::size_t fixed_bytes = 3584;      // never change after sealing
inline constexpr std::size_t rewritable_bytes = 512;  // one disk sector, at offset fixed_bytes
inline constexpr std::size_t id_bytes = 16;           // at offset header_bytes
inline constexpr std::size_t payload_offset = header_bytes + id_bytes;
inline constexpr std::size_t max_keks = 2;

/// Whom a DEK is wrapped to. Pointers are borrowed for the call.
struct Wraps {
    const age::DerivingRecipient* recovery = nullptr;  // X25519
    std::vector<const age::DerivingRecipient*> keks;   // 1 or 2, X25519 or p256tag
};

/// A header that has the layout of a sealed backup. Its MAC is proven only by a DEK.
struct SealedHeader {
    age::Header age;                   // stanzas, MAC and the 4,096 stored bytes
    std::string set_id;                // the share set, as the keys stanza names it
    std::vector<std::string> kek_ids;  // 1 or 2, likewise
    ByteView stored() const { return age.stored; }
};

/// A new header. Call it once per DEK: the description is encrypted under a key of the DEK alone.
/// Errors: usage (BACKUP-DESCRIPTION, BACKUP-RECIPIENTS).
Result<Bytes> write_header(const SecretBytes& dek, const BackupId& id,
                           const Description& description, const Wraps& wraps);

/// Reads the first 4,096 bytes of a file; what follows is not looked at.
/// Errors: unverified (BACKUP-NOT-SEALED when this is something else, a plain age file for
/// instance; BACKUP-TRUNCATED, BACKUP-FILLER, BACKUP-HEADER-MALFORMED).
Result<SealedHeader> parse_header(ByteView file_start);

/// The DEK, by whichever identity opens a stanza, with the header's MAC verified under it.
/// Errors: not_met (BACKUP-NO-MATCH); unverified (AGE-HEADER-MAC and the stanza rules of age).
Result<SecretBytes> open_dek(const SealedHeader& header,
                             std::span<const age::Identity* const> identities);

/// The same header wrapped to others: only the last 512 bytes differ. The same inputs give the
/// same bytes. Errors: unverified (AGE-HEADER-MAC) when dek is not this header's; usage
/// (BACKUP-RECIPIENTS).
Result<Bytes> rewrite_header(const SealedHeader& header, const SecretBytes& dek, const BackupId& id,
                             const Wraps& wraps);

/// Proves that the header is, byte for byte, what this DEK wrapped to these recipients gives; so
/// whoever opened it one way knows that the other way opens too.
/// Errors: unverified (BACKUP-HEADER-NOT-OURS, AGE-HEADER-MAC).
Status recompute(const SealedHeader& header, const SecretBytes& dek, const BackupId& id,
                 const Wraps& wraps);

/// Errors: unverified (BACKUP-DESCRIPTION) when it does not decrypt or breaks its rules.
Result<Description> open_description(const SealedHeader& header, const SecretBytes& dek,
                                     const BackupId& id);

/// SHA-256 of the stored header, 4,096 bytes.
Hash256 header_hash(ByteView stored);

}  // namespace breakglass::sealed
