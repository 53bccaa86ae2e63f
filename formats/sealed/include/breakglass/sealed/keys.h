#pragma once
// What is drawn for, and derived from, the DEK of one sealed backup.
// Source: docs/formats/sealed-backup.md, "Keys".

#include <string>
#include <string_view>

#include <breakglass/age/payload.h>
#include <breakglass/age/recipient.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/random.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::sealed {

/// A backup's id is its payload nonce.
using BackupId = age::PayloadNonce;

/// The two things that are random about a sealed backup.
struct FreshBackup {
    SecretBytes dek;  // 16 bytes
    BackupId id{};
};
FreshBackup draw_backup(Randomness& randomness = system_randomness());

/// Public proof of which DEK a backup has; 32 bytes. dek: 16 bytes.
Hash256 dek_commitment(const SecretBytes& dek, const BackupId& id);

/// The seed for the ephemeral key of this backup's stanza to this recipient; 32 bytes, secret.
/// Source: docs/decisions/derived-ephemerals.md.
SecretBytes ephemeral_seed(const SecretBytes& dek, const BackupId& id,
                           const age::DerivingRecipient& recipient);

/// How a recipient is named in a header, a record and on a card: the first 8 hex digits of
/// SHA-256 of its text ("age1...", lower case). For a recovery recipient this is the set id, for
/// a KEK's recipient the KEK id.
std::string recipient_id(std::string_view recipient_text);

/// Whether text has the form of an id: 8 lower-case hex digits.
bool is_recipient_id(std::string_view text);

}  // namespace breakglass::sealed
