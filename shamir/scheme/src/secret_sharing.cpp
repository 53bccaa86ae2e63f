#include "secret_sharing.h"

#include "reveal.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include <breakglass/ground/check.h>
#include <breakglass/ground/kdf.h>

namespace breakglass::slip39 {

namespace {

constexpr std::uint8_t digest_x = 254;
constexpr std::uint8_t secret_x = 255;
constexpr std::size_t digest_bytes = 4;

void write_digest(SecretBytes& digest_value, const SecretBytes& secret) {
    Hash256 digest = hmac_sha256(digest_value.expose().subspan(digest_bytes), secret.expose());
    std::copy_n(digest.begin(), digest_bytes, digest_value.expose_mut().begin());
    wipe(digest);
}

bool digest_is_right(const SecretBytes& digest_value, const SecretBytes& secret) {
    SecretBytes expected = digest_value.clone();
    write_digest(expected, secret);
    std::uint32_t difference = 0;
    for (std::size_t at = 0; at < digest_bytes; ++at) {
        difference |= static_cast<std::uint32_t>(expected.expose()[at] ^ digest_value.expose()[at]);
    }
    return reveal(difference) == 0;
}

bool same_values(ByteView a, ByteView b) {
    std::uint32_t difference = 0;
    for (std::size_t at = 0; at < a.size(); ++at) {
        difference |= static_cast<std::uint32_t>(a[at] ^ b[at]);
    }
    return reveal(difference) == 0;
}

/// The next choice of chosen.size() out of count in ascending order, or false after the last.
bool next_choice(std::vector<std::size_t>& chosen, std::size_t count) {
    for (std::size_t back = chosen.size(); back-- > 0;) {
        if (chosen[back] < count - chosen.size() + back) {
            ++chosen[back];
            for (std::size_t at = back + 1; at < chosen.size(); ++at) {
                chosen[at] = chosen[at - 1] + 1;
            }
            return true;
        }
    }
    return false;
}

std::vector<bool> agreeing_with(std::span<const gf256::Point> on_polynomial,
                                std::span<const gf256::Point> points) {
    std::vector<bool> agrees;
    for (const gf256::Point& point : points) {
        const SecretBytes expected = gf256::interpolate(on_polynomial, point.x);
        agrees.push_back(same_values(expected.expose(), point.values));
    }
    return agrees;
}

}  // namespace

std::vector<SecretBytes> share_secret(const SecretBytes& secret, std::size_t threshold,
                                      std::size_t count, Randomness& randomness) {
    check(threshold >= 1 && threshold <= count && count <= 16, "threshold and count of a split");
    check(threshold == 1 || secret.size() > digest_bytes, "room for the digest");
    std::vector<SecretBytes> values;
    if (threshold == 1) {
        for (std::size_t x = 0; x < count; ++x)
            values.push_back(secret.clone());
        return values;
    }
    // Uniform values at threshold - 2 places, a uniform digest key and the secret fix the
    // polynomial: every coefficient can take every value, the top one zero as well.
    SecretBytes digest_value = random_secret(secret.size(), randomness);
    write_digest(digest_value, secret);
    for (std::size_t x = 0; x + 2 < threshold; ++x) {
        values.push_back(random_secret(secret.size(), randomness));
    }
    std::vector<gf256::Point> known;
    for (std::size_t x = 0; x < values.size(); ++x) {
        known.push_back({static_cast<std::uint8_t>(x), values[x].expose()});
    }
    known.push_back({digest_x, digest_value.expose()});
    known.push_back({secret_x, secret.expose()});
    for (std::size_t x = values.size(); x < count; ++x) {
        values.push_back(gf256::interpolate(known, static_cast<std::uint8_t>(x)));
    }
    return values;
}

Settled settle(std::span<const gf256::Point> points, std::size_t threshold) {
    check(threshold >= 2 && threshold <= points.size(), "enough points for the threshold");
    Settled settled;
    std::vector<std::size_t> chosen(threshold);
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    std::vector<gf256::Point> on_polynomial(threshold);
    do {
        // a choice from points that agree already would only find the same polynomial again
        const bool found_before =
            settled.verdict == Verdict::fits &&
            std::ranges::all_of(chosen, [&](std::size_t at) { return settled.agrees[at]; });
        if (found_before) continue;
        for (std::size_t at = 0; at < threshold; ++at)
            on_polynomial[at] = points[chosen[at]];
        SecretBytes secret = gf256::interpolate(on_polynomial, secret_x);
        if (!digest_is_right(gf256::interpolate(on_polynomial, digest_x), secret)) continue;
        if (settled.verdict == Verdict::fits) return {Verdict::ambiguous, {}, {}};
        settled = {Verdict::fits, std::move(secret), agreeing_with(on_polynomial, points)};
        if (std::ranges::all_of(settled.agrees, [](bool agrees) { return agrees; })) break;
    } while (next_choice(chosen, points.size()));
    return settled;
}

}  // namespace breakglass::slip39
