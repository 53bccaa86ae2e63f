#include "courtroom.h"

using namespace breakglass;
using namespace breakglass::testing;
using policy::CaseKind;

TEST_CASE("an incident may begin with two approvals after its cooling-off") {
    Courtroom room;
    room.ask().approve("finance", noon + 10).approve("legal", noon + 600).at(noon + 601);
    CHECK(room.standing().state == State::cooling_off);
    CHECK(room.verdict() == "CASE-COOLING-OFF");
    CHECK(room.at(noon + 600 + hour - 1).verdict() == "CASE-COOLING-OFF");
    CHECK(room.at(noon + 600 + hour).verdict().empty());
    CHECK(room.at(noon + 600 + 5 * hour).verdict().empty());
    CHECK(room.at(noon + 600 + 5 * hour + 1).verdict() == "CASE-EXPIRED");
    const Standing standing = room.standing();
    CHECK(standing.usable_from == noon + 600 + hour);
    CHECK(standing.usable_until == noon + 600 + 5 * hour);
    CHECK(standing.ignored.empty());
}

TEST_CASE(
    "CASE-APPROVALS: one of two approvals is not enough, and who can give the other is named") {
    Courtroom room;
    room.ask().approve("finance");
    CHECK(room.verdict() == "CASE-APPROVALS");
    CHECK(room.standing().can_approve == std::vector<std::string>{"director", "legal"});
    const auto may = may_act(room.it(), room.standing());
    CHECK(may.error().kind == ErrorKind::not_met);
    CHECK(may.error().hint.find("director, legal") != std::string::npos);
}

TEST_CASE("a case that needs no approval may begin at once, until its window closes") {
    Courtroom room(CaseKind::drill);
    room.ask();
    CHECK(room.verdict().empty());
    CHECK(room.at(noon + 4 * hour + 1).verdict() == "CASE-EXPIRED");
}

TEST_CASE("CASE-REQUESTER: only the role requester asks") {
    for (const char* person : {"finance", "auditor-room", "operator"}) {
        Courtroom room(CaseKind::incident, person);
        CHECK(room.ask().verdict() == "CASE-REQUESTER");
    }
    CHECK(Courtroom(CaseKind::incident, "director").ask().verdict() == "CASE-APPROVALS");
}

TEST_CASE("CASE-REQUESTER: a policy change is asked for by a requester or the owner") {
    CHECK(Courtroom(CaseKind::policy, "director").ask().verdict() == "CASE-APPROVALS");
    CHECK(Courtroom(CaseKind::policy, "finance").ask().verdict() == "CASE-REQUESTER");
    // An owner without the role asks for a change of the policy and for nothing else.
    const auto owner_only = [](CaseKind act) {
        Courtroom room(act, "operator");
        std::string text = policy_text();
        const std::string was = "owner = \"platform-lead\"";
        room.policy =
            parsed_policy(text.replace(text.find(was), was.size(), "owner = \"operator\""));
        room.request.policy_hash = room.policy.hash;
        return room.ask().verdict();
    };
    CHECK(owner_only(CaseKind::policy) == "CASE-APPROVALS");
    CHECK(owner_only(CaseKind::incident) == "CASE-REQUESTER");
}

TEST_CASE("the first policy is asked for by its owner and approved by a witness") {
    Courtroom room(CaseKind::policy);
    room.circumstances.first_policy = true;
    room.ask();
    CHECK(room.verdict() == "CASE-APPROVALS");
    CHECK(room.standing().can_approve == std::vector<std::string>{"auditor-room"});
    Courtroom by_approver = room;
    by_approver.approve("finance");
    CHECK(by_approver.ignored() == "approval by finance: CASE-APPROVER");
    CHECK(room.approve("auditor-room").verdict().empty());

    Courtroom not_owner(CaseKind::policy, "director");
    not_owner.circumstances.first_policy = true;
    CHECK(not_owner.ask().verdict() == "CASE-REQUESTER");
}

TEST_CASE("CASE-REQUEST-FORGED: a request signed by somebody else, or for another purpose") {
    Courtroom forged;
    CHECK(forged.ask("finance").verdict() == "CASE-REQUEST-FORGED");
    Courtroom purpose;
    purpose.ask();
    purpose.file = {
        signed_by("platform-lead", to_statement(purpose.request), "breakglass.approval")};
    CHECK(purpose.verdict() == "CASE-REQUEST-FORGED");
    CHECK(purpose.judged().error().message.find("SIGNATURE-NAMESPACE") != std::string::npos);
}

TEST_CASE("a forged copy of the request's signature does not displace the genuine one") {
    Courtroom room;
    room.ask();
    room.file.push_back(signed_by("finance", to_statement(room.request)));
    CHECK(room.verdict() == "CASE-APPROVALS");
    CHECK(room.ignored() == "request by platform-lead: SIGNATURE-KEY");
}

TEST_CASE("CASE-REQUESTER-APPROVES: who asked never approves") {
    Courtroom room(CaseKind::incident, "director");  // who has the role approver too
    room.ask().approve("director");
    CHECK(room.ignored() == "approval by director: CASE-REQUESTER-APPROVES");
    CHECK(room.standing().can_approve == std::vector<std::string>{"finance", "legal"});
}

TEST_CASE("CASE-REQUESTER-APPROVES: not under another name with the same key either") {
    Courtroom room;
    room.ask().say(room.saying("approval", "finance", noon + 10), "platform-lead");
    CHECK(room.ignored() == "approval by finance: CASE-REQUESTER-APPROVES");

    // Even when the policy itself gave two people one key: its parser refuses that, judge() too.
    Courtroom shared;
    for (policy::Person& person : shared.policy.persons) {
        if (person.id == "finance") person.ssh = shared.policy.person("platform-lead")->ssh;
    }
    shared.ask().say(shared.saying("approval", "finance", noon + 10), "platform-lead");
    CHECK(shared.ignored() == "approval by finance: CASE-REQUESTER-APPROVES");
    CHECK(shared.standing().can_approve == std::vector<std::string>{"director", "legal"});
}

TEST_CASE("CASE-APPROVER: an approval by someone without the role, without a key, or unknown") {
    CHECK(Courtroom().ask().approve("operator").ignored() == "approval by operator: CASE-APPROVER");
    CHECK(Courtroom().ask().approve("stranger").ignored() == "approval by stranger: CASE-APPROVER");
    Courtroom keyless;
    keyless.ask().approve("finance");
    for (policy::Person& person : keyless.policy.persons) {
        if (person.id == "finance") person.ssh.clear();
    }
    CHECK(keyless.ignored() == "approval by finance: CASE-APPROVER");
    CHECK(keyless.standing().can_approve == std::vector<std::string>{"director", "legal"});
}

TEST_CASE("CASE-TWICE: one person counts once, however often they sign") {
    Courtroom room;
    room.ask().approve("finance", noon + 10).approve("finance", noon + 20);
    CHECK(room.ignored() == "approval by finance: CASE-TWICE");
    CHECK(room.verdict() == "CASE-APPROVALS");
    CHECK(room.standing().approvals[0].time == noon + 10);
}

TEST_CASE("CASE-SAME-KEY: two names with one key count once") {
    Courtroom room;
    for (policy::Person& person : room.policy.persons) {
        if (person.id == "legal") person.ssh = room.policy.person("finance")->ssh;
    }
    room.ask().approve("finance", noon + 10);
    room.say(room.saying("approval", "legal", noon + 20), "finance");
    CHECK(room.ignored() == "approval by legal: CASE-SAME-KEY");
    CHECK(room.verdict() == "CASE-APPROVALS");
    CHECK(room.standing().can_approve == std::vector<std::string>{"director"});
}

TEST_CASE("CASE-EARLY, CASE-LATE: approvals count from the request until collecting ends") {
    const auto signed_at = [](Time time) {
        Courtroom room;
        room.at(noon + 9 * hour).ask().approve("finance", time);
        return room.standing().ignored.empty() ? "" : room.ignored();
    };
    CHECK(signed_at(noon - 1) == "approval by finance: CASE-EARLY");
    CHECK(signed_at(noon).empty());
    CHECK(signed_at(noon + 8 * hour).empty());
    CHECK(signed_at(noon + 8 * hour + 1) == "approval by finance: CASE-LATE");
}

TEST_CASE("CASE-EXPIRED: too few approvals when collecting ends") {
    Courtroom room;
    room.ask().approve("finance");
    CHECK(room.at(noon + 8 * hour).verdict() == "CASE-APPROVALS");
    CHECK(room.at(noon + 8 * hour + 1).verdict() == "CASE-EXPIRED");
    CHECK(room.standing().can_approve.empty());
}

TEST_CASE("a third approval moves no window") {
    Courtroom room;
    room.ask().approve("finance", noon + 10).approve("legal", noon + 20);
    const Standing two = room.standing();
    room.approve("director", noon + 7 * hour).at(noon + 7 * hour);
    CHECK(room.standing().usable_from == two.usable_from);
    CHECK(room.standing().usable_until == two.usable_until);
    CHECK(room.standing().approvals.size() == 3);
}
