// Vectors: RFC 4648, section 10.

#include "catch.h"

#include <random>

#include <breakglass/encoding/base64.h>
#include <breakglass/encoding/hex.h>

using namespace breakglass;
using namespace breakglass::encoding;

TEST_CASE("base64 of the RFC 4648 examples, with and without padding") {
    const std::pair<const char*, const char*> examples[] = {{"", ""},
                                                            {"f", "Zg=="},
                                                            {"fo", "Zm8="},
                                                            {"foo", "Zm9v"},
                                                            {"foob", "Zm9vYg=="},
                                                            {"fooba", "Zm9vYmE="},
                                                            {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, padded] : examples) {
        std::string bare = padded;
        bare.erase(bare.find_last_not_of('=') + 1);
        CHECK(to_base64_padded(as_bytes(plain)) == padded);
        CHECK(to_base64(as_bytes(plain)) == bare);
        CHECK(as_text(from_base64_padded(padded).value()) == plain);
        CHECK(as_text(from_base64(bare).value()) == plain);
        CHECK(as_text(secret_from_base64_padded(as_bytes(padded)).value().expose()) == plain);
    }
}

TEST_CASE("base64 of every byte value comes back, at every length up to 300") {
    std::mt19937 numbers(20310302);
    for (std::size_t size = 0; size < 300; ++size) {
        Bytes bytes(size);
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(numbers());
        CHECK(from_base64(to_base64(bytes)).value() == bytes);
        CHECK(from_base64_padded(to_base64_padded(bytes)).value() == bytes);
    }
}

TEST_CASE("base64 has one spelling per value: unused bits, padding and foreign characters") {
    for (const char* text : {"Zh", "Zm9", "Zg==", "Zm8=", "A", "AAAAA", "Zm 9", "Zm9v\n", "Zm9-",
                             "Zm9_", "Zm9v=", "\x80mZv"}) {
        CHECK_FALSE(from_base64(text).has_value());
    }
    for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zm9v====", "Zg==Zg==",
                             "Zm9v\n", "=Zg=", "Z=g="}) {
        CHECK_FALSE(from_base64_padded(text).has_value());
        CHECK_FALSE(secret_from_base64_padded(as_bytes(text)).has_value());
    }
}

TEST_CASE("exactly 64 single characters are base64, each for its own value") {
    std::size_t known = 0;
    std::string seen;
    for (unsigned c = 0; c < 256; ++c) {
        const std::string text = std::string("AAA") + static_cast<char>(c);
        const auto bytes = from_base64(text);
        if (!bytes) continue;
        ++known;
        CHECK(to_base64(*bytes) == text);
    }
    CHECK(known == 64);
}

TEST_CASE("hex reads lower case only, two digits a byte") {
    CHECK(from_hex("00ff10a9").value() == Bytes{0x00, 0xff, 0x10, 0xa9});
    CHECK(from_hex("").value().empty());
    for (const char* text :
         {"0", "0x00", "FF", "fF", "0g", " 00", "00 ", "0\n", "@@", "``", "::", "//"}) {
        CHECK_FALSE(from_hex(text).has_value());
        CHECK_FALSE(secret_from_hex(as_bytes(text)).has_value());
    }
    for (unsigned value = 0; value < 256; ++value) {
        const Bytes byte{static_cast<std::uint8_t>(value)};
        const SecretBytes digits = secret_to_hex(SecretBytes::copy_of(byte));
        CHECK(as_text(digits.expose()) == to_hex(byte));
        CHECK(equal_constant_time(secret_from_hex(digits.expose()).value().expose(), byte));
    }
}
