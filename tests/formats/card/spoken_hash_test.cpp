#include "catch.h"

#include <breakglass/card/spoken_hash.h>

using namespace breakglass;

namespace {

Hash256 filled(std::uint8_t byte) {
    Hash256 hash{};
    hash.fill(byte);
    return hash;
}

}  // namespace

// Counted by hand from docs/formats/ceremony-record.md, "Words", and the list of SLIP-39.
TEST_CASE("a hash is 26 words of ten bits, the last one filled up with zeros") {
    const auto zeros = card::spoken_hash(filled(0));
    REQUIRE(zeros.size() == 26);
    for (const auto word : zeros)
        CHECK(word == "academic");
    const auto ones = card::spoken_hash(filled(0xff));
    REQUIRE(ones.size() == 26);
    for (std::size_t i = 0; i < 25; ++i)
        CHECK(ones[i] == "zero");
    CHECK(ones[25] == "wisdom");
}

TEST_CASE("one bit of a hash changes one word") {
    const auto before = card::spoken_hash(filled(0x5a));
    for (std::size_t bit = 0; bit < 256; ++bit) {
        Hash256 changed = filled(0x5a);
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (0x80U >> (bit % 8)));
        const auto after = card::spoken_hash(changed);
        REQUIRE(after.size() == 26);
        for (std::size_t i = 0; i < 26; ++i)
            CHECK((after[i] == before[i]) == (i != bit / 10));
    }
}
