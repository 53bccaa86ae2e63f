#pragma once
// Who a file key is wrapped to, and who can unwrap it.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/age/stanza.h>
#include <breakglass/ground/random.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::age {

/// A public key that a file key can be wrapped to.
class Recipient {
  public:
    virtual ~Recipient() = default;
    /// One stanza, made with fresh randomness.
    virtual Result<Stanza> wrap(const SecretBytes& file_key, Randomness& randomness) const = 0;
    /// How people write it: age1..., ssh-ed25519 ...; empty for a passphrase.
    virtual std::string text() const = 0;
};

/// A recipient whose ephemeral key may be derived, so that the same inputs give the same stanza.
class DerivingRecipient : public Recipient {
  public:
    /// seed: 32 bytes, secret, used for this file key and this recipient only. X25519: the
    /// ephemeral scalar. p256tag: the input of HPKE's DeriveKeyPair (RFC 9180, 7.1.3).
    virtual Result<Stanza> wrap_derived(const SecretBytes& file_key,
                                        const SecretBytes& seed) const = 0;
    /// "X25519" or "p256tag".
    virtual std::string_view stanza_type() const = 0;
};

/// A private key that may unwrap a file key.
class Identity {
  public:
    virtual ~Identity() = default;
    /// The file key (16 bytes), or nothing when no stanza is for this identity.
    /// Errors: unverified (AGE-STANZA-MALFORMED, AGE-LOW-ORDER, AGE-SCRYPT-NOT-ALONE,
    /// AGE-SCRYPT-WORK) when a stanza of its kind breaks the format's rules.
    virtual Result<std::optional<SecretBytes>> unwrap(std::span<const Stanza> stanzas) const = 0;
};

/// Reads "age1...", "age1tag1..." or "ssh-ed25519 ...".
/// Errors: usage (AGE-RECIPIENT-UNKNOWN) naming what was given.
Result<std::unique_ptr<Recipient>> parse_recipient(std::string_view text);

/// Reads "age1..." or "age1tag1...": the kinds a sealed backup's header may be wrapped to.
Result<std::unique_ptr<DerivingRecipient>> parse_deriving_recipient(std::string_view text);

}  // namespace breakglass::age
