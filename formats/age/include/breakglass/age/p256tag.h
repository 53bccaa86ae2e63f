#pragma once
// The tagged P-256 recipient type, made for keys that live in hardware.
// Source: C2SP age specification, "The tagged recipient types".

#include <memory>

#include <breakglass/age/p256.h>
#include <breakglass/age/recipient.h>

namespace breakglass::age {

class P256TagRecipient final : public DerivingRecipient {
  public:
    /// Reads "age1tag1...". Errors: usage (AGE-RECIPIENT-UNKNOWN).
    static Result<P256TagRecipient> parse(std::string_view text);
    explicit P256TagRecipient(const P256Point& point) : point_(point) {}

    Result<Stanza> wrap(const SecretBytes& file_key, Randomness& randomness) const override;
    Result<Stanza> wrap_derived(const SecretBytes& file_key,
                                const SecretBytes& seed) const override;
    std::string_view stanza_type() const override { return "p256tag"; }
    std::string text() const override;
    const P256Point& point() const { return point_; }
    bool operator==(const P256TagRecipient& other) const { return point_ == other.point_; }

  private:
    P256Point point_;
};

/// Unwraps through a key in memory or in a token; the token is asked only when the tag matches.
class P256TagIdentity final : public Identity {
  public:
    explicit P256TagIdentity(std::unique_ptr<const P256Agreement> key);

    /// Errors: unverified (AGE-STANZA-MALFORMED, AGE-POINT); those of the key.
    Result<std::optional<SecretBytes>> unwrap(std::span<const Stanza> stanzas) const override;
    P256TagRecipient recipient() const { return P256TagRecipient(key_->point()); }

  private:
    std::unique_ptr<const P256Agreement> key_;
};

}  // namespace breakglass::age
