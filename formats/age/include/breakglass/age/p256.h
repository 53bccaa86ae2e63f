#pragma once
// The P-256 curve as HPKE needs it: points that are on the curve, and a key that agrees with one.

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include <breakglass/ground/random.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::age {

/// SEC 1, uncompressed: 0x04, x, y. Only ever holds a point that was found on the curve.
using P256Point = std::array<std::uint8_t, 65>;
using P256CompressedPoint = std::array<std::uint8_t, 33>;

/// Reads 33 bytes (compressed) or 65 (uncompressed); nothing when it is no point of the curve.
std::optional<P256Point> p256_point(ByteView encoded);

P256CompressedPoint compress(const P256Point& point);

/// The private half, wherever it lives: in memory here, in a token elsewhere.
class P256Agreement {
  public:
    virtual ~P256Agreement() = default;
    virtual const P256Point& point() const = 0;
    /// The x coordinate of the shared point (32 bytes), raw ECDH. Errors: the token's.
    virtual Result<SecretBytes> agree(const P256Point& peer) const = 0;
};

/// A P-256 key in memory.
class SoftwareP256Key final : public P256Agreement {
  public:
    /// scalar: 32 bytes, big endian; nothing unless 0 < scalar < the order of the group.
    static std::optional<SoftwareP256Key> from_scalar(SecretBytes scalar);
    static SoftwareP256Key generate(Randomness& randomness = system_randomness());

    const P256Point& point() const override { return point_; }
    Result<SecretBytes> agree(const P256Point& peer) const override;

  private:
    SoftwareP256Key(SecretBytes scalar, const P256Point& point)
        : scalar_(std::move(scalar)), point_(point) {}
    SecretBytes scalar_;
    P256Point point_{};
};

}  // namespace breakglass::age
