#include "courtroom.h"

#include <algorithm>

#include <breakglass/age/x25519.h>
#include <breakglass/cases/docket.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/ledger/ledger.h>

using namespace breakglass;
using namespace breakglass::testing;
using policy::CaseKind;

namespace {

people::KeyChoice key(const std::string& person) {
    return {.file = KeyRing::instance().key_file(person), .person = {}, .non_interactive = true};
}

template <typename Outcome>
std::string rule_of(const Outcome& outcome) {
    return outcome ? "" : outcome.error().rule;
}

/// An escrow in a folder of its own, and the clock of its machine.
struct Escrow {
    TemporaryDirectory folder;
    Time now = console::now_seconds();
    escrow::Directory directory;

    Escrow() : directory(make(folder / "escrow")) {}
    static escrow::Directory make(const std::string& path) {
        auto made = escrow::Directory::create(path, as_bytes(policy_text()));
        REQUIRE(made);
        return *std::move(made);
    }
    /// A second process at work in the same escrow.
    escrow::Directory again() const {
        auto opened = escrow::Directory::open(folder / "escrow");
        REQUIRE(opened);
        return *std::move(opened);
    }
    std::string ask(CaseKind act, std::vector<std::string> scope = {"label=payroll*"}) {
        auto asked = request(
            directory, {.act = act, .reason = "a test", .scope = std::move(scope), .subjects = {}},
            key("platform-lead"), now);
        if (!asked) FAIL(asked.error().rule << ": " << asked.error().message);
        return asked->it.request.case_name;
    }
    std::string approved(CaseKind act) {
        const std::string name = ask(act);
        for (const char* person : {"finance", "legal"}) {
            const auto done = approve(directory, name, key(person), now);
            if (!done && done.error().rule != "CASE-ENOUGH") FAIL(done.error().message);
        }
        return name;
    }
    std::string file(const std::string& name) const {
        return folder / ("escrow/cases/" + name + ".case");
    }
    auto entries(std::string_view act) const {
        const auto ledger = ledger::Ledger::open(directory.ledger_dir());
        REQUIRE(ledger);
        return std::ranges::count_if(ledger->entries(),
                                     [act](const auto& entry) { return entry.act == act; });
    }
};

}  // namespace

TEST_CASE("a case begins once: its first use is one entry, and carrying on adds none") {
    Escrow escrow;
    const std::string name = escrow.approved(CaseKind::incident);
    CHECK(rule_of(begin(escrow.directory, name, CaseKind::incident, escrow.now)) ==
          "CASE-COOLING-OFF");
    CHECK(escrow.entries("case.use") == 0);
    const Time later = escrow.now + 2 * hour;
    for (int round = 0; round < 3; ++round) {
        const auto permit = begin(escrow.directory, name, CaseKind::incident, later);
        REQUIRE(permit);
        CHECK(permit->request().case_name == name);
        CHECK(permit->standing().approvals.size() == 2);
    }
    CHECK(escrow.entries("case.use") == 1);
    CHECK(begin(escrow.directory, name, CaseKind::incident, later + 500 * hour));
}

TEST_CASE("a case begins once though two processes opened the escrow before") {
    Escrow escrow;
    const std::string name = escrow.approved(CaseKind::incident);
    escrow::Directory other = escrow.again();
    const Time later = escrow.now + 2 * hour;
    REQUIRE(begin(other, name, CaseKind::incident, later));
    REQUIRE(begin(escrow.directory, name, CaseKind::incident, later));
    CHECK(escrow.entries("case.use") == 1);
    // And a stop that the other process saw is seen here.
    REQUIRE(stop(other, name, "no", key("auditor-room"), later));
    CHECK(rule_of(begin(escrow.directory, name, CaseKind::incident, later)) == "CASE-STOPPED");
}

TEST_CASE("CASE-EXPORT: the key is handed to nobody whom the policy does not name") {
    Escrow escrow;
    const auto asked = request(escrow.directory,
                               {.act = CaseKind::incident,
                                .reason = "a test",
                                .scope = {"label=payroll*"},
                                .export_to = age::X25519Identity::generate().recipient().text()},
                               key("platform-lead"), escrow.now);
    CHECK(rule_of(asked) == "CASE-EXPORT");
    CHECK(rule_of(request(escrow.directory,
                          {.act = CaseKind::restore,
                           .reason = "a test",
                           .scope = {"label=payroll*"},
                           .export_to = "age1"},
                          key("platform-lead"), escrow.now)) == "CASE-REQUEST");
}

TEST_CASE("a request names the recipient that was made for its case") {
    Escrow escrow;
    std::string named;
    const std::string recipient = age::X25519Identity::generate().recipient().text();
    const auto asked =
        request(escrow.directory,
                {.act = CaseKind::incident,
                 .reason = "a test",
                 .scope = {"label=payroll*"},
                 .make_recipient = [&](const std::string& name) -> Result<std::string> {
                     named = name;
                     return recipient;
                 }},
                key("platform-lead"), escrow.now);
    REQUIRE(asked);
    CHECK(asked->it.request.case_name == named);
    CHECK(asked->it.request.recipient == recipient);
}

TEST_CASE("CASE-KIND: a case is for its own act only") {
    Escrow escrow;
    const std::string name = escrow.approved(CaseKind::restore);
    CHECK(rule_of(begin(escrow.directory, name, CaseKind::incident, escrow.now)) == "CASE-KIND");
    CHECK(begin(escrow.directory, name, CaseKind::restore, escrow.now));
}

TEST_CASE("CASE-USED: a restore is not begun again when its window is over") {
    Escrow escrow;
    const std::string name = escrow.approved(CaseKind::restore);
    REQUIRE(begin(escrow.directory, name, CaseKind::restore, escrow.now));
    REQUIRE(begin(escrow.directory, name, CaseKind::restore, escrow.now + 3 * hour));
    CHECK(rule_of(begin(escrow.directory, name, CaseKind::restore, escrow.now + 5 * hour)) ==
          "CASE-USED");
}

TEST_CASE("CASE-LABEL: a permit covers the labels that enough people approved") {
    Escrow escrow;
    const std::string name = escrow.approved(CaseKind::restore);
    const auto permit = begin(escrow.directory, name, CaseKind::restore, escrow.now);
    REQUIRE(permit);
    REQUIRE(permit->standing().approvals.size() == 1);
    CHECK(permit->covers(escrow.directory.policy(), "payroll"));
    CHECK(rule_of(permit->covers(escrow.directory.policy(), "bank-1")) == "CASE-LABEL");
}

TEST_CASE("CASE-OTHER-REQUEST: a file that was swapped after the first use") {
    Escrow escrow;
    const std::string name = escrow.approved(CaseKind::incident);
    const Time later = escrow.now + 2 * hour;
    REQUIRE(begin(escrow.directory, name, CaseKind::incident, later));
    // The same people sign another request under the same name: its digits are in the nonce.
    auto swapped = load(escrow.directory, name, later);
    REQUIRE(swapped);
    Request edited = swapped->it.request;
    edited.scope = {"label=*"};
    put_file(escrow.file(name),
             std::string(as_text(signed_by("platform-lead", to_statement(edited)).stored)));
    CHECK(rule_of(begin(escrow.directory, name, CaseKind::incident, later)) ==
          "CASE-OTHER-REQUEST");
}

TEST_CASE("CASE-CHANGED: what an approver was shown is what is approved") {
    Escrow escrow;
    const std::string name = escrow.ask(CaseKind::incident);
    const auto shown = load(escrow.directory, name, escrow.now);
    Hash256 other = shown->it.request_hash();
    other[0] ^= 1U;
    CHECK(rule_of(approve(escrow.directory, name, key("finance"), escrow.now, other)) ==
          "CASE-CHANGED");
    CHECK(approve(escrow.directory, name, key("finance"), escrow.now, shown->it.request_hash()));
}

TEST_CASE("a command killed between ledger and file says nothing twice when it runs again") {
    Escrow escrow;
    const std::string name = escrow.ask(CaseKind::incident);
    const std::string before = file_text(escrow.file(name));
    REQUIRE(approve(escrow.directory, name, key("finance"), escrow.now));
    const std::string after = file_text(escrow.file(name));
    put_file(escrow.file(name), before);  // as if the file had not been replaced yet
    put_file(escrow.folder / "copy.case", after);
    const auto merged = merge(escrow.directory, escrow.folder / "copy.case", escrow.now);
    REQUIRE(merged);
    CHECK(merged->taken == 1);
    CHECK(file_text(escrow.file(name)) == after);
    CHECK(escrow.entries("case.approve") == 1);
}

TEST_CASE("CASE-OWED, CASE-UNFINISHED: a case is closed when nothing is left to do") {
    Escrow escrow;
    const std::string name = escrow.approved(CaseKind::incident);
    const auto owner = key("platform-lead");
    CHECK(rule_of(close(escrow.directory, name, owner, escrow.now)) == "CASE-UNFINISHED");
    const Time later = escrow.now + 2 * hour;
    REQUIRE(begin(escrow.directory, name, CaseKind::incident, later));
    const auto owed =
        escrow.directory.catalog().rotations().owe({.subject = catalog::RotationSubject::kek,
                                                    .subject_id = "00ff00ff",
                                                    .reason = "incident " + name,
                                                    .since = escrow.now});
    REQUIRE(owed);
    CHECK(rule_of(close(escrow.directory, name, owner, later)) == "CASE-OWED");
    REQUIRE(escrow.directory.catalog().rotations().settle(*owed, later));
    CHECK(rule_of(close(escrow.directory, name, key("finance"), later)) == "CASE-CLOSE-ROLE");
    const auto closed = close(escrow.directory, name, owner, later);
    REQUIRE(closed);
    CHECK(closed->standing.state == State::closed);
    CHECK(rule_of(begin(escrow.directory, name, CaseKind::incident, later)) == "CASE-CLOSED");
}

TEST_CASE("CASE-CLOCK: nothing is asked or approved with a clock behind the ledger") {
    Escrow escrow;
    const std::string name = escrow.ask(CaseKind::incident);
    const Time years_ago = escrow.now - 5 * 365 * 24 * hour;
    CHECK(rule_of(approve(escrow.directory, name, key("finance"), years_ago)) == "CASE-CLOCK");
    CHECK(rule_of(request(escrow.directory, {.act = CaseKind::exception, .reason = "a test"},
                          key("platform-lead"), years_ago)) == "CASE-CLOCK");
    // Stopping always works.
    CHECK(stop(escrow.directory, name, "no", key("finance"), years_ago));
}

TEST_CASE("what people read names phones, windows and the next command, and nothing raw") {
    Escrow escrow;
    const std::string name = escrow.ask(CaseKind::incident);
    const auto docketed = load(escrow.directory, name.substr(0, name.size() - 3), escrow.now);
    REQUIRE(docketed);
    const std::string text = to_text(*docketed);
    for (const std::string& words :
         {"case " + name + ": collecting", std::string("asked by   platform-lead"),
          std::string("approvals  0 of 2 needed"), std::string("can still  finance, no phone"),
          std::string("approve by "), "breakglass case approve " + name}) {
        CHECK(text.find(words) != std::string::npos);
    }
}
