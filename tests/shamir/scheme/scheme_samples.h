#pragma once
// Small things that the tests of this room share.

#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/secret_bytes.h>
#include <breakglass/scheme/combine.h>
#include <breakglass/scheme/split.h>

namespace breakglass::slip39 {

inline SecretBytes secret_text(std::string_view text) {
    return SecretBytes::copy_of(as_bytes(text));
}

inline std::string hex(const SecretBytes& secret) {
    return to_hex(secret.expose());
}

inline std::string words_of(const Share& share) {
    return std::string(as_text(format_mnemonic(share).expose()));
}

/// Randomness that a test can repeat: a 64-bit generator (xorshift*), for tests only.
class RepeatableRandomness final : public Randomness {
  public:
    explicit RepeatableRandomness(std::uint64_t seed) : state_(seed * 2 + 1) {}
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out)
            byte = static_cast<std::uint8_t>(next() >> 56);
    }
    std::uint64_t next() {
        state_ ^= state_ >> 12;
        state_ ^= state_ << 25;
        state_ ^= state_ >> 27;
        return state_ * 0x2545F4914F6CDD1DULL;
    }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() >> 33) % bound; }

  private:
    std::uint64_t state_;
};

/// The shares at some positions.
inline std::vector<Share> pick(const std::vector<Share>& shares,
                               const std::vector<std::size_t>& positions) {
    std::vector<Share> picked;
    for (const std::size_t position : positions)
        picked.push_back(shares[position].clone());
    return picked;
}

inline std::vector<Share> split_plain(const SecretBytes& secret, unsigned threshold,
                                      unsigned members, Randomness& randomness) {
    SplitPlan plan;
    plan.groups = {{threshold, members}};
    auto shares = split(secret, SecretBytes(), plan, randomness);
    return *std::move(shares);
}

}  // namespace breakglass::slip39
