// What fewer shares than the threshold tell, counted exactly on one byte of the values. The last
// byte is used: the first four carry the digest, where a guess of the whole secret can be tested
// against 32 bits (a property of the standard).

#include "catch.h"
#include "scheme_samples.h"
#include "secret_sharing.h"

#include <array>

#include <breakglass/scheme/polynomial.h>

using namespace breakglass;
using namespace breakglass::slip39;

namespace {

constexpr std::size_t size = 16;
constexpr std::size_t watched = size - 1;

/// Every draw is zero but for its watched byte: one chosen value per draw.
class ChosenBytes final : public Randomness {
  public:
    explicit ChosenBytes(std::vector<std::uint8_t> chosen) : chosen_(std::move(chosen)) {}
    void fill(std::span<std::uint8_t> out) override {
        REQUIRE(out.size() == size);
        for (std::uint8_t& byte : out)
            byte = 0;
        out[watched] = chosen_.at(next_++);
    }

  private:
    std::vector<std::uint8_t> chosen_;
    std::size_t next_ = 0;
};

SecretBytes secret_ending_in(std::uint8_t last) {
    SecretBytes secret(size);
    secret.expose_mut()[watched] = last;
    return secret;
}

std::uint8_t watched_byte(const SecretBytes& value) {
    return value.expose()[watched];
}

}  // namespace

TEST_CASE("with a threshold of 2, one share takes every value once whatever the secret is") {
    for (unsigned secret = 0; secret < 256; ++secret) {
        std::array<std::array<unsigned, 256>, 3> seen{};
        for (unsigned drawn = 0; drawn < 256; ++drawn) {
            ChosenBytes randomness({static_cast<std::uint8_t>(drawn)});
            const auto values =
                share_secret(secret_ending_in(static_cast<std::uint8_t>(secret)), 2, 3, randomness);
            for (std::size_t x = 0; x < 3; ++x)
                ++seen[x][watched_byte(values[x])];
        }
        for (const auto& counts : seen) {
            for (const unsigned count : counts)
                REQUIRE(count == 1);
        }
    }
}

TEST_CASE(
    "with a threshold of 3, two shares take every pair once, and the top coefficient may be 0") {
    for (const unsigned secret : {0x00U, 0x01U, 0x80U, 0xffU}) {
        std::array<std::vector<bool>, 3> seen;
        for (auto& pairs : seen)
            pairs.resize(65536);
        unsigned lines = 0;
        unsigned repeats = 0;
        for (unsigned drawn = 0; drawn < 65536; ++drawn) {
            ChosenBytes randomness(
                {static_cast<std::uint8_t>(drawn >> 8), static_cast<std::uint8_t>(drawn)});
            const auto values =
                share_secret(secret_ending_in(static_cast<std::uint8_t>(secret)), 3, 3, randomness);
            const std::array<std::uint8_t, 3> bytes = {
                watched_byte(values[0]), watched_byte(values[1]), watched_byte(values[2])};
            for (std::size_t left_out = 0; left_out < 3; ++left_out) {
                const unsigned pair = bytes[(left_out + 1) % 3] * 256U + bytes[(left_out + 2) % 3];
                if (seen[left_out][pair]) ++repeats;
                seen[left_out][pair] = true;
            }
            // the third point on the line through the first two: the square term is zero
            const std::array<gf256::Point, 2> two = {gf256::Point{0, ByteView(&bytes[0], 1)},
                                                     gf256::Point{1, ByteView(&bytes[1], 1)}};
            if (gf256::interpolate(two, 2).expose()[0] == bytes[2]) ++lines;
        }
        CHECK(repeats == 0);
        CHECK(lines == 256);
    }
}

TEST_CASE("a polynomial goes through its points and through no other choice of degree") {
    RepeatableRandomness randomness(31);
    for (std::size_t count = 1; count <= 16; ++count) {
        std::vector<SecretBytes> values;
        std::vector<gf256::Point> points;
        for (std::size_t at = 0; at < count; ++at) {
            values.push_back(random_secret(8, randomness));
            points.push_back({static_cast<std::uint8_t>(at * 16 + 3), values.back().expose()});
        }
        for (std::size_t at = 0; at < count; ++at) {
            CHECK(hex(gf256::interpolate(points, points[at].x)) == hex(values[at]));
        }
        // a point of the polynomial may stand in for any other
        const SecretBytes further = gf256::interpolate(points, 255);
        const std::string expected = hex(values.back());
        const std::uint8_t x = points.back().x;
        points.back() = {255, further.expose()};
        CHECK(hex(gf256::interpolate(points, x)) == expected);
    }
}
