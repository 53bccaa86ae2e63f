#pragma once
// Hashes: SHA-256 (FIPS 180-4) and BLAKE2b-256 with a key (RFC 7693).

#include <array>
#include <memory>
#include <string_view>

#include <breakglass/ground/bytes.h>

namespace breakglass {

using Hash256 = std::array<std::uint8_t, 32>;

Hash256 sha256(ByteView bytes);

/// SHA-256 of a stream.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void update(ByteView bytes);
    /// The digest; the object starts afresh.
    Hash256 finish();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// BLAKE2b with a 32-byte digest. key: 1 to 64 bytes, a public domain label.
Hash256 blake2b_256(std::string_view key, ByteView bytes);

}  // namespace breakglass
