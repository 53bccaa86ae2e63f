#pragma once
// One level of sharing: a value as a polynomial, with a digest that notices a wrong result.
// Source: SLIP-0039, "Shamir's secret sharing", SplitSecret and RecoverSecret.

#include <cstddef>
#include <span>
#include <vector>

#include <breakglass/ground/random.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/scheme/polynomial.h>

namespace breakglass::slip39 {

/// count values at x = 0, 1, ...; any threshold of them give the secret back. With a threshold of
/// 1 each value is the secret itself. threshold: 1 to count; count: at most 16.
std::vector<SecretBytes> share_secret(const SecretBytes& secret, std::size_t threshold,
                                      std::size_t count, Randomness& randomness);

enum class Verdict { fits, no_fit, ambiguous };

/// What a number of points says about the secret behind them.
struct Settled {
    Verdict verdict = Verdict::no_fit;
    SecretBytes secret;        // when it fits
    std::vector<bool> agrees;  // one per point, when it fits
};

/// Looks for the polynomial whose digest is right. When not all points lie on the first one found
/// it looks at every choice of points: at most 12,870. threshold: 2 to the number of points.
Settled settle(std::span<const gf256::Point> points, std::size_t threshold);

}  // namespace breakglass::slip39
