// Vectors: BIP-173 (valid and invalid strings), the C2SP age specification (identity and
// recipient).

#include "catch.h"

#include <cctype>

#include <breakglass/encoding/bech32.h>

using namespace breakglass;
using namespace breakglass::encoding;

namespace {

const std::string identity =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
const std::string recipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";

}  // namespace

TEST_CASE("the age specification's identity is 32 times 0x42, and is written the same way") {
    const auto secret = secret_from_bech32("AGE-SECRET-KEY-", as_bytes(identity));
    REQUIRE(secret.has_value());
    CHECK(equal_constant_time(secret->expose(), Bytes(32, 0x42)));
    CHECK(as_text(secret_to_bech32("AGE-SECRET-KEY-", *secret).expose()) == identity);
}

TEST_CASE("the age specification's recipient is read and written the same way") {
    const auto read = from_bech32(recipient);
    REQUIRE(read.has_value());
    CHECK(read->prefix == "age");
    CHECK(read->data.size() == 32);
    CHECK(to_bech32("age", read->data) == recipient);
}

TEST_CASE("BIP-173: valid strings whose data is whole bytes") {
    for (const std::string text : {"A12UEL5L", "a12uel5l"}) {
        const auto read = from_bech32(text);
        REQUIRE(read.has_value());
        CHECK(read->prefix == text.substr(0, 1));
        CHECK(read->data.empty());
        CHECK(to_bech32(read->prefix, {}) == text);
    }
    // longer than the 90 characters of BIP-173: age lifts the limit
    const Bytes long_data(1249, 0xa5);
    CHECK(from_bech32(to_bech32("age1tagpq", long_data)).value().data == long_data);
}

TEST_CASE("BIP-173: invalid strings are refused") {
    const std::string bad[] = {
        "\x20"
        "1nwldj5",
        "\x7f"
        "1axkwrx",
        "\x80"
        "1eym55h",
        "pzry9x0s0muk",
        "1pzry9x0s0muk",
        "x1b4n0q5v",
        "li1dgmt3",
        "de1lg7wt\xff",
        "A1G7SGD8",
        "10a06t8",
        "1qzzfhee",
        "",
        "1",
        "a1",
        "A12uEL5L",
        "a12uel5m",
        "split1checkupstagehandshakeupstreamerranterredcaperred2y9e2w"};
    for (const std::string& text : bad)
        CHECK_FALSE(from_bech32(text).has_value());
}

TEST_CASE("one changed character anywhere in a key is noticed") {
    for (std::size_t i = 0; i < identity.size(); ++i) {
        std::string changed = identity;
        changed[i] = changed[i] == 'Q' ? 'P' : 'Q';
        CHECK_FALSE(secret_from_bech32("AGE-SECRET-KEY-", as_bytes(changed)).has_value());
    }
    for (std::size_t i = 0; i < recipient.size(); ++i) {
        std::string changed = recipient;
        changed[i] = changed[i] == 'q' ? 'p' : 'q';
        CHECK_FALSE(from_bech32(changed).has_value());
    }
}

TEST_CASE("a secret key in the wrong case, of another kind or cut short is refused") {
    std::string lower = identity;
    for (char& c : lower)
        c = static_cast<char>(std::tolower(c));
    CHECK_FALSE(secret_from_bech32("AGE-SECRET-KEY-", as_bytes(lower)).has_value());
    CHECK(secret_from_bech32("age-secret-key-", as_bytes(lower)).has_value());
    std::string mixed = identity;
    mixed.back() = static_cast<char>(std::tolower(mixed.back()));
    CHECK_FALSE(secret_from_bech32("AGE-SECRET-KEY-", as_bytes(mixed)).has_value());
    CHECK_FALSE(secret_from_bech32("AGE-PLUGIN-", as_bytes(identity)).has_value());
    for (std::size_t size = 0; size < identity.size(); ++size) {
        const std::string_view cut = std::string_view(identity).substr(0, size);
        CHECK_FALSE(secret_from_bech32("AGE-SECRET-KEY-", as_bytes(cut)).has_value());
    }
}
