#include "catch.h"
#include "sealed_catalog.h"

#include <atomic>

#include <breakglass/age/p256tag.h>
#include <breakglass/rewrap/rewrap.h>

using namespace breakglass;
using namespace breakglass::testing;
using rewrap::Finding;

namespace {

/// Everything under the old KEK, through the recovery key, to the fresh KEK: an incident's work.
rewrap::Work incident_work(const SealedCatalog& escrow) {
    rewrap::Work work;
    work.identity = &escrow.recovery;
    work.next = {.recovery = &escrow.recovery.recipient(), .keks = {&escrow.fresh.recipient()}};
    work.filter.set_id = id_of(escrow.recovery.recipient());
    work.filter.not_kek_id = id_of(escrow.fresh.recipient());
    return work;
}

struct Told {
    std::vector<Finding> findings;
    rewrap::Options options(unsigned threads = 2, std::size_t batch = 3) {
        rewrap::Options options;
        options.threads = threads;
        options.batch = batch;
        options.finding = [this](const Finding& finding) { findings.push_back(finding); };
        return options;
    }
};

/// Does something behind the engine's back while it opens its first backup.
class MeddlingIdentity final : public age::Identity {
  public:
    MeddlingIdentity(const age::Identity& real, std::function<void()> meddle)
        : real_(real), meddle_(std::move(meddle)) {}
    Result<std::optional<SecretBytes>> unwrap(std::span<const age::Stanza> stanzas) const override {
        if (!done_.exchange(true)) meddle_();
        return real_.unwrap(stanzas);
    }

  private:
    const age::Identity& real_;
    std::function<void()> meddle_;
    mutable std::atomic<bool> done_{false};
};

}  // namespace

TEST_CASE("rewrap leaves every backup open to the fresh KEK and the recovery key alone") {
    SealedCatalog escrow;
    std::vector<SealedBackup> backups;
    for (int i = 0; i < 25; ++i)
        backups.push_back(escrow.add_backup("db-" + std::to_string(i)));
    Told told;
    std::uint64_t progress = 0;
    auto options = told.options();
    options.progress = [&](std::uint64_t more) { progress += more; };

    const auto counts = must(rewrap::rewrap(*escrow.catalog, incident_work(escrow), options));

    CHECK(counts.looked_at == 25);
    CHECK(counts.rewrapped == 25);
    CHECK(counts.failed + counts.not_ours + counts.unchanged + counts.not_rewritable == 0);
    CHECK(progress == 25);
    CHECK(told.findings.empty());
    CHECK(rewrap::outcome_of(counts));
    for (const SealedBackup& sealed : backups) {
        CHECK(escrow.opens(sealed, escrow.fresh));
        CHECK(escrow.opens(sealed, escrow.recovery));
        CHECK_FALSE(escrow.opens(sealed, escrow.kek));
        const catalog::Backup now = escrow.backup(sealed.id);
        CHECK(now.generation == 1);
        CHECK(now.proven);
        CHECK(now.kek_ids == std::vector{id_of(escrow.fresh.recipient())});
    }
}

TEST_CASE("rewrap through the KEK moves backups to a new recovery key without any card") {
    SealedCatalog escrow;
    const auto next_recovery = age::X25519Identity::generate();
    escrow.add_set(next_recovery.recipient());
    const SealedBackup sealed = escrow.add_backup("db");
    rewrap::Work work;
    work.identity = &escrow.kek;
    work.next = {.recovery = &next_recovery.recipient(), .keks = {&escrow.kek.recipient()}};
    work.filter.set_id = id_of(escrow.recovery.recipient());

    const auto counts = must(rewrap::rewrap(*escrow.catalog, work));

    CHECK(counts.rewrapped == 1);
    CHECK(counts.not_ours == 0);
    CHECK(escrow.opens(sealed, next_recovery));
    CHECK(escrow.opens(sealed, escrow.kek));
    CHECK_FALSE(escrow.opens(sealed, escrow.recovery));
    CHECK(escrow.backup(sealed.id).set_id == id_of(next_recovery.recipient()));
}

TEST_CASE("rewrap needs only the public half of a fresh KEK in a token (p256tag)") {
    SealedCatalog escrow;
    const age::P256TagIdentity token(
        std::make_unique<age::SoftwareP256Key>(age::SoftwareP256Key::generate()));
    const auto in_token = token.recipient();
    escrow.add_kek("token", in_token);
    const SealedBackup sealed = escrow.add_backup("db");
    rewrap::Work work = incident_work(escrow);
    work.next.keks = {&in_token, &escrow.fresh.recipient()};

    CHECK(must(rewrap::rewrap(*escrow.catalog, work)).rewrapped == 1);

    CHECK(escrow.opens(sealed, token));
    CHECK(escrow.opens(sealed, escrow.fresh));
    CHECK(escrow.backup(sealed.id).kek_ids.size() == 2);
}

TEST_CASE("a second rewrap finds nothing by its filter, and changes nothing without one") {
    SealedCatalog escrow;
    const SealedBackup sealed = escrow.add_backup("db");
    rewrap::Work work = incident_work(escrow);
    REQUIRE(must(rewrap::rewrap(*escrow.catalog, work)).rewrapped == 1);
    const Bytes header = escrow.backup(sealed.id).header;

    CHECK(must(rewrap::rewrap(*escrow.catalog, work)).looked_at == 0);
    work.filter = {};
    const auto again = must(rewrap::rewrap(*escrow.catalog, work));

    CHECK(again.unchanged == 1);
    CHECK(again.rewrapped == 0);
    CHECK(escrow.backup(sealed.id).header == header);
    CHECK(escrow.backup(sealed.id).generation == 1);
}

TEST_CASE("BACKUP-COMMITMENT: a header somebody else made for our keys is not rewrapped") {
    SealedCatalog escrow;
    const SealedBackup good = escrow.add_backup("good");
    // The swap an attacker who knows our public keys could make: id and label stay, the DEK is his.
    catalog::NewBackup swapped;
    swapped.backup = escrow.backup(escrow.add_backup("victim").id);
    auto foreign = sealed::draw_backup();
    const sealed::Wraps ours{.recovery = &escrow.recovery.recipient(),
                             .keks = {&escrow.kek.recipient()}};
    swapped.backup.id.back() ^= 1;
    swapped.backup.header = must(
        sealed::write_header(foreign.dek, swapped.backup.id, {.label = "victim", .time = 1}, ours));
    must(escrow.catalog->backups().add(std::array{swapped}));
    Told told;

    const auto counts =
        must(rewrap::rewrap(*escrow.catalog, incident_work(escrow), told.options()));

    CHECK(counts.rewrapped == 2);
    CHECK(counts.failed == 1);
    REQUIRE(told.findings.size() == 1);
    CHECK(told.findings[0].kind == Finding::Kind::failed);
    CHECK(told.findings[0].reason.rule == "BACKUP-COMMITMENT");
    CHECK(told.findings[0].id == swapped.backup.id);
    CHECK(escrow.backup(swapped.backup.id).header == swapped.backup.header);
    CHECK(escrow.opens(good, escrow.fresh));
    const Status outcome = rewrap::outcome_of(counts);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().kind == ErrorKind::partial);
}

TEST_CASE("BACKUP-HEADER-NOT-OURS: a header whose other way in is wrong is told and repaired") {
    SealedCatalog escrow;
    const auto stranger = age::X25519Identity::generate();
    // Wrapped to a stranger, labelled as ours: recompute finds it, only the DEK can.
    SealedBackup sealed = escrow.add_backup("db");
    {
        const sealed::Wraps to_stranger{.recovery = &escrow.recovery.recipient(),
                                        .keks = {&stranger.recipient()}};
        const auto before = must(sealed::parse_header(escrow.backup(sealed.id).header));
        const catalog::NextHeader wrong{
            .id = sealed.id,
            .expected_generation = 0,
            .header = must(sealed::rewrite_header(before, sealed.dek, sealed.id, to_stranger)),
            .set_id = id_of(escrow.recovery.recipient()),
            .kek_ids = {id_of(escrow.kek.recipient())}};
        must(escrow.catalog->backups().store_next_headers(std::array{wrong}));
    }
    REQUIRE_FALSE(escrow.opens(sealed, escrow.kek));
    Told told;

    const auto counts =
        must(rewrap::rewrap(*escrow.catalog, incident_work(escrow), told.options()));

    CHECK(counts.rewrapped == 1);
    CHECK(counts.not_ours == 1);
    REQUIRE(told.findings.size() == 1);
    CHECK(told.findings[0].kind == Finding::Kind::not_ours);
    CHECK(told.findings[0].reason.rule == "BACKUP-KEYS-UNKNOWN");
    CHECK(escrow.opens(sealed, escrow.fresh));

    // The same with a key the escrow does know, but not the one the header was wrapped to.
    escrow.add_kek("stranger", stranger.recipient());
    const SealedBackup second = escrow.add_backup("db-2");
    const auto before = must(sealed::parse_header(escrow.backup(second.id).header));
    Bytes forged = escrow.backup(second.id).header;
    // Wrapped to a stranger in place of the recovery key, by somebody who held the DEK: the KEK
    // still opens it, the recovery key would not.
    const auto wraps =
        sealed::Wraps{.recovery = &stranger.recipient(), .keks = {&escrow.kek.recipient()}};
    forged = must(sealed::rewrite_header(before, second.dek, second.id, wraps));
    must(escrow.catalog->backups().store_next_headers(
        std::array{catalog::NextHeader{.id = second.id,
                                       .expected_generation = 0,
                                       .header = forged,
                                       .set_id = id_of(escrow.recovery.recipient()),
                                       .kek_ids = {id_of(escrow.kek.recipient())}}}));
    rewrap::Work through_kek = incident_work(escrow);
    through_kek.identity = &escrow.kek;
    told.findings.clear();
    const auto repaired = must(rewrap::rewrap(*escrow.catalog, through_kek, told.options()));
    CHECK(repaired.rewrapped == 1);
    CHECK(repaired.not_ours == 1);
    CHECK(escrow.opens(second, escrow.recovery));
}

TEST_CASE("BACKUP-NO-MATCH: backups under another key are told one by one") {
    SealedCatalog escrow;
    const auto stranger = age::X25519Identity::generate();
    const auto their_kek = age::X25519Identity::generate();
    const sealed::Wraps foreign{.recovery = &stranger.recipient(),
                                .keks = {&their_kek.recipient()}};
    escrow.add_backup("a", &foreign);
    const SealedBackup good = escrow.add_backup("b");
    escrow.add_backup("c", &foreign);
    Told told;

    const auto counts =
        must(rewrap::rewrap(*escrow.catalog, incident_work(escrow), told.options()));

    CHECK(counts.failed == 2);
    CHECK(counts.rewrapped == 1);
    REQUIRE(told.findings.size() == 2);
    CHECK(told.findings[0].label == "a");
    CHECK(told.findings[0].reason.rule == "BACKUP-NO-MATCH");
    CHECK(told.findings[1].label == "c");
    CHECK(escrow.opens(good, escrow.fresh));
}

TEST_CASE("rewrap notes the commitment of a backup that no receipt vouched for") {
    SealedCatalog escrow;
    const SealedBackup sealed = escrow.add_backup("db", nullptr, false);
    REQUIRE_FALSE(escrow.backup(sealed.id).commitment);

    CHECK(must(rewrap::rewrap(*escrow.catalog, incident_work(escrow))).rewrapped == 1);

    const catalog::Backup now = escrow.backup(sealed.id);
    CHECK(now.commitment == sealed::dek_commitment(sealed.dek, sealed.id));
    CHECK_FALSE(now.attested);
}

TEST_CASE("BACKUP-PLAIN-AGE: a plain age file is told and left alone") {
    SealedCatalog escrow;
    catalog::NewBackup plain;
    plain.backup = escrow.backup(escrow.add_backup("plain").id);
    plain.backup.id.back() ^= 1;
    plain.backup.rewritable = false;
    plain.backup.header = {};
    must(escrow.catalog->backups().add(std::array{plain}));
    Told told;

    const auto counts =
        must(rewrap::rewrap(*escrow.catalog, incident_work(escrow), told.options()));

    CHECK(counts.not_rewritable == 1);
    CHECK(counts.rewrapped == 1);
    REQUIRE(told.findings.size() == 1);
    CHECK(told.findings[0].reason.rule == "BACKUP-PLAIN-AGE");
    CHECK(rewrap::outcome_of(counts));
}

TEST_CASE("CATALOG-HEADER-MOVED: what another process rewrote meanwhile is left as it made it") {
    SealedCatalog escrow;
    const SealedBackup first = escrow.add_backup("first");
    const SealedBackup moved = escrow.add_backup("moved");
    const SealedBackup last = escrow.add_backup("last");
    const sealed::Wraps elsewhere{.recovery = &escrow.recovery.recipient(),
                                  .keks = {&escrow.kek.recipient(), &escrow.fresh.recipient()}};
    const auto before = must(sealed::parse_header(escrow.backup(moved.id).header));
    const catalog::NextHeader theirs{
        .id = moved.id,
        .expected_generation = 0,
        .header = must(sealed::rewrite_header(before, moved.dek, moved.id, elsewhere)),
        .set_id = id_of(escrow.recovery.recipient()),
        .kek_ids = {id_of(escrow.kek.recipient()), id_of(escrow.fresh.recipient())}};
    auto other = must(catalog::open(escrow.folder / "catalog.db"));
    const MeddlingIdentity meddling(
        escrow.recovery, [&] { must(other->backups().store_next_headers(std::array{theirs})); });
    rewrap::Work work = incident_work(escrow);
    work.identity = &meddling;
    Told told;

    const auto counts = must(rewrap::rewrap(*escrow.catalog, work, told.options(1)));

    CHECK(counts.rewrapped == 2);
    CHECK(counts.failed == 1);
    REQUIRE(told.findings.size() == 1);
    CHECK(told.findings[0].id == moved.id);
    CHECK(told.findings[0].reason.rule == "CATALOG-HEADER-MOVED");
    CHECK(escrow.backup(moved.id).header == theirs.header);
    CHECK(escrow.opens(first, escrow.fresh));
    CHECK(escrow.opens(last, escrow.fresh));
}

TEST_CASE("two processes that rewrap the same backups to the same keys both succeed") {
    SealedCatalog escrow;
    std::vector<SealedBackup> backups;
    for (int i = 0; i < 7; ++i)
        backups.push_back(escrow.add_backup("db"));
    auto other = must(catalog::open(escrow.folder / "catalog.db"));
    const rewrap::Work theirs = incident_work(escrow);
    const MeddlingIdentity meddling(
        escrow.recovery, [&] { CHECK(must(rewrap::rewrap(*other, theirs)).rewrapped == 7); });
    rewrap::Work ours = incident_work(escrow);
    ours.identity = &meddling;

    const auto counts = must(rewrap::rewrap(*escrow.catalog, ours, {.threads = 1, .batch = 3}));

    CHECK(counts.failed == 0);
    for (const SealedBackup& sealed : backups) {
        CHECK(escrow.opens(sealed, escrow.fresh));
        CHECK(escrow.backup(sealed.id).generation == 1);
    }
}

TEST_CASE("BACKUP-RECIPIENTS: rewrap refuses no KEK, three KEKs and no recovery recipient") {
    SealedCatalog escrow;
    const SealedBackup sealed = escrow.add_backup("db");
    const auto refused = [&](const sealed::Wraps& next) {
        rewrap::Work work = incident_work(escrow);
        work.next = next;
        const auto counts = rewrap::rewrap(*escrow.catalog, work);
        return !counts && counts.error().rule == "BACKUP-RECIPIENTS" &&
               counts.error().kind == ErrorKind::usage;
    };
    const auto* recovery = &escrow.recovery.recipient();
    const auto* kek = &escrow.fresh.recipient();
    CHECK(refused({.recovery = recovery, .keks = {}}));
    CHECK(refused({.recovery = recovery, .keks = {kek, &escrow.kek.recipient(), kek}}));
    CHECK(refused({.recovery = nullptr, .keks = {kek}}));
    CHECK(escrow.backup(sealed.id).generation == 0);
}

TEST_CASE("a damaged header in the catalog fails alone") {
    SealedCatalog escrow;
    catalog::NewBackup damaged;
    damaged.backup = escrow.backup(escrow.add_backup("good").id);
    damaged.backup.id.back() ^= 1;
    damaged.backup.header[4000] ^= 1;
    must(escrow.catalog->backups().add(std::array{damaged}));
    Told told;

    const auto counts =
        must(rewrap::rewrap(*escrow.catalog, incident_work(escrow), told.options()));

    CHECK(counts.failed == 1);
    CHECK(counts.rewrapped == 1);
    REQUIRE(told.findings.size() == 1);
    CHECK(told.findings[0].id == damaged.backup.id);
}
