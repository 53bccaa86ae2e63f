#include "cli/people/desk.h"

using namespace breakglass;
using testing::Agent;
using testing::Desk;
using testing::file_text;
using testing::put_file;

namespace {

const statement::Statement approval{
    "approval", {{"case", "incident-1"}, {"signer", "finance"}}, "Approved.\n"};

struct Signatory : Desk {
    Signatory() {
        make_key("finance");
        add_person("finance", "finance");
    }
};

void check_signed(const Desk& desk, const people::Signer& signer) {
    const auto made = people::sign_statement(approval, signer);
    REQUIRE(made);
    CHECK(made->statement == approval);
    CHECK(statement::verify(*made, signer.key));
    put_file(desk.here / "text", std::string(as_text(made->text)));
    put_file(desk.here / "sig", std::string(as_text(made->stored).substr(made->text.size())));
    put_file(desk.here / "signers", "finance " + signature::to_text(signer.key) + "\n");
    CHECK(desk.shell(
        "ssh-keygen -Y verify -f signers -I finance -n breakglass.approval -s sig < text"));
    for (const char* other : {"breakglass.request", "breakglass.stop", "file"}) {
        CHECK_FALSE(desk.shell("ssh-keygen -Y verify -f signers -I finance -n " +
                               std::string(other) + " -s sig < text"));
    }
}

}  // namespace

TEST_CASE("a statement signed by a key file is what ssh-keygen verifies, under its kind alone") {
    const Signatory desk;
    for (const char* file : {"finance", "finance.pub"}) {
        const auto signer = desk.find(file);
        REQUIRE(signer);
        check_signed(desk, *signer);
    }
}

TEST_CASE("the agent signs when no file is named, or only the public one is here") {
    const Signatory desk;
    const Agent agent(desk);
    agent.add("finance");
    REQUIRE(desk.shell("rm finance"));
    for (const char* file : {"", "finance.pub"}) {
        const auto signer = desk.find(file);
        REQUIRE(signer);
        check_signed(desk, *signer);
    }
}

TEST_CASE("PEOPLE-SIGN: the private half is nowhere, or its passphrase may not be asked for") {
    Desk desk;
    desk.make_key("locked", "ed25519", "a passphrase");
    desk.add_person("finance", "locked");
    const auto locked = desk.find("locked");
    REQUIRE(locked);
    const auto refused = people::sign_statement(approval, *locked);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "PEOPLE-SIGN");
    CHECK(refused.error().kind == ErrorKind::failed);
    CHECK_FALSE(refused.error().hint.empty());
    REQUIRE(desk.shell("rm locked"));
    const auto public_only = desk.find("locked.pub");
    REQUIRE(public_only);
    CHECK(people::sign_statement(approval, *public_only).error().rule == "PEOPLE-SIGN");
    CHECK(::getenv("SSH_ASKPASS_REQUIRE") == nullptr);  // the environment is as it was
}

TEST_CASE("SIGNATURE-KEY: a .pub beside a private key that is not its half signs nothing") {
    Signatory desk;
    desk.make_key("other");
    REQUIRE(desk.shell("cp finance.pub other.pub"));
    const auto signer = desk.find("other");
    REQUIRE(signer);  // as the .pub says
    const auto made = people::sign_statement(approval, *signer);
    REQUIRE_FALSE(made);
    CHECK((made.error().rule == "SIGNATURE-KEY" || made.error().rule == "PEOPLE-SIGN"));
}

TEST_CASE("STATEMENT-TEXT: what cannot be said is refused before ssh-keygen is asked") {
    const Signatory desk;
    const auto signer = desk.find("finance");
    REQUIRE(signer);
    statement::Statement bad = approval;
    bad.words = "\x1b[2J\n";
    CHECK(people::sign_statement(bad, *signer).error().rule == "STATEMENT-TEXT");
}
