#include "formats/signature/signed.h"
#include "formats/signature/wire_text.h"

#include <botan/bigint.h>

using namespace breakglass;
using namespace breakglass::signature;
using testing::joined;
using testing::mpint;
using testing::rule_of;
using testing::Signed;
using testing::string;

namespace {

constexpr std::size_t kind_bytes = 4 + 19;  // "ecdsa-sha2-nistp256" and its length
constexpr std::size_t curve_bytes = 4 + 8;

std::string rule_of_blob(const Bytes& blob) {
    const auto key = parse_key_blob(blob);
    return key ? "" : key.error().rule;
}

/// The signature with other numbers in it.
std::string verdict_with(const Signed& made, const Bytes& value) {
    SshSignature changed = made.signature();
    changed.value = value;
    return rule_of(verify(changed, made.key(), "breakglass.test", as_bytes(made.message)));
}

}  // namespace

TEST_CASE("SIGNATURE-KEY: an ECDSA key is one uncompressed point of the curve it names") {
    const Bytes good = Signed("ecdsa -b 256").key().blob;
    const Bytes kind(good.begin(), good.begin() + kind_bytes);
    const Bytes point(good.begin() + kind_bytes + curve_bytes + 4, good.end());
    REQUIRE(point.size() == 65);
    const auto with = [&](std::string_view curve, const Bytes& encoded) {
        return rule_of_blob(joined({kind, string(curve), string(encoded)}));
    };
    CHECK(with("nistp256", point).empty());
    CHECK(with("nistp384", point) == "SIGNATURE-KEY");
    CHECK(with("", point) == "SIGNATURE-KEY");
    Bytes off = point;
    off.back() ^= 1U;
    CHECK(with("nistp256", off) == "SIGNATURE-KEY");
    Bytes compressed(point.begin(), point.begin() + 33);
    compressed[0] = static_cast<std::uint8_t>(2U | (point.back() & 1U));
    CHECK(with("nistp256", compressed) == "SIGNATURE-KEY");
    Bytes hybrid = point;
    hybrid[0] = static_cast<std::uint8_t>(6U | (point.back() & 1U));
    CHECK(with("nistp256", hybrid) == "SIGNATURE-KEY");
    CHECK(with("nistp256", Bytes{0}) == "SIGNATURE-KEY");  // infinity
    CHECK(with("nistp256", Bytes{}) == "SIGNATURE-KEY");
    Bytes nothing(65, 0);
    nothing[0] = 4;
    CHECK(with("nistp256", nothing) == "SIGNATURE-KEY");
    CHECK(rule_of_blob(joined({good, {0}})) == "SIGNATURE-KEY");
    CHECK(rule_of_blob(joined({kind, string("nistp256")})) == "SIGNATURE-KEY");
}

TEST_CASE("SIGNATURE-KEY: a coordinate at or above the prime is a second spelling") {
    // The point with x = 5 lies on P-256, and x + p fits into the same 32 bytes.
    const Bytes good = Signed("ecdsa -b 256").key().blob;
    const Bytes kind(good.begin(), good.begin() + kind_bytes);
    Bytes point = {4};
    const Botan::BigInt p("0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    const Botan::BigInt y("0x459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc");
    for (const Botan::BigInt& x : {Botan::BigInt(5), Botan::BigInt(5) + p}) {
        Bytes spelt = point;
        Bytes part(32);
        x.binary_encode(part.data() + 32 - x.bytes());
        append(spelt, part);
        y.binary_encode(part.data() + 32 - y.bytes());
        append(spelt, part);
        const std::string rule = rule_of_blob(joined({kind, string("nistp256"), string(spelt)}));
        CHECK(rule == (x == Botan::BigInt(5) ? "" : "SIGNATURE-KEY"));
    }
}

TEST_CASE("SIGNATURE-FORGED: r and s are two numbers in their one spelling, and nothing more") {
    for (const char* kind : {"ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521"}) {
        CAPTURE(kind);
        const Signed made(kind);
        const Bytes value = made.signature().value;
        const std::size_t r_size = value[3];  // below 256 bytes
        const Bytes r(value.begin(), value.begin() + 4 + static_cast<std::ptrdiff_t>(r_size));
        const Bytes s(value.begin() + 4 + static_cast<std::ptrdiff_t>(r_size), value.end());
        CHECK(verdict_with(made, joined({r, s})).empty());
        const auto with_zero = [](const Bytes& number) {
            return string(joined({{0}, Bytes(number.begin() + 4, number.end())}));
        };
        for (const Bytes& other :
             {joined({with_zero(r), s}), joined({r, with_zero(s)}), joined({s, r}), joined({r, r}),
              r, joined({r, s, s}), joined({r, s, {0}}), Bytes(), joined({string(""), s}),
              joined({r, string("")}), joined({string(Bytes{0}), s}), joined({mpint(Bytes{1}), s}),
              joined({mpint(Bytes(66, 0xff)), s}), joined({mpint(Bytes(100, 0x11)), s}),
              joined({string(Bytes(32, 0xff)), s})}) {
            CHECK(verdict_with(made, other) == "SIGNATURE-FORGED");
        }
    }
}

TEST_CASE("the other s of ECDSA counts, here as in OpenSSH: a statement's id is its text's") {
    const Signed made("ecdsa -b 256");
    const Bytes value = made.signature().value;
    const std::size_t r_size = value[3];
    const Bytes r(value.begin(), value.begin() + 4 + static_cast<std::ptrdiff_t>(r_size));
    const ByteView s = ByteView(value).subspan(4 + r_size + 4);
    // FIPS 186-4, D.1.2.3
    const Botan::BigInt order("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    const Botan::BigInt mirrored = order - Botan::BigInt(s.data(), s.size());
    Bytes other(mirrored.bytes());
    mirrored.binary_encode(other.data());
    const Bytes changed = joined({r, mpint(other)});
    CHECK(verdict_with(made, changed).empty());

    Bytes blob = testing::blob_of(made.scratch.read_text("message.sig"));
    Bytes head(blob.begin(),
               blob.end() - static_cast<std::ptrdiff_t>(kind_bytes + 4 + value.size()) - 4);
    append(head, string(joined({string("ecdsa-sha2-nistp256"), string(changed)})));
    made.scratch.write("message.sig", testing::armored(head));
    CHECK(ssh_keygen_takes(made.scratch, made.key(), "breakglass.test"));
}
