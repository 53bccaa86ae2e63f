#pragma once
// A passphrase as recipient and identity. A file under a passphrase has no other recipient.
// Source: C2SP age specification, "The scrypt recipient type".

#include <functional>

#include <breakglass/age/recipient.h>

namespace breakglass::age {

/// Called only when a passphrase turns out to be needed.
using AskPassphrase = std::function<Result<SecretBytes>()>;

inline constexpr unsigned scrypt_work_written = 18;  // 2^18: 256 MiB and about half a second
inline constexpr unsigned scrypt_work_limit = 22;    // 4 GiB; more is refused on reading

class ScryptRecipient final : public Recipient {
  public:
    /// work: base-two logarithm of the scrypt cost, 1 to 22.
    explicit ScryptRecipient(SecretBytes passphrase, unsigned work = scrypt_work_written);

    /// Errors: failed (AGE-SCRYPT-MEMORY).
    Result<Stanza> wrap(const SecretBytes& file_key, Randomness& randomness) const override;
    std::string text() const override { return {}; }

  private:
    SecretBytes passphrase_;
    unsigned work_;
};

class ScryptIdentity final : public Identity {
  public:
    explicit ScryptIdentity(SecretBytes passphrase);
    /// Asks once a file turns out to be under a passphrase.
    explicit ScryptIdentity(AskPassphrase ask) : ask_(std::move(ask)) {}

    /// Errors: unverified (AGE-STANZA-MALFORMED, AGE-SCRYPT-NOT-ALONE, AGE-SCRYPT-WORK);
    /// failed (AGE-SCRYPT-MEMORY); those of ask.
    Result<std::optional<SecretBytes>> unwrap(std::span<const Stanza> stanzas) const override;

  private:
    SecretBytes passphrase_;
    AskPassphrase ask_;
};

/// Errors: unverified (AGE-SCRYPT-NOT-ALONE) when a scrypt stanza stands beside any other.
Status check_scrypt_alone(std::span<const Stanza> stanzas);

}  // namespace breakglass::age
