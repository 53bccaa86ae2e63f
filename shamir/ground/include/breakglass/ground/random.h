#pragma once
// Randomness for keys: the kernel's, behind a seam that tests can replace.

#include <cstdint>
#include <span>

#include <breakglass/ground/secret_bytes.h>

namespace breakglass {

class Randomness {
  public:
    virtual ~Randomness() = default;
    /// Fills every byte of out. Never fails and never returns short: the process ends first.
    virtual void fill(std::span<std::uint8_t> out) = 0;
};

/// The kernel's generator (getrandom through libsodium).
Randomness& system_randomness();

/// size fresh secret bytes.
SecretBytes random_secret(std::size_t size, Randomness& randomness = system_randomness());

}  // namespace breakglass
