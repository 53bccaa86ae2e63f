// Needs ssh-keygen (OpenSSH 8.1 or later), which signs in the field too.

#include "catch.h"
#include "cli/temporary_directory.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include <breakglass/catalog/catalog.h>
#include <breakglass/escrow/sealing.h>
#include <breakglass/escrow/templates.h>
#include <breakglass/records/sealing_file.h>

using namespace breakglass;
using breakglass::testing::file_text;
using breakglass::testing::put_file;
using breakglass::testing::TemporaryDirectory;

namespace {

constexpr std::int64_t now = 1'900'000'000;
// Made by age-keygen 1.1.1.
constexpr const char* set_recipient =
    "age1a86xwh64zvnd2j986hlrxzyhs5fzem6dqh4qrfuuz5u6qwc8yfdqek9yqy";
constexpr const char* kek_recipient =
    "age1capdhscj0ny5v4rc46ucrzdme87wykg9p8wknhpr56795jwteu3qq8j0l9";

bool shell(const std::string& command) {
    return std::system(command.c_str()) == 0;
}

// An escrow whose owner has an SSH key, with an active share set and an active KEK.
struct Scene {
    TemporaryDirectory here;
    std::optional<escrow::Directory> escrow;

    Scene() {
        make_key("owner", "");
        make_key("stranger", "");
        std::string policy(as_text(*escrow::policy_template("team-of-five")));
        const std::string line = "id = \"platform-lead\"\n";
        std::string key = file_text(here / "owner.pub");
        key.pop_back();
        policy.insert(policy.find(line) + line.size(), "ssh = \"" + key + "\"\n");
        auto made = escrow::Directory::create(here / "escrow", as_bytes(policy));
        REQUIRE(made);
        escrow.emplace(*std::move(made));
        catalog::Kek kek;
        kek.id = "11111111";
        kek.name = "archive-1";
        kek.recipient = kek_recipient;
        REQUIRE(escrow->catalog().keks().add(kek));
        catalog::ShareSet set;
        set.id = "22222222";
        set.recipient = set_recipient;
        set.manifest = "22222222.manifest";
        auto& sets = escrow->catalog().share_sets();
        REQUIRE(sets.add(set));
        REQUIRE(sets.mark_confirmed(set.id));
        REQUIRE(sets.activate(set.id));
    }
    void make_key(const std::string& name, const std::string& passphrase) {
        REQUIRE(shell("ssh-keygen -q -t ed25519 -C x -N '" + passphrase + "' -f '" + (here / name) +
                      "'"));
    }
    Result<escrow::SealingExport> run(const std::string& key) {
        escrow::SealingRequest request;
        request.output = here / "sealing";
        request.key = key.empty() ? "" : here / key;
        request.labels = {"payroll*"};
        request.non_interactive = true;
        return escrow::export_sealing(*escrow, request, now);
    }
};

}  // namespace

TEST_CASE("the sealing file says what the escrow says, and ssh-keygen verifies it too") {
    Scene scene;
    const auto made = scene.run("owner");
    REQUIRE(made);
    const std::string stored = file_text(scene.here / "sealing");
    const auto parsed = records::parse_sealing_file(as_bytes(stored));
    REQUIRE(parsed);
    CHECK(parsed->facts.escrow == "backups");
    CHECK(parsed->facts.owner == "platform-lead");
    CHECK(parsed->facts.recovery_recipient == set_recipient);
    CHECK(parsed->facts.kek_recipients == std::vector<std::string>{kek_recipient});
    CHECK(parsed->facts.labels == std::vector<std::string>{"payroll*"});
    CHECK(parsed->facts.created_at == now);
    CHECK(parsed->facts.expires_at == now + 90 * 86400);
    CHECK(to_hex(parsed->facts.fingerprint) == made->fingerprint);
    CHECK(file_text(scene.here / "escrow/escrow.sealing") == stored);

    const std::size_t split = stored.find("-----BEGIN");
    put_file(scene.here / "body", stored.substr(0, split));
    put_file(scene.here / "sig", stored.substr(split));
    put_file(scene.here / "signers", "platform-lead " + file_text(scene.here / "owner.pub"));
    CHECK(shell("cd '" + scene.here.path() +
                "' && ssh-keygen -q -Y verify -f signers -I platform-lead -n breakglass.sealing "
                "-s sig < body > verified"));
}

TEST_CASE("SEALING-FINGERPRINT: a file signed by anybody but the owner never appears") {
    Scene scene;
    const auto made = scene.run("stranger");
    REQUIRE_FALSE(made);
    CHECK(made.error().kind == ErrorKind::unverified);
    CHECK(made.error().rule == "SEALING-FINGERPRINT");
    CHECK_FALSE(std::filesystem::exists(scene.here / "sealing"));
    CHECK_FALSE(std::filesystem::exists(scene.here / "escrow/escrow.sealing"));
}

TEST_CASE("SEALING-SIGN: no agent, no key file, or a passphrase nobody may be asked for") {
    Scene scene;
    scene.make_key("locked", "secret");
    (void)::unsetenv("SSH_AUTH_SOCK");
    for (const char* key : {"", "nothing", "locked", "signers"}) {
        const auto made = scene.run(key);
        REQUIRE_FALSE(made);
        CHECK(made.error().rule == "SEALING-SIGN");
        CHECK_FALSE(made.error().hint.empty());
        CHECK_FALSE(std::filesystem::exists(scene.here / "sealing"));
    }
}

TEST_CASE("without --key the owner's key is asked of the agent") {
    Scene scene;
    if (!shell("command -v ssh-agent > /dev/null")) {
        std::cerr << "SKIPPED: ssh-agent is not installed\n";
        return;
    }
    const std::string socket = scene.here / "agent";
    REQUIRE(shell("ssh-agent -a '" + socket + "' > '" + (scene.here / "agent.env") + "'"));
    (void)::setenv("SSH_AUTH_SOCK", socket.c_str(), 1);
    const bool added = shell("ssh-add -q '" + (scene.here / "owner") + "'");
    const auto made = scene.run("");
    CHECK(shell(". '" + (scene.here / "agent.env") + "' > /dev/null && ssh-agent -k > /dev/null"));
    (void)::unsetenv("SSH_AUTH_SOCK");
    CHECK(added);
    CHECK(made);
}

TEST_CASE("a sealing file never replaces another one, and is refused before anybody signs") {
    Scene scene;
    put_file(scene.here / "sealing", "older");
    const auto made = scene.run("owner");
    REQUIRE_FALSE(made);
    CHECK(made.error().rule == "FILE-EXISTS");
    CHECK(file_text(scene.here / "sealing") == "older");
}

TEST_CASE("SEALING-MALFORMED: an expiry of no time and an empty label are the user's mistake") {
    Scene scene;
    escrow::SealingRequest request;
    request.output = scene.here / "sealing";
    request.key = scene.here / "owner";
    request.expires = policy::Duration::days(0);
    const auto at_once = escrow::export_sealing(*scene.escrow, request, now);
    REQUIRE_FALSE(at_once);
    CHECK(at_once.error().kind == ErrorKind::usage);
    request.expires = policy::Duration::days(1);
    request.labels = {""};
    CHECK(escrow::export_sealing(*scene.escrow, request, now).error().rule == "SEALING-MALFORMED");
}
