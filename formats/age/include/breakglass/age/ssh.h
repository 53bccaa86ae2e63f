#pragma once
// ssh-ed25519 keys as recipients and identities, as age does it. Not in the C2SP specification:
// the source is docs/formats/age.md, "ssh-ed25519", written from the reference implementation.

#include <array>

#include <breakglass/age/recipient.h>
#include <breakglass/age/scrypt.h>

namespace breakglass::age {

class SshRecipient final : public Recipient {
  public:
    /// Reads a line of an authorized_keys or .pub file: "ssh-ed25519 AAAA... comment".
    /// Errors: usage (AGE-RECIPIENT-UNKNOWN).
    static Result<SshRecipient> parse(std::string_view line);

    Result<Stanza> wrap(const SecretBytes& file_key, Randomness& randomness) const override;
    /// "ssh-ed25519 AAAA...", without a comment.
    std::string text() const override;

  private:
    friend class SshIdentity;
    SshRecipient() = default;
    /// Errors: usage (AGE-RECIPIENT-UNKNOWN) when the key is no point of the curve's main group.
    static Result<SshRecipient> from_key(std::span<const std::uint8_t, 32> ed25519);
    Bytes wire() const;

    std::array<std::uint8_t, 32> ed25519_{};
    std::array<std::uint8_t, 32> point_{};  // the same key in its Montgomery form
};

class SshIdentity final : public Identity {
  public:
    /// Reads an OpenSSH private key file of an Ed25519 key. passphrase is called when the key is
    /// locked (bcrypt and aes256-ctr, what ssh-keygen writes).
    /// Errors: usage (AGE-SSH-KEY, AGE-SSH-KEY-KIND); not_met (AGE-PASSPHRASE); those of
    /// passphrase.
    static Result<SshIdentity> parse(ByteView file, const AskPassphrase& passphrase);

    Result<std::optional<SecretBytes>> unwrap(std::span<const Stanza> stanzas) const override;
    const SshRecipient& recipient() const { return recipient_; }

  private:
    SshIdentity(SecretBytes scalar, SshRecipient recipient)
        : scalar_(std::move(scalar)), recipient_(std::move(recipient)) {}
    SecretBytes scalar_;
    SshRecipient recipient_;
};

}  // namespace breakglass::age
