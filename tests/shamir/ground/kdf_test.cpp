// Vectors: RFC 4231, RFC 5869, RFC 7914 (section 11), FIPS 180-4 examples, Python hashlib for
// BLAKE2b.

#include "catch.h"

#include <string>

#include <breakglass/ground/hash.h>
#include <breakglass/ground/kdf.h>

using namespace breakglass;

namespace {

SecretBytes secret_text(std::string_view text) {
    return SecretBytes::copy_of(as_bytes(text));
}

Bytes repeated(std::uint8_t byte, std::size_t count) {
    return Bytes(count, byte);
}

}  // namespace

TEST_CASE("SHA-256 of abc, in one piece and in pieces (FIPS 180-4)") {
    const std::string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    CHECK(to_hex(sha256(as_bytes("abc"))) == expected);
    Sha256 hash;
    hash.update(as_bytes("a"));
    hash.update(as_bytes("bc"));
    CHECK(to_hex(hash.finish()) == expected);
    hash.update(as_bytes("abc"));
    CHECK(to_hex(hash.finish()) == expected);
}

TEST_CASE("HMAC-SHA256 (RFC 4231, cases 1 and 6)") {
    CHECK(to_hex(hmac_sha256(repeated(0x0b, 20), as_bytes("Hi There"))) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(to_hex(hmac_sha256(repeated(0xaa, 131),
                             as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("HKDF-SHA256 (RFC 5869, cases 1 and 3)") {
    const SecretBytes key = SecretBytes::copy_of(repeated(0x0b, 22));
    Bytes salt;
    for (std::uint8_t byte = 0; byte <= 0x0c; ++byte)
        salt.push_back(byte);
    const std::string info = "\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9";
    CHECK(to_hex(hkdf_sha256(key, salt, info, 42).expose()) ==
          "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    CHECK(to_hex(hkdf_sha256(key, {}, "", 42).expose()) ==
          "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
}

TEST_CASE("PBKDF2-HMAC-SHA256 (RFC 7914, section 11), and an empty passphrase") {
    CHECK(to_hex(pbkdf2_hmac_sha256(secret_text("passwd"), as_bytes("salt"), 1, 64).expose()) ==
          "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
          "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
    CHECK(pbkdf2_hmac_sha256(SecretBytes(), as_bytes("salt"), 1, 32).size() == 32);
}

TEST_CASE("keyed BLAKE2b-256 agrees with Python's hashlib and depends on key and message") {
    const Hash256 digest = blake2b_256("breakglass/v1/share", as_bytes("abc"));
    CHECK(to_hex(digest) == "16c45ea007ff85d4df69eaaa3b9922fc5aed06a16bd64f0528eeead0924d4089");
    CHECK(digest != blake2b_256("breakglass/v1/shard", as_bytes("abc")));
    CHECK(digest != blake2b_256("breakglass/v1/share", as_bytes("abd")));
}

TEST_CASE("constant-time comparison agrees with plain comparison") {
    CHECK(equal_constant_time(as_bytes("same"), as_bytes("same")));
    CHECK_FALSE(equal_constant_time(as_bytes("same"), as_bytes("sane")));
    CHECK_FALSE(equal_constant_time(as_bytes("same"), as_bytes("sam")));
    CHECK(equal_constant_time(ByteView{}, ByteView{}));
}
