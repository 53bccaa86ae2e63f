#pragma once
// A policy, the people in it with keys made by ssh-keygen, and cases among them.

#include "catch.h"
#include "cli/temporary_directory.h"

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include <breakglass/cases/saying.h>
#include <breakglass/cases/standing.h>
#include <breakglass/encoding/hex.h>
#include <breakglass/records/utc.h>

namespace breakglass::testing {

using namespace breakglass::cases;  // NOLINT: a header of tests only

inline const Time noon = *records::parse_utc("2031-11-02T12:00:00Z");
inline constexpr Time hour = 3600;
inline const std::string escrow_id = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

/// Everybody's key, made once for the whole program.
class KeyRing {
  public:
    static KeyRing& instance() {
        static KeyRing ring;
        return ring;
    }
    /// The public key of a person, as the policy has it; made when it is first asked for.
    std::string public_key(const std::string& person) {
        const std::string file = folder_ / person;
        if (!std::filesystem::exists(file)) run("ssh-keygen -q -t ed25519 -N '' -C x -f " + file);
        const std::string line = file_text(file + ".pub");
        return line.substr(0, line.find(' ', line.find(' ') + 1));
    }
    /// Where a person's private key lies.
    std::string key_file(const std::string& person) {
        (void)public_key(person);
        return folder_ / person;
    }
    /// The armored signature that ssh-keygen makes with a person's key.
    Bytes sign(const std::string& text, const std::string& name_space, const std::string& person) {
        (void)public_key(person);
        const auto known = made_.find({text, name_space, person});
        if (known != made_.end()) return known->second;
        const std::string file = folder_ / "text";
        put_file(file, text);
        std::filesystem::remove(file + ".sig");
        run("ssh-keygen -q -Y sign -n " + name_space + " -f " + (folder_ / person) + " " + file +
            " 2>/dev/null");
        const std::string armored = file_text(file + ".sig");
        return made_[{text, name_space, person}] = Bytes(armored.begin(), armored.end());
    }

  private:
    static void run(const std::string& command) {
        check(std::system(command.c_str()) == 0, "ssh-keygen failed");  // NOLINT
    }
    TemporaryDirectory folder_;
    std::map<std::tuple<std::string, std::string, std::string>, Bytes> made_;
};

/// platform-lead owns and asks; finance, legal and director approve; auditor-room is a witness.
inline std::string policy_text(const std::map<std::string, std::string>& keys = {}) {
    std::string text = R"(escrow = "payroll"
owner = "platform-lead"
purpose = "tests"
[[recovery.group]]
name = "custodians"
threshold = 2
holders = [{person="finance", delivery="paper"}, {person="legal", delivery="paper"},
  {person="director", delivery="paper"}]
[approval]
incident = {approvals=2, collect="8h", use="4h", cooling_off="1h"}
restore = {approvals=1, collect="8h", use="4h"}
drill = {approvals=0, use="4h"}
policy = {approvals=2, collect="8h", use="4h"}
destruction = {approvals=2, collect="8h", use="4h"}
[[restore]]
label = "bank*"
approvals = 2
[[restore]]
label = "dev-*"
approvals = 0
)";
    const std::map<std::string, std::string> roles{{"platform-lead", "\"requester\", \"operator\""},
                                                   {"finance", "\"approver\", \"custodian\""},
                                                   {"legal", "\"approver\", \"custodian\""},
                                                   {"director", "\"approver\", \"requester\""},
                                                   {"auditor-room", "\"witness\""},
                                                   {"operator", "\"operator\""}};
    for (const auto& [person, their] : roles) {
        const auto key = keys.find(person);
        text += "[[person]]\nid = \"" + person + "\"\nroles = [" + their + "]\nssh = \"" +
                (key == keys.end() ? KeyRing::instance().public_key(person) : key->second) + "\"\n";
    }
    return text;
}

inline policy::Policy parsed_policy(const std::string& text = policy_text()) {
    auto parsed = policy::parse_policy(as_bytes(text));
    REQUIRE(parsed);
    return *std::move(parsed);
}

/// A statement signed with the key of a person, who need not be the one it names.
inline statement::SignedStatement signed_by(const std::string& person,
                                            const statement::Statement& said,
                                            const std::string& name_space = "") {
    const auto text = statement::to_text(said);
    REQUIRE(text);
    const auto armored = KeyRing::instance().sign(
        *text, name_space.empty() ? statement::name_space(said.kind) : name_space, person);
    auto joined = statement::join(as_bytes(*text), armored);
    REQUIRE(joined);
    return *std::move(joined);
}

/// A case among these people, and the circumstances it is judged under.
struct Courtroom {
    policy::Policy policy = parsed_policy();
    Circumstances circumstances;
    Request request;
    std::vector<statement::SignedStatement> file;

    explicit Courtroom(policy::CaseKind act = policy::CaseKind::incident,
                       const std::string& requester = "platform-lead") {
        request = {.escrow = "payroll",
                   .escrow_id = escrow_id,
                   .act = act,
                   .policy_hash = policy.hash,
                   .nonce = "7f3a91c2000102030405060708090a0b",
                   .reason = "the key service is gone",
                   .scope = {"label=payroll*,latest"},
                   .requester = requester,
                   .time = noon};
        circumstances.escrow_id = escrow_id;
        circumstances.clock = noon + 60;
    }

    /// Signs the request as it stands now; every test does it once, before anything is said.
    Courtroom& ask(const std::string& key_of = "") {
        const std::string day = records::utc_text(request.time);
        request.case_name = std::string(policy::name_of(request.act)) + "-" + day.substr(0, 4) +
                            day.substr(5, 2) + day.substr(8, 2) + "-" + request.nonce.substr(0, 8);
        file = {signed_by(key_of.empty() ? request.requester : key_of, to_statement(request))};
        return *this;
    }
    Case it() const {
        auto assembled = assemble(file);
        REQUIRE(assembled);
        return *std::move(assembled);
    }
    Saying saying(std::string_view kind, const std::string& signer, Time time) const {
        Saying said = about(it(), kind, signer, time);
        if (kind == "stop") {
            said.how = "veto";
            said.reason = "not today";
        }
        return said;
    }
    Courtroom& say(const Saying& said, const std::string& key_of = "") {
        file.push_back(
            signed_by(key_of.empty() ? said.signer : key_of, to_statement(said, request)));
        return *this;
    }
    Courtroom& approve(const std::string& person, Time time = noon + 10) {
        return say(saying("approval", person, time));
    }
    Courtroom& stop(const std::string& person, Time time = noon + 20) {
        return say(saying("stop", person, time));
    }
    Courtroom& use(Time at) {
        circumstances.use = Use{.request = it().request_hash(), .at = at};
        return *this;
    }
    Courtroom& at(Time clock) {
        circumstances.clock = clock;
        return *this;
    }

    Result<Standing> judged() {
        circumstances.policy = &policy;
        return judge(it(), circumstances);
    }
    Standing standing() {
        auto judged_now = judged();
        if (!judged_now) FAIL(judged_now.error().rule << ": " << judged_now.error().message);
        return *std::move(judged_now);
    }
    /// The rule that forbids the act now; empty when it may begin.
    std::string verdict() {
        const auto standing_now = judged();
        if (!standing_now) return standing_now.error().rule;
        const auto may = may_act(it(), *standing_now);
        return may ? "" : may.error().rule;
    }
    /// "approval by finance: CASE-LATE" for the only statement that does not count.
    std::string ignored() {
        const Standing now = standing();
        if (now.ignored.size() != 1) return std::to_string(now.ignored.size()) + " ignored";
        return now.ignored[0].what + ": " + now.ignored[0].reason.rule;
    }
};

}  // namespace breakglass::testing
