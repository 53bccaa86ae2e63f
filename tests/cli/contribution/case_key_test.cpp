#include "catch.h"
#include "cli/temporary_directory.h"

#include <set>

#include <breakglass/contribution/case_key.h>

namespace breakglass::testing {

namespace {

/// Bytes that count up: 0, 1, 2 ...
class Counting final : public Randomness {
  public:
    void fill(std::span<std::uint8_t> out) override {
        for (std::uint8_t& byte : out)
            byte = next_++;
    }

  private:
    std::uint8_t next_ = 0;
};

SecretBytes secret(std::string_view text) {
    return SecretBytes::copy_of(as_bytes(text));
}

std::string text_of(const SecretBytes& passphrase) {
    return std::string(as_text(passphrase.expose()));
}

}  // namespace

TEST_CASE("a passphrase is seven groups of four out of 32 letters") {
    Counting counting;
    CHECK(text_of(contribution::draw_passphrase(counting)) == "0123-4567-89ab-cdef-ghjk-mnpq-rstv");
    std::set<char> seen;
    for (int draws = 0; draws < 100; ++draws) {
        const std::string drawn = text_of(contribution::draw_passphrase(system_randomness()));
        REQUIRE(drawn.size() == 34);
        seen.insert(drawn.begin(), drawn.end());
    }
    for (const char letter : seen)
        CHECK(std::string("0123456789abcdefghjkmnpqrstvwxyz-").find(letter) != std::string::npos);
}

TEST_CASE("a passphrase may be typed in capitals, without dashes, with o for 0 and l for 1") {
    const std::string drawn = "0123-4567-89ab-cdef-ghjk-mnpq-rstv";
    for (const char* typed :
         {"0123-4567-89ab-cdef-ghjk-mnpq-rstv", "0123456789abcdefghjkmnpqrstv",
          "OL23 4567 89AB CDEF GHJK MNPQ RSTV", "oi23-4567-89ab-cdef-ghjkmnpqrstv"}) {
        CHECK(text_of(contribution::as_drawn(secret(typed))) == drawn);
    }
    CHECK(text_of(contribution::as_drawn(secret("too short"))) == "too short");
}

TEST_CASE("a case's key opens with its passphrase alone, and only for its own recipient") {
    const TemporaryDirectory folder;
    const std::string file = folder / "one.key";
    const auto made = contribution::make_case_key(file);
    REQUIRE(made);
    const auto opened = contribution::open_case_key(file, made->recipient, made->passphrase);
    REQUIRE(opened);
    CHECK(opened->recipient().text() == made->recipient);
    CHECK(contribution::open_case_key(file, made->recipient, secret("wrong")).error().rule ==
          "CONTRIBUTION-PASSPHRASE");
    CHECK(contribution::open_case_key(file, "age1other", made->passphrase).error().rule ==
          "CONTRIBUTION-KEY");
    CHECK(contribution::open_case_key(file + "x", made->recipient, made->passphrase).error().rule ==
          "CONTRIBUTION-NO-KEY");
    CHECK(contribution::make_case_key(file).error().rule == "FILE-EXISTS");
}

}  // namespace breakglass::testing
