#include "courtroom.h"

using namespace breakglass;
using namespace breakglass::testing;
using policy::CaseKind;

namespace {

/// A case of this act with the approvals it needs.
Courtroom approved(CaseKind act) {
    Courtroom room(act);
    room.ask().approve("finance").approve("legal", noon + 20).at(noon + 2 * hour);
    REQUIRE(room.verdict().empty());
    return room;
}

}  // namespace

TEST_CASE("CASE-STOPPED: each role that may stop does, before and after enough approvals") {
    for (const char* person : {"platform-lead", "finance", "director", "auditor-room"}) {
        Courtroom early;
        CHECK(early.ask().stop(person).verdict() == "CASE-STOPPED");
        CHECK(approved(CaseKind::incident).stop(person).verdict() == "CASE-STOPPED");
    }
}

TEST_CASE("CASE-STOPPED: a stop wins whatever its time, also against a later approval") {
    CHECK(approved(CaseKind::incident).stop("finance", noon - 30 * hour).verdict() ==
          "CASE-STOPPED");
    Courtroom room;
    room.ask().stop("finance", noon + 1).approve("finance").approve("legal").approve("director");
    CHECK(room.verdict() == "CASE-STOPPED");
    CHECK(room.standing().approvals.size() == 3);
}

TEST_CASE("CASE-STOPPED: a case in use may not be carried on either") {
    Courtroom room = approved(CaseKind::incident);
    CHECK(room.use(noon + 2 * hour).stop("auditor-room", noon + 2 * hour).verdict() ==
          "CASE-STOPPED");
}

TEST_CASE("CASE-STOPPED: what the ledger knows stays stopped though the statement is gone") {
    Courtroom room = approved(CaseKind::incident);
    room.circumstances.stopped = Stop{"finance", "veto", "no", noon + 30};
    CHECK(room.verdict() == "CASE-STOPPED");
}

TEST_CASE("CASE-STOP-ROLE: a stop by someone without such a role is ignored and named") {
    Courtroom room;
    CHECK(room.ask().stop("operator").ignored() == "stop by operator: CASE-STOP-ROLE");
    CHECK(room.verdict() == "CASE-APPROVALS");
    // Who may ask, but did not ask for this, may not call it off.
    Courtroom other(CaseKind::incident, "platform-lead");
    for (policy::Person& person : other.policy.persons) {
        if (person.id == "director") person.roles = {"requester"};
    }
    CHECK(other.ask().stop("director").ignored() == "stop by director: CASE-STOP-ROLE");
}

TEST_CASE("an unauthenticated stop does not work: wrong key, unknown signer, other case") {
    Courtroom forged;
    forged.ask().say(forged.saying("stop", "platform-lead", noon + 20), "operator");
    CHECK(forged.ignored() == "stop by platform-lead: SIGNATURE-KEY");
    CHECK(Courtroom().ask().stop("stranger").ignored() == "stop by stranger: CASE-APPROVER");
    Courtroom elsewhere;
    elsewhere.ask();
    Saying said = elsewhere.saying("stop", "finance", noon + 20);
    said.request[0] ^= 1U;
    CHECK(elsewhere.say(said).ignored() == "stop by finance: CASE-OTHER-REQUEST");
}

TEST_CASE("a stop says how: the requester cancels, an approver denies, later they veto") {
    Courtroom room;
    room.ask();
    const auto how = [&room](const char* person) {
        const auto said = how_to_stop(room.it(), room.standing(), room.policy, person);
        return said ? *said : said.error().rule;
    };
    CHECK(how("platform-lead") == "cancellation");
    CHECK(how("finance") == "denial");
    CHECK(how("auditor-room") == "veto");
    CHECK(how("operator") == "CASE-STOP-ROLE");
    room.approve("finance").approve("legal");
    CHECK(how("finance") == "veto");
    CHECK(how("platform-lead") == "cancellation");
}

TEST_CASE("an incident and a drill in use are carried on long after their windows closed") {
    CHECK(
        approved(CaseKind::incident).use(noon + 2 * hour).at(noon + 900 * hour).verdict().empty());
    Courtroom drill(CaseKind::drill);
    CHECK(drill.ask().use(noon + hour).at(noon + 900 * hour).verdict().empty());
    CHECK(drill.standing().state == State::in_use);
}

TEST_CASE("CASE-USED: other acts are carried on until the use window closes, then never again") {
    for (const CaseKind act : {CaseKind::restore, CaseKind::policy, CaseKind::destruction}) {
        Courtroom room = approved(act);
        room.use(noon + 2 * hour);
        CHECK(room.verdict().empty());
        const Time end = *room.standing().usable_until;
        CHECK(room.at(end).verdict().empty());
        CHECK(room.at(end + 1).verdict() == "CASE-USED");
    }
}

TEST_CASE("CASE-USED: a policy that another one replaced since does not come back") {
    Courtroom room = approved(CaseKind::policy);
    room.use(noon + 2 * hour);
    room.circumstances.use->overtaken = true;
    CHECK(room.verdict() == "CASE-USED");
}

TEST_CASE("CASE-OTHER-REQUEST: a swapped file does not carry on what another request began") {
    Courtroom room = approved(CaseKind::incident);
    room.use(noon + 2 * hour);
    room.circumstances.use->request[5] ^= 1U;
    CHECK(room.verdict() == "CASE-OTHER-REQUEST");
}

TEST_CASE("CASE-OUTDATED: any change of the policy, a removed person above all") {
    Courtroom room = approved(CaseKind::incident);
    const auto under = [&room](const std::string& text) {
        Courtroom other = room;
        other.policy = parsed_policy(text);
        return other.verdict();
    };
    const std::string text = policy_text();
    CHECK(under(text) == "");
    CHECK(under(text + "# a comment\n") == "CASE-OUTDATED");
    // The approver's key was replaced; then even the requester's.
    const std::string key = KeyRing::instance().public_key("spare");
    CHECK(under(policy_text({{"finance", key}})) == "CASE-OUTDATED");
    CHECK(under(policy_text({{"platform-lead", key}})) == "CASE-OUTDATED");
}

TEST_CASE("CASE-BEFORE-LEDGER: a ledger that began anew does not know what was used before") {
    Courtroom room = approved(CaseKind::restore);
    room.circumstances.ledger_since = noon - 1;
    CHECK(room.verdict().empty());
    room.circumstances.ledger_since = noon + hour;
    CHECK(room.verdict() == "CASE-BEFORE-LEDGER");
    room.use(noon + 2 * hour);  // what the new ledger knows of is known
    CHECK(room.verdict().empty());
}

TEST_CASE("an incident in use goes on under a changed policy, and can still be stopped") {
    Courtroom room = approved(CaseKind::incident);
    room.use(noon + 2 * hour);
    room.policy =
        parsed_policy(policy_text({{"finance", KeyRing::instance().public_key("spare")}}));
    CHECK(room.verdict().empty());
    Saying said = room.saying("stop", "legal", noon + 2 * hour);
    said.policy_hash = room.policy.hash;
    CHECK(room.say(said).verdict() == "CASE-STOPPED");
    Courtroom restore = approved(CaseKind::restore);
    restore.use(noon + 2 * hour);
    restore.policy = room.policy;
    CHECK(restore.verdict() == "CASE-USED");
}

TEST_CASE("CASE-CLOCK: a clock behind what was signed, and who signed the later time") {
    Courtroom room;
    room.ask().approve("finance", noon + hour);
    CHECK(room.at(noon + hour - 300).verdict() == "CASE-APPROVALS");
    CHECK(room.standing().now == noon + hour);
    CHECK(room.at(noon + hour - 301).verdict() == "CASE-CLOCK");
    CHECK(room.standing().clock->message.find("approval by finance is of 2031-11-02T13:00:00Z") !=
          std::string::npos);
    CHECK(room.at(0).verdict() == "CASE-CLOCK");
    CHECK(room.at(-hour).verdict() == "CASE-CLOCK");
    const auto may =
        may_approve(room.it(), room.standing(), room.circumstances, std::string("legal"));
    CHECK(may.error().rule == "CASE-CLOCK");
}

TEST_CASE("CASE-CLOCK: the ledger's newest entry counts as well") {
    Courtroom room;
    room.ask();
    room.circumstances.newest_entry = noon + 7200;
    CHECK(room.verdict() == "CASE-CLOCK");
    CHECK(room.standing().clock->message.find("the ledger's newest entry") != std::string::npos);
    CHECK(room.at(noon + 7200 - 300).verdict() == "CASE-APPROVALS");
}

TEST_CASE("a clock set back does not reopen a window that somebody saw closed") {
    Courtroom room;
    room.ask().approve("finance", noon + 10).approve("legal", noon + 20);
    const Time end = noon + 20 + 5 * hour;
    // Within what is tolerated, the newest signed time is what counts.
    room.circumstances.newest_entry = end + 1;
    CHECK(room.at(end - 200).verdict() == "CASE-EXPIRED");
}

TEST_CASE("only what verifies under a key of the policy moves the clock") {
    Courtroom room;
    room.ask();
    const Time future = noon + 30 * 365 * 24 * hour;
    room.approve("stranger", future);
    room.say(room.saying("approval", "finance", future), "stranger");
    room.say(room.saying("approval", "finance", future + 1), "legal");
    CHECK(room.standing().now == noon + 60);
    CHECK(room.verdict() == "CASE-APPROVALS");
    room.approve("operator", future);  // of the policy, though without the role
    CHECK(room.verdict() == "CASE-CLOCK");
    CHECK(room.standing().clock->message.find("approval by operator") != std::string::npos);
}

TEST_CASE("a case at the end of time overflows nothing") {
    Courtroom room;
    room.request.time = records::max_time;
    room.ask().approve("finance", records::max_time).approve("legal", records::max_time);
    room.at(records::max_time);
    CHECK(room.standing().collect_until == records::max_time);
    CHECK(room.standing().usable_until == records::max_time);
}

TEST_CASE("CASE-CLOSED: by requester or owner, and CASE-CLOSE-ROLE for everybody else") {
    Courtroom room = approved(CaseKind::incident);
    room.use(noon + 2 * hour);
    Courtroom by_other = room;
    by_other.say(by_other.saying("closing", "finance", noon + 2 * hour));
    CHECK(by_other.ignored() == "closing by finance: CASE-CLOSE-ROLE");
    CHECK(by_other.verdict().empty());
    Courtroom from_ledger = room;
    from_ledger.circumstances.closed_at = noon + 2 * hour;
    CHECK(from_ledger.verdict() == "CASE-CLOSED");
    CHECK(room.say(room.saying("closing", "platform-lead", noon + 2 * hour)).verdict() ==
          "CASE-CLOSED");
}

TEST_CASE("a restore needs what the strictest rule asks that its scope could reach") {
    const auto needed = [](std::vector<std::string> scope) {
        Courtroom room(CaseKind::restore);
        room.request.scope = std::move(scope);
        return approvals_needed(room.request, room.policy, false);
    };
    CHECK(needed({"label=payroll"}) == 1);
    CHECK(needed({"label=bank-ledger,latest"}) == 2);
    CHECK(needed({"label=dev-1"}) == 0);
    CHECK(needed({"label=dev-1", "label=bank"}) == 2);
    CHECK(needed({"label=dev-*"}) == 1);  // a pattern may reach further than the rule
    CHECK(needed({"label=*"}) == 2);
    CHECK(needed({"label=b*t"}) == 2);
    CHECK(needed({"label=ban?"}) == 2);
    CHECK(needed({"label=payroll*,latest"}) == 1);
    CHECK(needed({"label=bank-ledger,at=2031-11-02T03:04:05Z"}) == 2);
    CHECK(needed({"id=000102030405060708090a0b0c0d0e0f"}) == 2);
    CHECK(needed({}) == 2);
}
