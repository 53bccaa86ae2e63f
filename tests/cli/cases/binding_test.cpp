#include "courtroom.h"

using namespace breakglass;
using namespace breakglass::testing;
using policy::CaseKind;

namespace {

/// The only ignored statement after an approval in which one thing was changed.
template <typename Change>
std::string approval_with(Change change) {
    Courtroom room;
    room.ask();
    Saying said = room.saying("approval", "finance", noon + 10);
    change(said);
    room.say(said);
    CHECK(room.verdict() == "CASE-APPROVALS");
    CHECK(room.standing().approvals.empty());
    return room.ignored();
}

}  // namespace

TEST_CASE("CASE-FOREIGN: an approval for another escrow or another case is ignored and named") {
    CHECK(approval_with([](Saying& said) {
              said.escrow = "payroll 00000000000000000000000000000000";
          }) == "approval by finance: CASE-FOREIGN");
    CHECK(approval_with([](Saying& said) { said.escrow = "ledger " + escrow_id; }) ==
          "approval by finance: CASE-FOREIGN");
    CHECK(approval_with([](Saying& said) { said.case_name = "incident-20311102-00000000"; }) ==
          "approval by finance: CASE-FOREIGN");
}

TEST_CASE("CASE-OTHER-REQUEST: an approval of another request is ignored and named") {
    CHECK(approval_with([](Saying& said) { said.request[31] ^= 1U; }) ==
          "approval by finance: CASE-OTHER-REQUEST");
    CHECK(approval_with([](Saying& said) { said.act = "restore"; }) ==
          "approval by finance: CASE-OTHER-REQUEST");
}

TEST_CASE("CASE-OTHER-REQUEST: bait and switch; an approval does not follow to an edited request") {
    Courtroom bait;
    bait.ask().approve("finance").approve("legal", noon + 20).at(noon + 2 * hour);
    REQUIRE(bait.verdict().empty());
    const auto change = [&bait](auto edit) {
        Courtroom room;
        edit(room.request);
        room.ask();
        room.file.insert(room.file.end(), bait.file.begin() + 1, bait.file.end());
        room.at(noon + 2 * hour);
        const Standing standing = room.standing();
        CHECK(room.verdict() == "CASE-APPROVALS");
        CHECK(standing.ignored.size() == 2);
        for (const Ignored& each : standing.ignored) {
            CHECK(each.reason.rule == "CASE-OTHER-REQUEST");
        }
    };
    change([](Request& request) { request.scope = {"label=*"}; });
    change([](Request& request) { request.reason += "!"; });
    change([](Request& request) { request.reference = "T-1"; });
    change([](Request& request) { request.subjects = {"kek 00ff00ff"}; });
    change([](Request& request) { request.nonce.back() = '0'; });
    change([](Request& request) { ++request.time; });
}

TEST_CASE("CASE-OTHER-POLICY: an approval given under another policy is ignored and named") {
    CHECK(approval_with([](Saying& said) { said.policy_hash[0] ^= 1U; }) ==
          "approval by finance: CASE-OTHER-POLICY");
}

TEST_CASE("CASE-WORDS: an approval whose words say something else than the request") {
    Courtroom room;
    room.ask();
    Request milder = room.request;
    milder.scope = {"label=lunch-menu"};
    room.file.push_back(
        signed_by("finance", to_statement(room.saying("approval", "finance", noon + 10), milder)));
    CHECK(room.ignored() == "approval by finance: CASE-WORDS");
}

TEST_CASE("CASE-FOREIGN: a whole case does not move to another escrow") {
    Courtroom room;
    room.ask().approve("finance").approve("legal");
    room.circumstances.escrow_id = "ffffffffffffffffffffffffffffffff";
    CHECK(room.verdict() == "CASE-FOREIGN");
    Courtroom renamed;
    renamed.request.escrow = "ledger";
    CHECK(renamed.ask().verdict() == "CASE-FOREIGN");
}

TEST_CASE("SIGNATURE-*: a forged, foreign or misused signature is ignored and named") {
    Courtroom other_key;
    other_key.ask().say(other_key.saying("approval", "finance", noon + 10), "legal");
    CHECK(other_key.ignored() == "approval by finance: SIGNATURE-KEY");

    Courtroom misused;
    misused.ask();
    const Saying said = misused.saying("approval", "finance", noon + 10);
    misused.file.push_back(
        signed_by("finance", to_statement(said, misused.request), "breakglass.stop"));
    CHECK(misused.ignored() == "approval by finance: SIGNATURE-NAMESPACE");

    // The signature of one text below another one.
    Courtroom transplanted;
    transplanted.ask();
    const auto one = signed_by("finance", to_statement(said, misused.request));
    Saying later = said;
    later.time += 1;
    auto other = signed_by("finance", to_statement(later, misused.request));
    const Bytes armored(one.stored.begin() + static_cast<std::ptrdiff_t>(one.text.size()),
                        one.stored.end());
    transplanted.file.push_back(*statement::join(other.text, armored));
    CHECK(transplanted.ignored() == "approval by finance: SIGNATURE-FORGED");
}

TEST_CASE("a forged copy of an approval or a stop takes nothing from the genuine one") {
    Courtroom room;
    room.ask();
    const Saying said = room.saying("approval", "finance", noon + 10);
    room.say(said, "legal").say(said).say(said, "director");
    CHECK(room.standing().approvals.size() == 1);
    CHECK(room.standing().ignored.size() == 2);
    const Saying stop = room.saying("stop", "finance", noon + 20);
    room.say(stop, "legal").say(stop);
    CHECK(room.verdict() == "CASE-STOPPED");
}

TEST_CASE("CASE-STATEMENT-KIND, CASE-MALFORMED: what a case cannot hold is ignored and named") {
    Courtroom kind;
    kind.ask().say([&] {
        Saying said = kind.saying("approval", "finance", noon + 10);
        said.kind = "receipt";
        return said;
    }());
    CHECK(kind.ignored() == "receipt by finance: CASE-STATEMENT-KIND");

    const auto with_field = [](std::string_view name, const std::string& value) {
        Courtroom room;
        room.ask();
        auto said = to_statement(room.saying("approval", "finance", noon + 10), room.request);
        for (statement::Field& field : said.fields) {
            if (field.name == name) field.value = value;
        }
        room.file.push_back(signed_by("finance", said));
        return room.ignored();
    };
    CHECK(with_field("request", "not a hash") == "approval by finance: CASE-MALFORMED");
    CHECK(with_field("time", "yesterday") == "approval by finance: CASE-MALFORMED");
    CHECK(with_field("policy", "ABCDEF") == "approval by finance: CASE-MALFORMED");

    Courtroom more;
    more.ask();
    auto said = to_statement(more.saying("approval", "finance", noon + 10), more.request);
    said.fields.push_back({"extra", "field"});
    more.file.push_back(signed_by("finance", said));
    CHECK(more.ignored() == "approval by finance: CASE-MALFORMED");
}
