#include "catch.h"
#include "cli/ceremony/room.h"

#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include <breakglass/ceremony/dice.h>
#include <breakglass/ground/kdf.h>
#include <breakglass/ledger/ledger.h>

using namespace breakglass;
using namespace breakglass::testing;
using ceremony::DicedRandomness;
using ceremony::parse_rolls;

namespace {

/// A generator that somebody else knows: the worst kernel there could be.
class KnownRandomness final : public Randomness {
  public:
    void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, std::uint8_t{0}); }
};

ceremony::Rolls rolls_of(const std::string& text) {
    auto rolls = parse_rolls(as_bytes(text));
    REQUIRE(rolls);
    return *std::move(rolls);
}

std::string drawn(Randomness& randomness, std::size_t size = 32) {
    Bytes bytes(size);
    randomness.fill(bytes);
    return to_hex(bytes);
}

std::string rule_of(const std::string& text) {
    const auto rolls = parse_rolls(as_bytes(text));
    return rolls ? "" : rolls.error().rule;
}

class Roller final : public console::Terminal {
  public:
    explicit Roller(std::deque<std::string> lines) : lines_(std::move(lines)) {}
    Result<std::string> ask(std::string_view) override { return std::string(); }
    Result<SecretBytes> ask_secret(std::string_view) override {
        if (lines_.empty()) return Error{ErrorKind::failed, "TERMINAL-CLOSED", "closed", ""};
        const std::string line = lines_.front();
        lines_.pop_front();
        return SecretBytes::copy_of(as_bytes(line));
    }
    void show(std::string_view text) override { shown += text; }
    std::string shown;

  private:
    std::deque<std::string> lines_;
};

}  // namespace

TEST_CASE("rolls are counted, and their entropy is log2(6) bits each") {
    const auto rolls = rolls_of("1 2,3\n456\r\n\t1");
    CHECK(rolls.count() == 7);
    CHECK(rolls.summary() == "7 rolls, 18.1 bits");
    CHECK(rolls_of(std::string(99, '4')).bits() > 255.9);
    CHECK(rolls_of(std::string(100, '4')).bits() > 256);
}

TEST_CASE("DICE-DIGIT: what no die shows is refused by its place, and never repeated") {
    for (const std::string text : {"127", "0", "1-2", "one", "1;2", "\xc2\xb9"})
        CHECK(rule_of(text) == "DICE-DIGIT");
    const auto refused = parse_rolls(as_bytes("1237"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("roll 3") != std::string::npos);
    CHECK(refused.error().message.find('7') == std::string::npos);
}

TEST_CASE("DICE-EMPTY and DICE-TOO-MANY: no roll at all, or more than anybody rolls") {
    CHECK(rule_of("") == "DICE-EMPTY");
    CHECK(rule_of(" \n") == "DICE-EMPTY");
    CHECK(rule_of(std::string(4096, '1')).empty());
    CHECK(rule_of(std::string(4097, '1')) == "DICE-TOO-MANY");
}

TEST_CASE("the same dice twice give different bytes, and dice of all ones fresh ones") {
    const auto ones = rolls_of(std::string(99, '1'));
    std::set<std::string> seen;
    for (int i = 0; i < 64; ++i) {
        DicedRandomness diced(system_randomness(), ones);
        CHECK(seen.insert(drawn(diced)).second);
        CHECK(seen.insert(drawn(diced)).second);
    }
}

TEST_CASE("with a generator that is known, the bytes are still those of the dice") {
    KnownRandomness known;
    const auto some = rolls_of("123456");
    const auto others = rolls_of("123455");
    DicedRandomness first(known, some);
    DicedRandomness again(known, some);
    DicedRandomness different(known, others);
    const std::string bytes = drawn(first);
    CHECK(bytes == drawn(again));
    CHECK(bytes != drawn(different));
    // each draw is another one, and a long draw does not repeat itself
    CHECK(bytes != drawn(first));
    const std::string long_draw = drawn(first, 20000);
    CHECK(long_draw.substr(0, 64) != long_draw.substr(2 * 8160, 64));
}

TEST_CASE("the pad is HKDF-SHA256 over the digits, as docs/decisions/dice.md says") {
    KnownRandomness known;
    DicedRandomness diced(known, rolls_of("1 2 3 4 5 6"));
    std::string info = "breakglass/v1/dice/draw";
    info += std::string(8, '\0');
    const SecretBytes pad =
        hkdf_sha256_expand(hkdf_sha256_extract(as_bytes("breakglass/v1/dice"), as_bytes("123456")),
                           as_bytes(info), 32);
    CHECK(drawn(diced) == to_hex(pad.expose()));
}

TEST_CASE("the mix is an exclusive or: every byte of the generator stays reachable") {
    // one fixed pad, all values of the generator's byte: a permutation, so nothing is lost
    class Counting final : public Randomness {
      public:
        explicit Counting(std::uint8_t value) : value_(value) {}
        void fill(std::span<std::uint8_t> out) override { std::ranges::fill(out, value_); }

      private:
        std::uint8_t value_;
    };
    const auto rolls = rolls_of("6");
    std::set<std::string> seen;
    for (unsigned value = 0; value < 256; ++value) {
        Counting generator(static_cast<std::uint8_t>(value));
        DicedRandomness diced(generator, rolls);
        seen.insert(drawn(diced, 1));
    }
    CHECK(seen.size() == 256);
}

TEST_CASE("typed rolls are counted line by line, and a line with a mistake is typed again") {
    Roller roller({"123", "12x", "456", ""});
    const auto rolls = ceremony::ask_for_rolls(roller);
    REQUIRE(rolls);
    CHECK(as_text(rolls->digits.expose()) == "123456");
    CHECK(roller.shown.find("6 rolls, 15.5 bits of 99 wanted") != std::string::npos);
    CHECK(roller.shown.find("was not taken") != std::string::npos);
    CHECK(roller.shown.find("456") == std::string::npos);
    Roller nobody({""});
    CHECK(ceremony::ask_for_rolls(nobody).error().rule == "DICE-EMPTY");
}

TEST_CASE("a ceremony with the same dice twice makes different keys, and records how many rolls") {
    std::set<std::string> recipients;
    for (const char* folder : {"one", "two"}) {
        Room room;
        const auto started = ceremony::start(room.escrow(), room.request(folder), noon,
                                             rolls_of(std::string(120, '1')));
        REQUIRE(started);
        recipients.insert(started->recipient);
        const auto& entry = room.escrow().ledger().entries().back();
        REQUIRE(entry.act == "ceremony.start");
        REQUIRE(entry.fact("dice") != nullptr);
        CHECK(*entry.fact("dice") == "120 rolls, 310.2 bits");
        for (const auto& fact : entry.facts)
            CHECK(fact.value.find("1111") == std::string::npos);
    }
    CHECK(recipients.size() == 2);
}
