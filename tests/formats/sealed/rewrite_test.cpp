#include "formats/sealed/samples.h"

#include <algorithm>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

bool opens(const Bytes& bytes, const age::Identity& identity, const SecretBytes& dek) {
    const auto header = sealed::parse_header(bytes);
    if (!header) return false;
    const auto opened = sealed::open_dek(*header, std::vector<const age::Identity*>{&identity});
    if (opened) CHECK(shown(*opened) == shown(dek));  // opening with a wrong result is worst
    return static_cast<bool>(opened);
}

}  // namespace

TEST_CASE("a rewrite changes the last 512 bytes only, and only the new keys open it") {
    const Sample sample;
    const Bytes before = sample.header();
    const auto fresh = age::X25519Identity::generate();
    const auto& dek = sample.backup.dek;
    const auto after = sealed::rewrite_header(sample.parsed(), dek, sample.backup.id,
                                              {&sample.recovery.recipient(), {&fresh.recipient()}});
    REQUIRE(after);
    CHECK(std::ranges::equal(ByteView(*after).first(3584), ByteView(before).first(3584)));
    CHECK_FALSE(*after == before);
    CHECK(opens(*after, fresh, dek));
    CHECK(opens(*after, sample.recovery, dek));
    CHECK_FALSE(opens(*after, sample.kek, dek));
    const auto parsed = sealed::parse_header(*after);
    REQUIRE(parsed);
    CHECK(parsed->kek_ids[0] == sealed::recipient_id(fresh.recipient().text()));
    const auto description = sealed::open_description(*parsed, dek, sample.backup.id);
    REQUIRE(description);
    CHECK(*description == sample.description);
}

TEST_CASE("a rewrite to the same keys gives the same bytes, and there and back too") {
    const Sample sample;
    const auto& [dek, id] = sample.backup;
    const auto same = sealed::rewrite_header(sample.parsed(), dek, id, sample.wraps());
    REQUIRE(same);
    CHECK(*same == sample.header());

    const auto fresh = age::X25519Identity::generate();
    const auto there = sealed::rewrite_header(
        sample.parsed(), dek, id,
        {&fresh.recipient(), {&sample.kek.recipient(), &sample.recovery.recipient()}});
    REQUIRE(there);
    const auto parsed = sealed::parse_header(*there);
    REQUIRE(parsed);
    const auto back = sealed::rewrite_header(*parsed, dek, id, sample.wraps());
    REQUIRE(back);
    CHECK(*back == sample.header());
}

TEST_CASE("whoever opened a backup one way proves the other way by recomputing") {
    const Sample sample;
    CHECK(sealed::recompute(sample.parsed(), sample.backup.dek, sample.backup.id, sample.wraps()));
}

TEST_CASE("BACKUP-HEADER-NOT-OURS: a recovery wrap that nobody can open is found with the KEK") {
    const Sample sample;
    const auto stranger = age::X25519Identity::generate();
    auto forged = stranger.recipient().wrap(sample.backup.dek, system_randomness());
    REQUIRE(forged);
    auto own_but_drawn = sample.recovery.recipient().wrap(sample.backup.dek, system_randomness());
    REQUIRE(own_but_drawn);
    for (const age::Stanza& recovery : {*forged, *own_but_drawn}) {
        auto stanzas = sample.parsed().age.stanzas;
        stanzas[2] = recovery;
        const auto header = sealed::parse_header(age::encode_header(stanzas, sample.backup.dek));
        REQUIRE(header);  // it looks right, names the right set and has a right MAC
        CHECK(rule_of(sealed::recompute(*header, sample.backup.dek, sample.backup.id,
                                        sample.wraps())) == "BACKUP-HEADER-NOT-OURS");
    }
}

TEST_CASE(
    "BACKUP-HEADER-NOT-OURS: other recipients, other ids in the keys stanza, another backup id") {
    const Sample sample;
    const auto other = age::X25519Identity::generate();
    // named one by one: clang 14 lets no lambda capture a structured binding
    const SecretBytes& dek = sample.backup.dek;
    const sealed::BackupId& id = sample.backup.id;
    const auto rule = [&](const sealed::SealedHeader& header, const sealed::BackupId& backup_id,
                          const sealed::Wraps& wraps) {
        return rule_of(sealed::recompute(header, dek, backup_id, wraps));
    };
    CHECK(rule(sample.parsed(), id, {&sample.recovery.recipient(), {&other.recipient()}}) ==
          "BACKUP-HEADER-NOT-OURS");
    CHECK(rule(sample.parsed(), id, {&other.recipient(), {&sample.kek.recipient()}}) ==
          "BACKUP-HEADER-NOT-OURS");
    CHECK(rule(sample.parsed(), sealed::draw_backup().id, sample.wraps()) ==
          "BACKUP-HEADER-NOT-OURS");
    auto stanzas = sample.parsed().age.stanzas;
    stanzas[4].arguments[0] = "00000000";
    const auto renamed = sealed::parse_header(age::encode_header(stanzas, dek));
    REQUIRE(renamed);
    CHECK(rule(*renamed, id, sample.wraps()) == "BACKUP-HEADER-NOT-OURS");
}

TEST_CASE("AGE-HEADER-MAC: a damaged header is not blessed by a rewrite") {
    const Sample sample;
    auto damaged = sample.header();
    damaged[200] = damaged[200] == 'A' ? 'B' : 'A';  // within the description
    const auto header = sealed::parse_header(damaged);
    REQUIRE(header);
    const auto& [dek, id] = sample.backup;
    CHECK(rule_of(sealed::rewrite_header(*header, dek, id, sample.wraps())) == "AGE-HEADER-MAC");
    CHECK(rule_of(sealed::recompute(*header, dek, id, sample.wraps())) == "AGE-HEADER-MAC");
    const auto other = sealed::draw_backup();
    CHECK(rule_of(sealed::rewrite_header(sample.parsed(), other.dek, id, sample.wraps())) ==
          "AGE-HEADER-MAC");
}

TEST_CASE("a torn rewrite opens as the old or the new header or not at all") {
    const Sample sample;
    const Bytes before = sample.header();
    const auto fresh = age::X25519Identity::generate();
    const auto& dek = sample.backup.dek;
    const auto after = sealed::rewrite_header(sample.parsed(), dek, sample.backup.id,
                                              {&sample.recovery.recipient(), {&fresh.recipient()}});
    REQUIRE(after);
    std::size_t opened = 0;
    for (std::size_t cut = 0; cut <= 4096; ++cut) {
        if (cut < 3584 && cut % 512 != 0) continue;  // nothing changes there
        for (const bool new_first : {true, false}) {
            const Bytes& first = new_first ? *after : before;
            const Bytes& second = new_first ? before : *after;
            Bytes torn(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(cut));
            torn.insert(torn.end(), second.begin() + static_cast<std::ptrdiff_t>(cut),
                        second.end());
            const bool whole = torn == before || torn == *after;
            CAPTURE(cut, new_first);
            CHECK(opens(torn, sample.recovery, dek) == whole);
            CHECK(opens(torn, sample.kek, dek) == (torn == before));
            CHECK(opens(torn, fresh, dek) == (torn == *after));
            if (whole) ++opened;
        }
    }
    CHECK(opened >= 2 * 8);  // every tear at a sector's edge
}

TEST_CASE("two drawn backups share neither DEK nor id, and their stanzas nothing") {
    const Sample sample;
    const auto other = sealed::draw_backup();
    CHECK(shown(other.dek) != shown(sample.backup.dek));
    CHECK(other.id != sample.backup.id);
    const auto& recipient = sample.recovery.recipient();
    const std::string seed = shown(sealed::ephemeral_seed(other.dek, other.id, recipient));
    CHECK(seed != shown(sealed::ephemeral_seed(sample.backup.dek, other.id, recipient)));
    CHECK(seed != shown(sealed::ephemeral_seed(other.dek, sample.backup.id, recipient)));
    CHECK(seed != shown(sealed::ephemeral_seed(other.dek, other.id, sample.kek.recipient())));
}
