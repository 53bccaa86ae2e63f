#include "cli/people/desk.h"

using namespace breakglass;
using testing::Agent;
using testing::Desk;

namespace {

/// finance and legal with keys of their own, director without, and a stranger's key.
struct Company : Desk {
    Company() {
        make_key("finance");
        make_key("legal");
        make_key("stranger");
        add_person("finance", "finance");
        add_person("legal", "legal");
        add_person("director", "");
    }
};

}  // namespace

TEST_CASE("a private key's owner is found by the .pub beside it, or without one") {
    const Company company;
    for (const char* pub : {"legal.pub", "gone.pub"}) {
        if (std::string(pub) == "gone.pub") REQUIRE(company.shell("mv legal.pub gone.pub"));
        const auto found = company.find("legal");
        REQUIRE(found);
        CHECK(found->person == "legal");
        CHECK(signature::to_text(found->key) == company.policy.person("legal")->ssh);
    }
    const auto named = company.find("legal", "legal");
    REQUIRE(named);
    CHECK(named->person == "legal");
}

TEST_CASE("a .pub file names its owner, under any file name") {
    const Company company;
    REQUIRE(company.find("finance.pub"));
    REQUIRE(company.shell("mv finance.pub card.txt"));
    const auto found = company.find("card.txt");
    REQUIRE(found);
    CHECK(found->person == "finance");
}

TEST_CASE("a key under a passphrase needs no passphrase while its .pub is there") {
    Company company;
    company.make_key("locked", "ed25519", "a passphrase");
    company.add_person("owner", "locked");
    REQUIRE(company.find("locked"));
    REQUIRE(company.shell("rm locked.pub"));
    CHECK(company.refusal("locked") == "PEOPLE-KEY-FILE");  // nobody may be asked
}

TEST_CASE("PEOPLE-KEY-UNKNOWN: the key is nobody's, another person's, or the person has none") {
    const Company company;
    CHECK(company.refusal("stranger") == "PEOPLE-KEY-UNKNOWN");
    CHECK(company.refusal("stranger", "legal") == "PEOPLE-KEY-UNKNOWN");
    CHECK(company.refusal("finance", "legal") == "PEOPLE-KEY-UNKNOWN");
    CHECK(company.refusal("finance", "director") == "PEOPLE-KEY-UNKNOWN");
    CHECK_THAT(company.find("finance", "legal").error().message,
               Catch::Matchers::Contains("is of \"finance\", not the one of \"legal\""));
}

TEST_CASE("PEOPLE-UNKNOWN: the policy has no such person") {
    const Company company;
    CHECK(company.refusal("finance", "somebody") == "PEOPLE-UNKNOWN");
    CHECK(company.refusal("", "somebody") == "PEOPLE-UNKNOWN");
}

TEST_CASE("PEOPLE-KEY-FILE: what holds no key is refused by name") {
    const Company company;
    testing::put_file(company.here / "empty", "");
    testing::put_file(company.here / "words", "no key at all\n");
    testing::put_file(company.here / "putty", "PuTTY-User-Key-File-3: ssh-ed25519\nPRIVATE\n");
    testing::put_file(company.here / "broken", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n");
    testing::put_file(company.here / "large", std::string(100'000, 'a'));
    testing::put_file(company.here / "two", "ssh-ed25519 AAAA\nssh-ed25519 AAAA\n");
    REQUIRE(company.shell("ssh-keygen -q -s finance -I x legal.pub"));
    company.make_key("weak", "rsa -b 2048");
    for (const char* file : {"nothing", "empty", "words", "putty", "broken", "large", "two", ".",
                             "legal-cert.pub", "weak", "weak.pub"}) {
        CAPTURE(file);
        CHECK(company.refusal(file) == "PEOPLE-KEY-FILE");
    }
    CHECK_THAT(company.find("legal-cert.pub").error().message,
               Catch::Matchers::Contains("certificate"));
    const auto standard_input = people::find_signer(company.policy, {"-", "", true});
    REQUIRE_FALSE(standard_input);
    CHECK(standard_input.error().rule == "PEOPLE-KEY-FILE");
}

TEST_CASE("PEOPLE-AMBIGUOUS: two persons with one key, unless one is named") {
    Company company;
    company.add_person("auditor", "legal");
    CHECK(company.refusal("legal") == "PEOPLE-AMBIGUOUS");
    CHECK_THAT(company.find("legal").error().message,
               Catch::Matchers::Contains("\"legal\", \"auditor\""));
    REQUIRE(company.find("legal", "auditor"));
    CHECK(company.find("legal", "auditor")->person == "auditor");
}

TEST_CASE("PEOPLE-NO-KEY: no agent, an empty one, or one without a person's key") {
    const Company company;
    CHECK(company.refusal("") == "PEOPLE-NO-KEY");
    const Agent agent(company);
    CHECK(company.refusal("") == "PEOPLE-NO-KEY");
    agent.add("stranger");
    CHECK(company.refusal("") == "PEOPLE-NO-KEY");
    agent.add("finance");
    CHECK(company.refusal("", "legal") == "PEOPLE-NO-KEY");
    REQUIRE(company.find(""));
    CHECK(company.find("")->person == "finance");
    agent.add("legal");
    CHECK(company.refusal("") == "PEOPLE-AMBIGUOUS");
    REQUIRE(company.find("", "legal"));
    CHECK(company.find("", "legal")->person == "legal");
}

TEST_CASE("file names with blanks, quotes and dashes are names and nothing else") {
    Company company;
    const std::string name = "$(touch pwned); 'a\" b";
    std::filesystem::rename(company.here / "finance", company.here / name);
    std::filesystem::remove(company.here / "finance.pub");
    const auto found = company.find(name);  // derived by ssh-keygen
    REQUIRE(found);
    CHECK(found->person == "finance");
    CHECK(people::sign(as_bytes("text\n"), "breakglass.test", *found));
    CHECK_FALSE(std::filesystem::exists(company.here / "pwned"));
}
