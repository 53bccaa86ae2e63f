#include "formats/sealed/samples.h"

#include <algorithm>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

using Stanzas = std::vector<age::Stanza>;

/// The rule that refuses the sample's header with its stanzas changed and a MAC that is right
/// again.
template <typename Change>
std::string rule_after(const Sample& sample, const Change& change) {
    Stanzas stanzas = sample.parsed().age.stanzas;
    change(stanzas);
    Bytes file = age::encode_header(stanzas, sample.backup.dek);
    append(file, Bytes(8192, 0xee));  // the payload
    return rule_of(sealed::parse_header(file));
}

}  // namespace

TEST_CASE("a header is 4,096 bytes with the parts where the format says") {
    const Sample sample;
    const Bytes header = sample.header();
    REQUIRE(header.size() == 4096);
    const std::string text(as_text(header));
    CHECK(text.starts_with("age-encryption.org/v1\n-> breakglass.description "));
    CHECK(text.find("\n-> breakglass.fill 0") == 22 + 1415 - 1);
    CHECK(text.substr(3582, 12) == "\n\n-> X25519 ");
    CHECK(text.find("\n-> breakglass.keys ") == 3584 + 98 + 98 - 1);
    CHECK(text.rfind("\n--- ") == 4096 - 48 - 1);
    CHECK(to_hex(sealed::header_hash(header)) == to_hex(sha256(header)));
}

TEST_CASE("a parsed header names its share set and KEK, and opens with either key") {
    const Sample sample;
    const auto header = sample.parsed();
    CHECK(header.set_id == sealed::recipient_id(sample.recovery.recipient().text()));
    REQUIRE(header.kek_ids.size() == 1);
    CHECK(header.kek_ids[0] == sealed::recipient_id(sample.kek.recipient().text()));
    for (const age::Identity* identity :
         std::vector<const age::Identity*>{&sample.recovery, &sample.kek}) {
        auto dek = sealed::open_dek(header, std::vector<const age::Identity*>{identity});
        REQUIRE(dek);
        CHECK(shown(*dek) == shown(sample.backup.dek));
    }
}

TEST_CASE("bytes after the header are not looked at") {
    const Sample sample;
    Bytes file = sample.header();
    append(file, Bytes(5000, 0x41));
    CHECK(sealed::parse_header(file));
}

TEST_CASE("BACKUP-NO-MATCH: a key the backup is not sealed to") {
    const Sample sample;
    const auto stranger = age::X25519Identity::generate();
    auto dek = sealed::open_dek(sample.parsed(), std::vector<const age::Identity*>{&stranger});
    CHECK(rule_of(dek) == "BACKUP-NO-MATCH");
    CHECK(dek.error().kind == ErrorKind::not_met);
    CHECK(rule_of(sealed::open_dek(sample.parsed(), {})) == "BACKUP-NO-MATCH");
}

TEST_CASE("BACKUP-RECIPIENTS: no KEK, three KEKs, or one key twice") {
    const Sample sample;
    const auto* recovery = &sample.recovery.recipient();
    const auto* kek = &sample.kek.recipient();
    const auto more = age::X25519Identity::generate();
    const auto most = age::X25519Identity::generate();
    for (const sealed::Wraps& wraps :
         std::vector<sealed::Wraps>{{recovery, {}},
                                    {recovery, {kek, &more.recipient(), &most.recipient()}},
                                    {recovery, {recovery}},
                                    {recovery, {kek, kek}},
                                    {nullptr, {kek}}}) {
        CHECK(rule_of(sealed::write_header(sample.backup.dek, sample.backup.id, sample.description,
                                           wraps)) == "BACKUP-RECIPIENTS");
    }
}

TEST_CASE("BACKUP-NOT-SEALED: other files are told apart from damaged backups") {
    const Sample sample;
    const Bytes plain = age::encode_header(std::vector<age::Stanza>{sample.parsed().age.stanzas[2]},
                                           sample.backup.dek);
    Bytes plain_file = plain;
    append(plain_file, Bytes(6000, 0x80));
    for (const Bytes& file : {Bytes(), Bytes(10000, 0), plain, plain_file,
                              Bytes(as_bytes("age").begin(), as_bytes("age").end())}) {
        CHECK(rule_of(sealed::parse_header(file)) == "BACKUP-NOT-SEALED");
    }
    const auto refusal = sealed::parse_header(plain_file);
    CHECK(refusal.error().message.find("plain age file") != std::string::npos);
}

TEST_CASE("BACKUP-TRUNCATED: every cut within the header is refused") {
    const Sample sample;
    const Bytes header = sample.header();
    for (std::size_t size = 0; size < header.size(); ++size) {
        CAPTURE(size);
        const std::string rule = rule_of(sealed::parse_header(ByteView(header).first(size)));
        // the first cuts do not yet show what the file was to become
        CHECK(rule == (size < 22 + 14 ? "BACKUP-NOT-SEALED" : "BACKUP-TRUNCATED"));
    }
}

TEST_CASE("BACKUP-FILLER: filler that carries something is refused, even with a right MAC") {
    const Sample sample;
    CHECK(rule_after(sample, [](Stanzas& s) { s[1].arguments[0][7] = '1'; }) == "BACKUP-FILLER");
    CHECK(rule_after(sample, [](Stanzas& s) { s[5].arguments[0].back() = 'x'; }) ==
          "BACKUP-FILLER");
}

TEST_CASE("BACKUP-HEADER-MALFORMED: stanzas in another order or shape, even with a right MAC") {
    const Sample sample;
    REQUIRE(rule_after(sample, [](Stanzas&) {}).empty());
    const auto refused = [&sample](const auto& change) {
        CHECK(rule_after(sample, change) == "BACKUP-HEADER-MALFORMED");
    };
    refused([](Stanzas& s) { std::swap(s[0], s[1]); });
    refused([](Stanzas& s) { std::swap(s[2], s[4]); });
    refused([](Stanzas& s) { std::swap(s[4], s[5]); });
    refused([](Stanzas& s) { s[0].type = "breakglass.descriptiom"; });
    refused([](Stanzas& s) { s[1].arguments[0].pop_back(); });
    refused([](Stanzas& s) { s[1].arguments[0].push_back('0'); });
    refused([](Stanzas& s) { s[5].arguments[0].pop_back(); });
    refused([](Stanzas& s) { s.pop_back(); });
    refused([](Stanzas& s) { s.erase(s.begin() + 3); });
    refused([](Stanzas& s) { s[3].type = "X25510"; });
    refused([](Stanzas& s) { s[3].arguments.push_back("x"); });
    refused([](Stanzas& s) { s[4].arguments[0][0] = 'G'; });
    refused([](Stanzas& s) { s[4].arguments[1] = "ABCDEF01"; });
    refused([](Stanzas& s) { s[4].arguments.pop_back(); });
    // moved from one part to the other: the sum is right, the sector is not
    refused([](Stanzas& s) {
        s[1].arguments[0].pop_back();
        s[5].arguments[0].push_back('0');
    });
    // a stanza smuggled in, the padding shortened by its size
    refused([](Stanzas& s) {
        s.insert(s.begin() + 4, {"grease", {}, {}});
        s[6].arguments[0].resize(s[6].arguments[0].size() - 11);
    });
    refused([](Stanzas& s) { s[5].body = {1, 2, 3}; });
}

TEST_CASE("every flipped bit of the header is refused, whichever key opens it") {
    const Sample sample;
    const Bytes header = sample.header();
    const std::vector<const age::Identity*> identities = {&sample.recovery, &sample.kek};
    std::size_t refused = 0;
    for (std::size_t at = 0; at < header.size(); ++at) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            Bytes flipped = header;
            flipped[at] = static_cast<std::uint8_t>(flipped[at] ^ 1U << bit);
            // a bit of every byte, all bits where keys and MAC are
            if (bit != at % 8 && at < sealed::fixed_bytes) continue;
            const auto parsed = sealed::parse_header(flipped);
            if (!parsed || !sealed::open_dek(*parsed, identities)) ++refused;
        }
    }
    CHECK(refused == 3584 + 512 * 8);
}
