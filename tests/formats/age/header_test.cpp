// Headers: what is accepted, what is refused and by which rule; the reader takes no byte too many.

#include "catch.h"
#include "fixtures.h"

#include <breakglass/age/header.h>

using namespace breakglass;
using namespace breakglass::age;
using namespace breakglass::age::testing;

namespace {

const std::string mac_line = "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";
const std::string version = "age-encryption.org/v1\n";

std::string rule_of(const std::string& text) {
    const auto parsed = parse_header(as_bytes(text));
    MemorySource source(as_bytes(text));
    const auto read = read_header(source);
    CHECK(static_cast<bool>(parsed) == static_cast<bool>(read));
    if (parsed) return "ok";
    CHECK(parsed.error().rule == read.error().rule);
    CHECK(parsed.error().kind == ErrorKind::unverified);
    return parsed.error().rule;
}

/// Gives one byte at a time and counts them.
class DripSource final : public ByteSource {
  public:
    explicit DripSource(ByteView bytes) : bytes_(bytes) {}
    Result<std::size_t> read(std::span<std::uint8_t> into) override {
        if (given_ == bytes_.size()) return std::size_t{0};
        into[0] = bytes_[given_++];
        return std::size_t{1};
    }
    std::size_t given() const { return given_; }

  private:
    ByteView bytes_;
    std::size_t given_ = 0;
};

}  // namespace

TEST_CASE("a header that was written is read back, with the bytes it had") {
    const SecretBytes key = SecretBytes::copy_of(patterned(16));
    for (const std::size_t body : {0U, 1U, 47U, 48U, 49U, 96U, 1000U}) {
        const std::vector<Stanza> stanzas = {{"X25519", {"abc", "~!"}, patterned(body)},
                                             {"example.com/none", {}, {}}};
        const Bytes written = encode_header(stanzas, key);
        const auto parsed = parse_header(written);
        REQUIRE(parsed);
        CHECK(parsed->stanzas == stanzas);
        CHECK(parsed->stored == written);
        CHECK(verify_mac(*parsed, key));
        CHECK(verify_mac(*parsed, SecretBytes::copy_of(patterned(16, 9))).error().rule ==
              "AGE-HEADER-MAC");
    }
}

TEST_CASE("the header's MAC covers every byte before it: AGE-HEADER-MAC") {
    const SecretBytes key = SecretBytes::copy_of(patterned(16));
    const std::vector<Stanza> stanzas = {{"a", {"b"}, patterned(3)}};
    Bytes header = encode_header(stanzas, key);
    int accepted = 0;
    for (std::size_t i = 0; i < header.size(); ++i) {
        header[i] ^= 0x02;
        const auto parsed = parse_header(header);
        if (parsed && verify_mac(*parsed, key)) ++accepted;
        header[i] ^= 0x02;
    }
    CHECK(accepted == 0);
}

TEST_CASE("AGE-VERSION: another version is named as such") {
    CHECK(rule_of("age-encryption.org/v2\n-> x\n\n" + mac_line) == "AGE-VERSION");
    CHECK(rule_of("age-encryption.org/v1.1\n-> x\n\n" + mac_line) == "AGE-VERSION");
}

TEST_CASE("AGE-HEADER-MALFORMED: every deviation from the grammar") {
    CHECK(rule_of(version + "-> x\n\n" + mac_line) == "ok");
    CHECK(rule_of(version + "-> x y ~\nQUJD\n" + mac_line) == "ok");
    const std::string full(64, 'A');
    CHECK(rule_of(version + "-> x\n" + full + "\n\n" + mac_line) == "ok");
    const std::string bad[] = {
        "",
        "a",
        "not an age file at all",
        "age-encryption.org/v1",
        "age-encryption.org/v1\r\n",
        "age-encryption.org/\n",
        "Age-encryption.org/v1\n-> x\n\n" + mac_line,
        version,
        version + mac_line,                              // no stanza
        version + "-> x\n" + mac_line,                   // no body
        version + "-> x\n" + full + "\n" + mac_line,     // no short line
        version + "-> x\n" + full + "A\n\n" + mac_line,  // 65 columns
        version + "->\n\n" + mac_line,                   // no type
        version + "-> \n\n" + mac_line,
        version + "->x\n\n" + mac_line,
        version + "-> x  y\n\n" + mac_line,  // two spaces
        version + "-> x \n\n" + mac_line,    // trailing space
        version + "-> x\ty\n\n" + mac_line,  // a control character
        version + "-> x\x7f\n\n" + mac_line,
        version + "-> \xc3\xa9\n\n" + mac_line,
        version + "-> x\nQUI\nQUJD\n" + mac_line,  // a line after the short one
        version + "-> x\nQUI=\n" + mac_line,       // padding
        version + "-> x\nQUJ\n" + mac_line,        // unused bits
        version + "-> x\nQ\n" + mac_line,          // an impossible length
        version + "-> x\r\n\r\n" + mac_line,
        version + "\n-> x\n\n" + mac_line,  // an empty line
        version + "-- x\n\n" + mac_line,
        version + "-> x\n\n" + mac_line.substr(0, 47),  // no newline
        version + "-> x\n\n---\n",
        version + "-> x\n\n--- \n",
        version + "-> x\n\n---AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        version + "-> x\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\n",
        version + "-> x\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA \n",
        version + "-> x\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        version + "-> x\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"};
    for (const std::string& text : bad) {
        INFO(text);
        CHECK(rule_of(text) == "AGE-HEADER-MALFORMED");
    }
}

TEST_CASE("AGE-HEADER-TOO-LARGE: a header is at most 1 MiB") {
    const auto header_of = [](std::size_t size) {
        const std::size_t rest = version.size() + 3 + 2 + mac_line.size();
        return version + "-> " + std::string(size - rest, 'x') + "\n\n" + mac_line;
    };
    CHECK(header_of(1000).size() == 1000);
    CHECK(rule_of(header_of(max_header_bytes)) == "ok");
    CHECK(rule_of(header_of(max_header_bytes + 1)) == "AGE-HEADER-TOO-LARGE");
    CHECK(rule_of(header_of(4 * max_header_bytes)) == "AGE-HEADER-TOO-LARGE");
    // a fault early in a long text is named as what it is
    const std::string bad = version + "-> x\nQ\n" + std::string(2 * max_header_bytes, 'x');
    CHECK(parse_header(as_bytes(bad)).error().rule == "AGE-HEADER-MALFORMED");
}

TEST_CASE("the reader stops at the header's last byte, whatever the header looks like") {
    const SecretBytes key = SecretBytes::copy_of(patterned(16));
    for (std::size_t length = 1; length < 200; ++length) {
        const std::vector<Stanza> stanzas = {{std::string(length, 'x'), {}, patterned(length)},
                                             {"-", {std::string(length % 7 + 1, '-')}, {}}};
        const Bytes header = encode_header(stanzas, key);
        Bytes file = header;
        append(file, patterned(100));
        MemorySource whole(file);
        REQUIRE(read_header(whole));
        Bytes rest(200);
        CHECK(*read_fully(whole, rest) == 100);
        DripSource drip(file);
        REQUIRE(read_header(drip));
        CHECK(drip.given() == header.size());
    }
}
