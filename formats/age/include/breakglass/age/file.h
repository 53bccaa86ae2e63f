#pragma once
// A whole age file: header, nonce, payload; binary or armoured.

#include <span>

#include <breakglass/age/header.h>
#include <breakglass/age/payload.h>
#include <breakglass/age/recipient.h>

namespace breakglass::age {

struct EncryptOptions {
    bool armor = false;
    PayloadOptions payload;
};

inline constexpr std::size_t max_secret_bytes = std::size_t{1} << 20U;

/// Encrypts source to every recipient. Errors: usage (AGE-SCRYPT-NOT-ALONE, AGE-NO-RECIPIENT);
/// those of the recipients, source and sink.
Status encrypt(std::span<const Recipient* const> recipients, ByteSource& source, ByteSink& sink,
               Randomness& randomness, const EncryptOptions& options = {});

/// The file key of a header: the first identity that opens a stanza, with the MAC verified.
/// Errors: not_met (AGE-NO-MATCH); unverified (AGE-HEADER-MAC, AGE-SCRYPT-NOT-ALONE and the rules
/// of each stanza type).
Result<SecretBytes> unwrap_file_key(const Header& header,
                                    std::span<const Identity* const> identities);

/// Decrypts a file, binary or armoured, with the first identity that matches.
/// Returns plaintext bytes written. Armour is told by its first line; white space may precede it.
/// Errors: not_met (AGE-NO-MATCH) when no identity opens it; unverified for every broken rule.
/// Nothing reaches sink before header MAC and first chunk verified.
Result<std::uint64_t> decrypt(std::span<const Identity* const> identities, ByteSource& source,
                              ByteSink& sink, PayloadOptions options = {});

/// For small secrets: an age file in memory. plaintext: at most 1 MiB, never copied outside
/// locked memory. Errors: as encrypt; AGE-SECRET-TOO-LARGE.
Result<Bytes> encrypt_secret(std::span<const Recipient* const> recipients,
                             const SecretBytes& plaintext, Randomness& randomness,
                             const EncryptOptions& options = {});

/// The reverse, never touching unlocked memory. Errors: as decrypt; AGE-SECRET-TOO-LARGE.
Result<SecretBytes> decrypt_secret(std::span<const Identity* const> identities, ByteView file);

}  // namespace breakglass::age
