#pragma once
// The native recipient type of age: X25519.
// Source: C2SP age specification, "The X25519 recipient type".

#include <array>

#include <breakglass/age/recipient.h>

namespace breakglass::age {

class X25519Recipient final : public DerivingRecipient {
  public:
    /// Reads "age1...". Errors: usage (AGE-RECIPIENT-UNKNOWN).
    static Result<X25519Recipient> parse(std::string_view text);
    explicit X25519Recipient(std::span<const std::uint8_t, 32> point);

    Result<Stanza> wrap(const SecretBytes& file_key, Randomness& randomness) const override;
    Result<Stanza> wrap_derived(const SecretBytes& file_key,
                                const SecretBytes& seed) const override;
    std::string_view stanza_type() const override { return "X25519"; }
    std::string text() const override;
    const std::array<std::uint8_t, 32>& point() const { return point_; }
    bool operator==(const X25519Recipient& other) const { return point_ == other.point_; }

  private:
    std::array<std::uint8_t, 32> point_{};
};

class X25519Identity final : public Identity {
  public:
    /// Reads "AGE-SECRET-KEY-1...". Errors: usage (AGE-IDENTITY-UNKNOWN); never quotes the text.
    static Result<X25519Identity> parse(ByteView text);
    /// secret: 32 bytes, the X25519 scalar before clamping.
    explicit X25519Identity(SecretBytes secret);
    static X25519Identity generate(Randomness& randomness = system_randomness());

    Result<std::optional<SecretBytes>> unwrap(std::span<const Stanza> stanzas) const override;
    const X25519Recipient& recipient() const { return recipient_; }
    /// "AGE-SECRET-KEY-1...", without a newline.
    SecretBytes text() const;
    const SecretBytes& secret() const { return secret_; }

  private:
    SecretBytes secret_;
    X25519Recipient recipient_;
};

}  // namespace breakglass::age
