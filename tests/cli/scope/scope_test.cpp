#include "catch.h"
#include "cli/rewrap/sealed_catalog.h"

#include <breakglass/records/utc.h>
#include <breakglass/scope/scope.h>

using namespace breakglass;
using namespace breakglass::testing;
using scope::Scope;
using Ids = std::vector<catalog::BackupId>;

namespace {

std::string refused(const std::vector<std::string>& parts) {
    const auto scope = Scope::parse(parts);
    return scope ? std::string("accepted") : scope.error().rule;
}

/// A backup of a label, sealed at a time, perhaps to the fresh KEK from the start.
catalog::BackupId add(SealedCatalog& escrow, const std::string& label, catalog::Time sealed_at,
                      bool born_fresh = false) {
    catalog::NewBackup entry;
    entry.backup.id = sealed::draw_backup().id;
    entry.backup.label = label;
    entry.backup.surface = "archive";
    entry.backup.kind = "full";
    entry.backup.sealed_at = sealed_at;
    entry.backup.header = escrow.backup(escrow.add_backup("template").id).header;
    entry.backup.set_id = id_of(escrow.recovery.recipient());
    entry.backup.kek_ids = {id_of((born_fresh ? escrow.fresh : escrow.kek).recipient())};
    must(escrow.catalog->backups().add(std::array{entry}));
    return entry.backup.id;
}

Ids resolve(SealedCatalog& escrow, const std::vector<std::string>& parts) {
    const auto items =
        must(must(Scope::parse(parts))
                 .resolve(escrow.catalog->backups(), id_of(escrow.fresh.recipient())));
    Ids ids;
    for (const scope::Item& item : items)
        ids.push_back(item.id);
    return ids;
}

}  // namespace

TEST_CASE("SCOPE-MALFORMED: what is neither a label nor a whole id is refused") {
    CHECK(refused({}) == "SCOPE-MALFORMED");
    CHECK(refused({""}) == "SCOPE-MALFORMED");
    CHECK(refused({"payroll"}) == "SCOPE-MALFORMED");
    CHECK(refused({"Label=payroll"}) == "SCOPE-MALFORMED");
    CHECK(refused({"id="}) == "SCOPE-MALFORMED");
    CHECK(refused({"id=00112233"}) == "SCOPE-MALFORMED");
    CHECK(refused({"id=00112233445566778899AABBCCDDEEFF"}) == "SCOPE-MALFORMED");
    CHECK(refused({"label=ok", "id=zz"}) == "SCOPE-MALFORMED");
    CHECK(refused({"label="}) == "POLICY-LABEL");
    CHECK(refused({"label=,latest"}) == "POLICY-LABEL");
    CHECK(refused({"label=a\nb"}) == "POLICY-LABEL");
    CHECK(refused({"label=pay,at="}) == "SCOPE-MALFORMED");
    CHECK(refused({"label=pay,at=yesterday"}) == "SCOPE-MALFORMED");
    CHECK(refused({"label=pay,at=2031-11-02 03:04:05"}) == "SCOPE-MALFORMED");
    CHECK(refused({"label=,at=2031-11-02T03:04:05Z"}) == "POLICY-LABEL");
    CHECK(refused({"label=pay,at=2031-11-02T03:04:05Z"}) == "accepted");
    CHECK(refused({"label=payroll*,latest", "id=00112233445566778899aabbccddeeff"}) == "accepted");
}

TEST_CASE("a scope reads back as it was asked for") {
    const std::vector<std::string> parts{"label=pay roll*,latest",
                                         "id=00112233445566778899aabbccddeeff", "label=a=b"};
    const auto scope = must(Scope::parse(parts));
    CHECK(must(Scope::parse_text(scope.text())).text() == scope.text());
    CHECK(scope.text() == parts[0] + "\n" + parts[1] + "\n" + parts[2]);
}

TEST_CASE("a scope takes every backup once, and the newest of each label when asked") {
    SealedCatalog escrow;
    const auto old_pay = add(escrow, "pay", 100);
    const auto new_pay = add(escrow, "pay", 300);
    const auto mid_pay = add(escrow, "pay", 200);
    const auto bank = add(escrow, "pay-bank", 50);
    const auto other = add(escrow, "other", 900);
    CHECK(resolve(escrow, {"label=pay"}) == Ids{old_pay, new_pay, mid_pay});
    CHECK(resolve(escrow, {"label=pay*,latest"}) == Ids{new_pay, bank});
    CHECK(resolve(escrow, {"label=pay,latest", "label=pay", "label=other"}) ==
          Ids{old_pay, new_pay, mid_pay, other});
    CHECK(resolve(escrow, {"id=" + to_hex(bank)}) == Ids{bank});
}

TEST_CASE("a backup that was sealed to the fresh KEK from the start is not part of the incident") {
    SealedCatalog escrow;
    const auto before = add(escrow, "pay", 100);
    add(escrow, "pay", 200, true);
    CHECK(resolve(escrow, {"label=pay,latest"}) == Ids{before});
    CHECK(resolve(escrow, {"label=pay"}) == Ids{before});
}

TEST_CASE("SCOPE-EMPTY: a part that matches nothing is named") {
    SealedCatalog escrow;
    add(escrow, "pay", 100);
    const std::vector<std::string> parts{"label=pay", "label=nothing*"};
    const auto items = must(Scope::parse(parts))
                           .resolve(escrow.catalog->backups(), id_of(escrow.fresh.recipient()));
    REQUIRE_FALSE(items);
    CHECK(items.error().rule == "SCOPE-EMPTY");
    CHECK(items.error().message.find("nothing*") != std::string::npos);
}

TEST_CASE("a time takes the newest of each label that was sealed by then") {
    SealedCatalog escrow;
    const auto noon = *records::parse_utc("2031-11-02T12:00:00Z");
    const auto first = add(escrow, "pay", noon - 3600);
    const auto second = add(escrow, "pay", noon);
    add(escrow, "pay", noon + 1);
    const auto bank = add(escrow, "pay-bank", noon - 10);
    add(escrow, "pay-late", noon + 100);
    CHECK(resolve(escrow, {"label=pay*,at=2031-11-02T12:00:00Z"}) == Ids{second, bank});
    CHECK(resolve(escrow, {"label=pay,at=2031-11-02T11:59:59Z"}) == Ids{first});
    const auto none =
        must(Scope::parse(std::vector<std::string>{"label=pay,at=2031-11-01T00:00:00Z"}))
            .resolve(escrow.catalog->backups(), "");
    REQUIRE_FALSE(none);
    CHECK(none.error().rule == "SCOPE-EMPTY");
}
