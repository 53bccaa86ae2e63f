#include <algorithm>

#include <breakglass/ground/kdf.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::sealed {

FreshBackup draw_backup(Randomness& randomness) {
    FreshBackup fresh;
    fresh.dek = random_secret(age::file_key_bytes, randomness);
    randomness.fill(fresh.id);
    return fresh;
}

Hash256 dek_commitment(const SecretBytes& dek, const BackupId& id) {
    check(dek.size() == age::file_key_bytes, "a DEK has 16 bytes");
    const SecretBytes derived = hkdf_sha256(dek, id, "breakglass/v1/commitment", 32);
    Hash256 commitment{};
    std::ranges::copy(derived.expose(), commitment.begin());
    return commitment;
}

SecretBytes ephemeral_seed(const SecretBytes& dek, const BackupId& id,
                           const age::DerivingRecipient& recipient) {
    check(dek.size() == age::file_key_bytes, "a DEK has 16 bytes");
    const std::string text = recipient.text();
    Bytes salt(id.begin(), id.end());
    append(salt, as_bytes(text));
    return hkdf_sha256(dek, salt, "breakglass/v1/ephemeral/" + std::string(recipient.stanza_type()),
                       32);
}

std::string recipient_id(std::string_view recipient_text) {
    return to_hex(sha256(as_bytes(recipient_text))).substr(0, 8);
}

bool is_recipient_id(std::string_view text) {
    return text.size() == 8 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

}  // namespace breakglass::sealed
