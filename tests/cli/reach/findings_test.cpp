// One case for each finding: a policy that has it, and one that differs in this alone.

#include "catch.h"
#include "roster.h"

#include <algorithm>

using namespace breakglass;
using namespace breakglass::reach_test;
using policy::Policy;

namespace {

bool finds(const Policy& policy, const std::string& rule, const reach::Holdings& holdings = {}) {
    const auto all = rules(policy, holdings);
    return std::find(all.begin(), all.end(), rule) != all.end();
}

policy::Person& who(Policy& policy, std::string_view id) {
    return *std::find_if(policy.persons.begin(), policy.persons.end(),
                         [&](const policy::Person& person) { return person.id == id; });
}

void hold(policy::Group& group, std::vector<std::string> persons) {
    group.holders.clear();
    for (const std::string& id : persons) {
        group.holders.push_back(policy::Holder{id, {}});
        group.holders.back().delivery.text = "paper";
    }
}

}  // namespace

TEST_CASE("a sound policy has no finding, alone and with the cards and KEK it asks for") {
    CHECK(rules(sound()).empty());
    reach::Holdings holdings;
    holdings.sets = {live_set(sound(), "00ff00ff", catalog::SetState::active)};
    CHECK(rules(sound(), holdings).empty());
    holdings.keks = {live_kek("everyday", "auditor")};
    // A KEK is always the shorter way: that is said, and nothing else.
    CHECK(rules(sound(), holdings) == std::vector<std::string>{"POLICY-CHEAP-PATH"});
}

TEST_CASE("POLICY-ONE-SHARE-OPENS: one share that opens everything is found") {
    Policy policy = sound();
    policy.recovery.groups[0].threshold = 1;
    CHECK(finds(policy, "POLICY-ONE-SHARE-OPENS"));
    policy.recovery.groups[0].threshold = 2;
    CHECK_FALSE(finds(policy, "POLICY-ONE-SHARE-OPENS"));
}

TEST_CASE("POLICY-COPIED-SHARE: a threshold of 1 with several holders is found") {
    Policy policy = sound();
    policy.recovery.groups.push_back({"vault", 1, {}});
    policy.recovery.groups_required = 2;
    hold(policy.recovery.groups[1], {"auditor"});
    CHECK_FALSE(finds(policy, "POLICY-COPIED-SHARE"));
    hold(policy.recovery.groups[1], {"auditor", "director"});
    CHECK(finds(policy, "POLICY-COPIED-SHARE"));
}

TEST_CASE("POLICY-NO-MARGIN: a lost card, or a lost person, that closes the escrow is found") {
    Policy policy = sound();
    policy.recovery.groups[0].threshold = 5;
    CHECK(told(policy, "POLICY-NO-MARGIN").find("all 5 of its shares") != std::string::npos);
    policy.recovery.groups[0].threshold = 4;
    CHECK_FALSE(finds(policy, "POLICY-NO-MARGIN"));
    // Another group stands in for the one without a margin.
    policy.recovery.groups.push_back({"board", 2, {}});
    hold(policy.recovery.groups[1], {"auditor", "director"});
    CHECK_FALSE(finds(policy, "POLICY-NO-MARGIN"));
    policy.recovery.groups_required = 2;
    CHECK(finds(policy, "POLICY-NO-MARGIN"));
    // Each card could be lost, but not everything one person has.
    policy.recovery.groups_required = 1;
    policy.recovery.groups.resize(1);
    hold(policy.recovery.groups[0], {"director", "director", "finance", "legal", "auditor"});
    CHECK(told(policy, "POLICY-NO-MARGIN").find("\"director\"") != std::string::npos);
}

TEST_CASE("POLICY-HOLDER-TWICE: several shares in one hand are found, across groups too") {
    Policy policy = sound();
    policy.recovery.groups.push_back({"board", 1, {}});
    hold(policy.recovery.groups[1], {"auditor"});
    CHECK_FALSE(finds(policy, "POLICY-HOLDER-TWICE"));
    hold(policy.recovery.groups[1], {"finance"});
    CHECK(told(policy, "POLICY-HOLDER-TWICE").find("\"finance\" holds 2 shares") !=
          std::string::npos);
}

TEST_CASE("POLICY-ONE-PERSON: somebody who reaches the quorum alone is found") {
    Policy policy = sound();
    hold(policy.recovery.groups[0], {"legal", "legal", "finance", "director", "auditor"});
    CHECK_FALSE(finds(policy, "POLICY-ONE-PERSON"));
    hold(policy.recovery.groups[0], {"legal", "legal", "legal", "director", "auditor"});
    CHECK(told(policy, "POLICY-ONE-PERSON").find("\"legal\" alone") != std::string::npos);
}

TEST_CASE("POLICY-ONE-PLACE: a place that reaches the quorum is found, however it is spelt") {
    Policy policy = sound();
    who(policy, "finance").place = "jakarta";
    CHECK(told(policy, "POLICY-ONE-PLACE").find("\"Jakarta\"") != std::string::npos);
    who(policy, "finance").place = "Denpasar";
    CHECK_FALSE(finds(policy, "POLICY-ONE-PLACE"));
}

TEST_CASE("POLICY-PLACE-LOSS: a place whose loss closes the escrow is found") {
    Policy policy = sound();
    policy.recovery.groups[0].threshold = 4;
    CHECK(told(policy, "POLICY-PLACE-LOSS").find("\"Jakarta\"") != std::string::npos);
    policy.recovery.groups[0].threshold = 3;
    CHECK_FALSE(finds(policy, "POLICY-PLACE-LOSS"));
}

TEST_CASE("POLICY-PLACE-UNKNOWN: what could not be judged is said") {
    Policy policy = sound();
    who(policy, "legal").place.clear();
    CHECK(told(policy, "POLICY-PLACE-UNKNOWN").find("legal") != std::string::npos);
    who(policy, "legal").place = "Bandung";
    CHECK_FALSE(finds(policy, "POLICY-PLACE-UNKNOWN"));
    who(policy, "auditor").place.clear();  // holds nothing, approves nothing
    CHECK_FALSE(finds(policy, "POLICY-PLACE-UNKNOWN"));
}

TEST_CASE("POLICY-CHEAP-PATH: every path shorter than the quorum is named with its people") {
    reach::Holdings holdings;
    holdings.keks = {live_kek("everyday", "auditor")};
    CHECK(told(sound(), "POLICY-CHEAP-PATH", holdings) ==
          "by KEK \"everyday\" it takes 1 person (auditor), and the policy asks for a quorum of 3");
    Policy lax = sound();
    lax.recovery.groups[0].threshold = 2;
    holdings.keks.clear();
    holdings.sets = {live_set(lax, "00ff00ff", catalog::SetState::retiring)};
    CHECK(told(sound(), "POLICY-CHEAP-PATH", holdings).find("share set 00ff00ff") !=
          std::string::npos);
    CHECK_FALSE(finds(lax, "POLICY-CHEAP-PATH", holdings));
}

TEST_CASE("POLICY-PIN-AND-STORE: an operator who owns a KEK is found") {
    reach::Holdings holdings;
    holdings.keks = {live_kek("everyday", "platform-lead")};
    CHECK(finds(sound(), "POLICY-PIN-AND-STORE", holdings));
    holdings.keks = {live_kek("everyday", "auditor")};
    CHECK_FALSE(finds(sound(), "POLICY-PIN-AND-STORE", holdings));
}

TEST_CASE("POLICY-KEK-OWNER-UNKNOWN, POLICY-HOLDER-UNKNOWN: who left the policy is found") {
    reach::Holdings holdings;
    holdings.keks = {live_kek("everyday", "auditor")};
    holdings.sets = {live_set(sound(), "00ff00ff", catalog::SetState::retiring)};
    CHECK_FALSE(finds(sound(), "POLICY-KEK-OWNER-UNKNOWN", holdings));
    CHECK_FALSE(finds(sound(), "POLICY-HOLDER-UNKNOWN", holdings));
    holdings.keks[0].kek.owner = "who-left";
    holdings.sets[0].manifest.groups[0].members[2].holder = "who-left";
    CHECK(finds(sound(), "POLICY-KEK-OWNER-UNKNOWN", holdings));
    CHECK(finds(sound(), "POLICY-HOLDER-UNKNOWN", holdings));
}

TEST_CASE("POLICY-SET-DIFFERS: cards that are not those of the policy are found") {
    reach::Holdings holdings;
    holdings.sets = {live_set(sound(), "00ff00ff", catalog::SetState::active)};
    CHECK_FALSE(finds(sound(), "POLICY-SET-DIFFERS", holdings));
    Policy stricter = sound();
    stricter.recovery.groups[0].threshold = 4;
    CHECK(finds(stricter, "POLICY-SET-DIFFERS", holdings));
    holdings.sets[0].set.state = catalog::SetState::retiring;
    CHECK_FALSE(finds(stricter, "POLICY-SET-DIFFERS", holdings));
}

TEST_CASE("POLICY-TOO-FEW-APPROVERS: who asks does not approve") {
    Policy policy = sound();
    policy.approval[0].approvals = 4;
    CHECK_FALSE(finds(policy, "POLICY-TOO-FEW-APPROVERS"));
    who(policy, "finance").roles.emplace_back("requester");
    CHECK(
        told(policy, "POLICY-TOO-FEW-APPROVERS") ==
        "up to 4 approvals are asked for (incident), but when \"finance\" asks only 3 people with "
        "an SSH key can approve");
    policy.approval[0].approvals = 3;
    CHECK_FALSE(finds(policy, "POLICY-TOO-FEW-APPROVERS"));
    who(policy, "legal").ssh.clear();
    CHECK(finds(policy, "POLICY-TOO-FEW-APPROVERS"));
}

TEST_CASE("POLICY-TOO-FEW-APPROVERS: the strictest restore rule counts") {
    Policy policy = sound();
    policy.restore.push_back({*policy::LabelGlob::parse("payroll*"), 4});
    CHECK_FALSE(finds(policy, "POLICY-TOO-FEW-APPROVERS"));
    policy.restore[0].approvals = 5;
    CHECK(told(policy, "POLICY-TOO-FEW-APPROVERS")
              .find("up to 5 approvals are asked for (restore)") == 0);
}

TEST_CASE("POLICY-NO-REQUESTER: a policy under which nobody can ask is found") {
    Policy policy = sound();
    CHECK_FALSE(finds(policy, "POLICY-NO-REQUESTER"));
    who(policy, "platform-lead").roles = {"operator"};
    CHECK(finds(policy, "POLICY-NO-REQUESTER"));
}

TEST_CASE("POLICY-INCIDENT-UNAPPROVED: an incident without approvals is found") {
    Policy policy = sound();
    policy.approval[0].approvals = 0;
    CHECK(finds(policy, "POLICY-INCIDENT-UNAPPROVED"));
    policy.approval[0].approvals = 1;
    CHECK_FALSE(finds(policy, "POLICY-INCIDENT-UNAPPROVED"));
}

TEST_CASE("POLICY-OWNER-NO-KEY, POLICY-NO-WITNESS: the first policy needs two signatures") {
    Policy policy = sound();
    who(policy, "platform-lead").ssh.clear();
    CHECK(finds(policy, "POLICY-OWNER-NO-KEY"));
    CHECK_FALSE(finds(policy, "POLICY-NO-WITNESS"));
    policy = sound();
    who(policy, "legal").ssh.clear();
    CHECK(finds(policy, "POLICY-NO-WITNESS"));
    who(policy, "platform-lead").roles.emplace_back("witness");  // nobody witnesses their own act
    CHECK(finds(policy, "POLICY-NO-WITNESS"));
}

TEST_CASE("POLICY-ONE-TIME-ZONE: zones are compared, and places where zones are silent") {
    Policy policy = sound();
    const auto all = [&](std::string place, std::string zone) {
        for (const char* id : {"security-lead", "finance", "legal", "director"}) {
            who(policy, id).place = place;
            who(policy, id).zone = zone;
        }
    };
    all("Jakarta", "");
    CHECK(told(policy, "POLICY-ONE-TIME-ZONE") == "all 4 approvers are in Jakarta");
    who(policy, "legal").place = "Jayapura";
    CHECK_FALSE(finds(policy, "POLICY-ONE-TIME-ZONE"));
    all("Jakarta", "Asia/Jakarta");
    who(policy, "legal").place = "Bandung";
    CHECK(told(policy, "POLICY-ONE-TIME-ZONE") ==
          "all 4 approvers are in the time zone Asia/Jakarta");
    who(policy, "legal").zone = "Asia/Jayapura";
    CHECK_FALSE(finds(policy, "POLICY-ONE-TIME-ZONE"));
}

TEST_CASE("POLICY-NO-PHONE: an approver whom nobody can call is found") {
    Policy policy = sound();
    who(policy, "director").phone.clear();
    CHECK(told(policy, "POLICY-NO-PHONE").find("director") != std::string::npos);
    who(policy, "director").roles.clear();
    CHECK_FALSE(finds(policy, "POLICY-NO-PHONE"));
}

TEST_CASE("POLICY-ONE-KEY: a share that opens with a signing key is found, on live cards too") {
    Policy policy = sound();
    reach::Holdings holdings;
    holdings.sets = {live_set(policy, "00ff00ff", catalog::SetState::retiring)};
    CHECK_FALSE(finds(policy, "POLICY-ONE-KEY", holdings));
    holdings.sets[0].manifest.groups[0].members[0].delivery = "ssh-ed25519 key-of-legal";
    CHECK(finds(policy, "POLICY-ONE-KEY", holdings));
    policy.recovery.groups[0].holders[0].delivery.text = "ssh-ed25519 key-of-legal";
    CHECK(finds(policy, "POLICY-ONE-KEY"));
}

TEST_CASE("POLICY-ONE-TOKEN: a share in the KEK's own token is found, by RFC 7512") {
    const auto one_token = [](const char* share, const char* kek) {
        Policy policy = sound();
        policy.recovery.groups[0].holders[0].delivery.text = share;
        reach::Holdings holdings;
        holdings.keks = {live_kek("everyday", "auditor", kek)};
        return finds(policy, "POLICY-ONE-TOKEN", holdings);
    };
    CHECK(one_token("pkcs11:token=custody", "pkcs11:token=custody;object=kek"));
    CHECK(one_token("pkcs11:token=cust%6Fdy;object=a", "pkcs11:object=kek;token=custody?x=y"));
    CHECK(one_token("pkcs11:serial=0a1b;token=a", "pkcs11:serial=0a1b"));
    CHECK_FALSE(one_token("pkcs11:token=custody", "pkcs11:token=everyday"));
    CHECK_FALSE(one_token("pkcs11:token=a;serial=1", "pkcs11:token=a;serial=2"));
    CHECK_FALSE(one_token("pkcs11:object=a", "pkcs11:object=a"));
    CHECK_FALSE(one_token("pkcs11:manufacturer=m", "pkcs11:manufacturer=m"));
    CHECK_FALSE(one_token("paper", "pkcs11:token=custody"));
    CHECK_FALSE(one_token("pkcs11:token=custody", "file:/desk/kek.age"));
}

TEST_CASE("serious findings come first") {
    Policy policy = sound();
    policy.recovery.groups[0].threshold = 1;
    who(policy, "director").phone.clear();
    const auto found = reach::findings(policy, {});
    REQUIRE(found.size() > 2);
    CHECK(std::is_sorted(found.begin(), found.end(),
                         [](const reach::Finding& one, const reach::Finding& other) {
                             return one.weight > other.weight;
                         }));
    CHECK(reach::serious(found) > 0);
    CHECK(reach::serious(found) < found.size());
}
