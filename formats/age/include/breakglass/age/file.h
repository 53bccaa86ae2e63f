#pragma once
// A whole age file: header, nonce, payload; binary or armoured.

#include <span>

#include <breakglass/age/payload.h>
#include <breakglass/age/recipient.h>

namespace breakglass::age {

struct EncryptOptions {
    bool armor = false;
    PayloadOptions payload;
};

/// Encrypts source to every recipient. Errors: usage (AGE-SCRYPT-NOT-ALONE, AGE-NO-RECIPIENT).
Status encrypt(std::span<const Recipient* const> recipients, ByteSource& source, ByteSink& sink,
               Randomness& randomness, const EncryptOptions& options = {});

/// Decrypts a file, binary or armoured, with the first identity that matches.
/// Errors: not_met (AGE-NO-MATCH) when no identity opens it; unverified for every broken rule.
/// Nothing reaches sink before header MAC and first chunk verified.
Result<std::uint64_t> decrypt(std::span<const Identity* const> identities, ByteSource& source,
                              ByteSink& sink, PayloadOptions options = {});

/// For small secrets: an age file in memory. plaintext: at most 1 MiB.
Result<Bytes> encrypt_secret(std::span<const Recipient* const> recipients,
                             const SecretBytes& plaintext, Randomness& randomness,
                             const EncryptOptions& options = {});

/// The reverse, never touching unlocked memory. Errors: as decrypt; AGE-SECRET-TOO-LARGE.
Result<SecretBytes> decrypt_secret(std::span<const Identity* const> identities, ByteView file);

}  // namespace breakglass::age
