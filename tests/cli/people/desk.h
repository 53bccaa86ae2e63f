#pragma once
// Persons with real keys, and a real SSH agent. Needs ssh-keygen, ssh-add and ssh-agent.

#include "catch.h"
#include "cli/temporary_directory.h"

#include <cstdlib>
#include <optional>

#include <stdlib.h>  // NOLINT: setenv

#include <breakglass/people/signing.h>

namespace breakglass::testing {

struct Desk {
    TemporaryDirectory here;
    policy::Policy policy;

    Desk() { (void)::unsetenv("SSH_AUTH_SOCK"); }
    bool shell(const std::string& command) const {
        return std::system(
                   ("cd '" + here.path() + "' && { " + command + " ; } >out 2>err").c_str()) == 0;
    }
    std::string make_key(const std::string& name, const std::string& kind = "ed25519",
                         const std::string& passphrase = "") const {
        REQUIRE(shell("ssh-keygen -q -t " + kind + " -C 'a comment' -N '" + passphrase + "' -f " +
                      name));
        return here / name;
    }
    void add_person(const std::string& id, const std::string& key) {
        policy::Person person;
        person.id = id;
        if (!key.empty()) {
            const auto parsed = signature::parse_public_key(file_text(here / (key + ".pub")));
            REQUIRE(parsed);
            person.ssh = signature::to_text(*parsed);
        }
        policy.persons.push_back(std::move(person));
    }
    Result<people::Signer> find(const std::string& key, const std::string& person = "") const {
        return people::find_signer(policy, {key.empty() ? "" : here / key, person, true});
    }
    std::string refusal(const std::string& key, const std::string& person = "") const {
        const auto found = find(key, person);
        if (found) return "";
        CHECK(found.error().kind == ErrorKind::usage);
        return found.error().rule;
    }
};

/// An agent of the test's own, and the environment that points to it.
class Agent {
  public:
    explicit Agent(const Desk& desk) : desk_(desk) {
        REQUIRE(desk.shell("ssh-agent -a \"$PWD/agent\" > agent.env"));
        (void)::setenv("SSH_AUTH_SOCK", (desk.here / "agent").c_str(), 1);
    }
    ~Agent() {
        (void)desk_.shell(". ./agent.env > /dev/null && ssh-agent -k");
        (void)::unsetenv("SSH_AUTH_SOCK");
    }
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;
    void add(const std::string& key) const { REQUIRE(desk_.shell("ssh-add -q " + key)); }

  private:
    const Desk& desk_;
};

}  // namespace breakglass::testing
