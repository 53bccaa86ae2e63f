#pragma once
// What the tests of the age room share.

#include <functional>
#include <memory>
#include <string>

#include <breakglass/age/file.h>
#include <breakglass/age/x25519.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/random.h>

namespace breakglass::age::testing {

/// The same bytes on every run, so that a failure can be repeated.
class CountingRandomness final : public Randomness {
  public:
    explicit CountingRandomness(std::uint8_t seed = 1) : seed_(seed) {}
    void fill(std::span<std::uint8_t> out) override {
        for (auto& byte : out) {
            if (used_ == pool_.size()) refill();
            byte = pool_[used_++];
        }
    }

  private:
    void refill() {
        pool_[0] = seed_;
        pool_[1] = static_cast<std::uint8_t>(counter_++);
        pool_[2] = static_cast<std::uint8_t>(counter_ >> 8U);
        pool_ = sha256(pool_);
        used_ = 0;
    }
    std::uint8_t seed_;
    unsigned counter_ = 0;
    Hash256 pool_{};
    std::size_t used_ = pool_.size();
};

inline Bytes patterned(std::size_t size, std::uint8_t seed = 7) {
    Bytes bytes(size);
    std::uint32_t state = seed;
    for (auto& byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(state >> 24U);
    }
    return bytes;
}

inline SecretBytes secret_text(std::string_view text) {
    return SecretBytes::copy_of(as_bytes(text));
}

/// An age file to one recipient.
inline Bytes sealed_to(const Recipient& recipient, ByteView plaintext,
                       EncryptOptions options = {}) {
    const Recipient* const recipients[] = {&recipient};
    MemorySource source(plaintext);
    MemorySink sink;
    CountingRandomness randomness;
    const Status done = encrypt(recipients, source, sink, randomness, options);
    check(static_cast<bool>(done), "a test seals");
    return sink.bytes();
}

/// What decrypting released, and how it ended: a rule id, or "ok".
struct Opened {
    std::string ended;
    Bytes released;
};

inline Opened opened_with(const Identity& identity, ByteView file, unsigned threads = 1) {
    const Identity* const identities[] = {&identity};
    MemorySource source(file);
    MemorySink sink;
    const auto done = decrypt(identities, source, sink, {.threads = threads});
    return {done ? "ok" : done.error().rule, sink.bytes()};
}

}  // namespace breakglass::age::testing
