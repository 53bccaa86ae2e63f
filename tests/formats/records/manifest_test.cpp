#include "formats/records/samples.h"

#include <algorithm>

using namespace breakglass;
using namespace breakglass::testing;
using records::Manifest;

namespace {

template <typename Change>
std::string rule_after(const Change& change) {
    Manifest manifest = good_manifest();
    change(manifest);
    return rule_of(records::check_manifest(manifest));
}

}  // namespace

TEST_CASE("a manifest comes back from its stored bytes") {
    for (const bool practice : {false, true}) {
        Manifest manifest = good_manifest();
        manifest.practice = practice;
        REQUIRE(records::check_manifest(manifest));
        const auto read = records::parse_manifest(records::encode_manifest(manifest));
        REQUIRE(read);
        CHECK(*read == manifest);
    }
}

TEST_CASE("MANIFEST-SET-ID: the set id is that of the recipient") {
    CHECK(rule_after([](Manifest& m) { m.set_id = "00000000"; }) == "MANIFEST-SET-ID");
    CHECK(rule_after([](Manifest& m) { m.recipient = some_recipient(); }) == "MANIFEST-SET-ID");
    CHECK(rule_after([](Manifest& m) {
              m.recipient.back() = m.recipient.back() == 'q' ? 'p' : 'q';
              m.set_id = sealed::recipient_id(m.recipient);
          }) == "MANIFEST-SET-ID");
    CHECK(rule_after([](Manifest& m) { m.recipient.clear(); }) == "MANIFEST-SET-ID");
}

TEST_CASE("MANIFEST-THRESHOLD: thresholds that the shares cannot meet") {
    const auto threshold = [](const auto& change) {
        CHECK(rule_after(change) == "MANIFEST-THRESHOLD");
    };
    threshold([](Manifest& m) { m.groups_required = 0; });
    threshold([](Manifest& m) { m.groups_required = 3; });
    threshold([](Manifest& m) { m.groups.clear(); });
    threshold([](Manifest& m) { m.groups[0].threshold = 0; });
    threshold([](Manifest& m) { m.groups[0].threshold = 6; });
    threshold([](Manifest& m) { m.groups[0].members.clear(); });
    threshold([](Manifest& m) { m.groups[0].members.resize(17, m.groups[0].members[0]); });
    threshold([](Manifest& m) { m.groups.resize(17, m.groups[0]); });
}

TEST_CASE("MANIFEST-MEMBER-TWICE: one share or group under two entries") {
    const auto twice = [](const auto& change) {
        CHECK(rule_after(change) == "MANIFEST-MEMBER-TWICE");
    };
    twice([](Manifest& m) { m.groups[0].members[1].index = 0; });
    twice([](Manifest& m) { m.groups[0].members[4].index = 5; });
    twice(
        [](Manifest& m) { m.groups[0].members[1].commitment = m.groups[0].members[0].commitment; });
    twice([](Manifest& m) { m.groups[1].members[1].index = 1; });
    twice([](Manifest& m) { m.groups[1].members[1].holder = "director"; });
    twice([](Manifest& m) { m.groups[1].members[1].commitment = some_hash("x"); });
    twice([](Manifest& m) { m.groups[1].name = "custodians"; });
}

TEST_CASE("MANIFEST-TEXT: texts that are empty, too long or not plain") {
    const auto text = [](const auto& change) { CHECK(rule_after(change) == "MANIFEST-TEXT"); };
    text([](Manifest& m) { m.escrow.clear(); });
    text([](Manifest& m) { m.escrow = std::string(129, 'x'); });
    text([](Manifest& m) { m.groups[0].name = "a\nb"; });
    text([](Manifest& m) { m.groups[0].members[0].holder.clear(); });
    text([](Manifest& m) { m.groups[0].members[0].name = "\xe2\x80\xae"; });
    text([](Manifest& m) {
        m.groups[0].members[0].name =
            "Bu\xe2\x80\x8d"
            "di";
    });
    text([](Manifest& m) { m.groups[0].members[0].name = std::string(129, 'x'); });
    text([](Manifest& m) { m.groups[0].members[0].delivery.clear(); });
    text([](Manifest& m) { m.groups[0].members[0].delivery = std::string(2049, 'x'); });
}

TEST_CASE("MANIFEST-MALFORMED: identifier and time out of range") {
    CHECK(rule_after([](Manifest& m) { m.identifier = 0x8000; }) == "MANIFEST-MALFORMED");
    CHECK(rule_after([](Manifest& m) { m.created_at = -1; }) == "MANIFEST-MALFORMED");
}

TEST_CASE("MANIFEST-MALFORMED: cut, trailing, unknown and repeated fields") {
    const Bytes stored = records::encode_manifest(good_manifest());
    for (std::size_t size = 0; size < stored.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(records::parse_manifest(ByteView(stored).first(size)));
    }
    using namespace std::string_view_literals;
    // an unknown field; field 1 again; a zero spelt out; a stretched number; garbage
    for (const auto more : {"\x78\x01"sv, "\x08\x01"sv, "\x48\x00"sv, "\x48\x02"sv,
                            "\x48\x81\x00"sv, "\x08\x81\x00"sv, "\xff"sv, "\0"sv}) {
        CAPTURE(to_hex(as_bytes(more)));
        Bytes longer = stored;
        append(longer, as_bytes(more));
        CHECK(rule_of(records::parse_manifest(longer)) == "MANIFEST-MALFORMED");
    }
    const std::size_t escrow = as_text(stored).find("payroll");
    REQUIRE(escrow != std::string_view::npos);
    Bytes not_utf8 = stored;
    not_utf8[escrow] = 0xff;
    CHECK(rule_of(records::parse_manifest(not_utf8)) == "MANIFEST-TEXT");
    CHECK(rule_of(records::parse_manifest({})) == "MANIFEST-MALFORMED");
    CHECK(rule_of(records::parse_manifest(Bytes((1U << 20U) + 1))) == "MANIFEST-MALFORMED");
}

TEST_CASE("a share's commitment binds set, place and value, as Python computes it") {
    const SecretBytes value = SecretBytes::copy_of(Bytes(32, 0x42));
    const Hash256 commitment = records::share_commitment("9c03ab12", 1, 2, value);
    // hashlib.blake2b(b"9c03ab12\x01\x02" + b"B" * 32, key=b"breakglass/v1/share", digest_size=32)
    CHECK(to_hex(commitment) == "2f816e0d406666f36f05f94cc06ee04ab9094c3f7dcfc542f8656e70e1335ee2");
    CHECK(commitment != records::share_commitment("9c03ab13", 1, 2, value));
    CHECK(commitment != records::share_commitment("9c03ab12", 0, 2, value));
    CHECK(commitment != records::share_commitment("9c03ab12", 1, 1, value));
    const SecretBytes other = SecretBytes::copy_of(Bytes(32, 0x43));
    CHECK(commitment != records::share_commitment("9c03ab12", 1, 2, other));
}
