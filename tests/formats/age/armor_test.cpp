// Armour: round trips, what strictness means, AGE-ARMOR. The CCTV vectors cover the rest.

#include "catch.h"
#include "fixtures.h"

#include <breakglass/age/armor.h>

using namespace breakglass;
using namespace breakglass::age;
using namespace breakglass::age::testing;

namespace {

std::string armored(ByteView bytes, std::size_t piece) {
    MemorySink text;
    ArmorSink sink(text);
    for (std::size_t at = 0; at < bytes.size() || at == 0; at += piece) {
        REQUIRE(sink.write(bytes.subspan(at, std::min(piece, bytes.size() - at))));
    }
    REQUIRE(sink.finish());
    return std::string(as_text(text.bytes()));
}

Result<Bytes> unarmored(const std::string& text) {
    MemorySource source(as_bytes(text));
    ArmorSource armor(source);
    Bytes bytes(text.size() + 1);
    const auto got = read_fully(armor, bytes);
    if (!got) return got.error();
    bytes.resize(*got);
    return bytes;
}

const std::string begin = "-----BEGIN AGE ENCRYPTED FILE-----\n";
const std::string end = "-----END AGE ENCRYPTED FILE-----\n";

}  // namespace

TEST_CASE("armour comes back, whatever the pieces it was written in") {
    for (const std::size_t size : {0U, 1U, 2U, 3U, 47U, 48U, 49U, 95U, 96U, 97U, 70000U}) {
        const Bytes bytes = patterned(size);
        const std::string text = armored(bytes, 1000);
        CHECK(armored(bytes, 7) == text);
        const auto back = unarmored(text);
        REQUIRE(back);
        CHECK(*back == bytes);
    }
}

TEST_CASE("white space around armour and either line ending are accepted") {
    const Bytes bytes = patterned(100);
    const std::string text = armored(bytes, 100);
    std::string dos;
    for (const char c : text)
        dos += c == '\n' ? std::string("\r\n") : std::string(1, c);
    for (const std::string& variant :
         {text.substr(0, text.size() - 1), " \n\t\r\n" + text + "\n\n  ", dos,
          std::string(1023, '\n') + text + std::string(1023, '\n')}) {
        const auto back = unarmored(variant);
        REQUIRE(back);
        CHECK(*back == bytes);
    }
}

TEST_CASE("AGE-ARMOR: every second spelling is refused") {
    const std::string line(64, 'A');
    const std::string bad[] = {"",
                               "\n\n",
                               begin,
                               begin + "QUJD\n",
                               begin + line + "\n",
                               begin + "\n" + end,  // an empty line
                               begin + line + "\n\n" + end,
                               begin + "QUJD\nQUJD\n" + end,  // a short line inside
                               begin + line + "A\n" + end,
                               begin + "QUI\n" + end,
                               begin + "QUJ=\n" + end,
                               begin + "QUI=\nQUJD\n" + end,
                               begin + "QUJD \n" + end,
                               begin + " QUJD\n" + end,
                               begin + "QUJD\n" + end + "x",
                               begin + "QUJD\n" + end + begin,
                               "x" + begin + "QUJD\n" + end,
                               " " + begin + "QUJD\n" + end,  // white space on the begin line
                               begin + "Comment: x\n\nQUJD\n" + end,
                               "-----BEGIN AGE ENCRYPTED FILE-----QUJD\n" + end,
                               begin + "QUJD" + end,
                               begin + "QUJD\n-----END AGE FILE-----\n",
                               std::string(1025, '\n') + begin + "QUJD\n" + end,
                               begin + "QUJD\n" + end + std::string(1025, '\n'),
                               std::string(100000, ' ')};
    for (const std::string& text : bad) {
        INFO(text.substr(0, 200));
        const auto back = unarmored(text);
        REQUIRE_FALSE(back);
        CHECK(back.error().rule == "AGE-ARMOR");
    }
}

TEST_CASE("an armoured file decrypts, and one character less does not") {
    const X25519Identity identity(SecretBytes::copy_of(patterned(32)));
    const Bytes plain = patterned(200000);
    const Bytes file = sealed_to(identity.recipient(), plain, {.armor = true});
    const Opened good = opened_with(identity, file, 2);
    CHECK(good.ended == "ok");
    CHECK(good.released == plain);
    for (const std::size_t at : {std::size_t{40}, std::size_t{3000}, file.size() - 40}) {
        Bytes bad = file;
        bad.erase(bad.begin() + static_cast<std::ptrdiff_t>(at));
        const Opened result = opened_with(identity, bad);
        CHECK(result.ended != "ok");
        CHECK(std::ranges::equal(result.released, ByteView(plain).first(result.released.size())));
        CHECK(result.released.size() < plain.size());
    }
}
