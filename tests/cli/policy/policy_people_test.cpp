// One case for each refusal about a [[person]]: their keys, their zone and their name.

#include "catch.h"
#include "cli/temporary_directory.h"
#include "sound_policy.h"

#include <algorithm>
#include <cstdlib>

using namespace breakglass;
using namespace breakglass::policy_test;

namespace {

/// The line of a .pub file that ssh-keygen makes.
std::string public_key_line(const testing::TemporaryDirectory& here, const std::string& kind) {
    const std::string make = "cd '" + here.path() + "' && rm -f key* && ssh-keygen -q -t " + kind +
                             " -N '' -C 'a comment' -f key";
    REQUIRE(std::system(make.c_str()) == 0);
    std::string line = testing::file_text(here / "key.pub");
    line.pop_back();
    return line;
}

}  // namespace

TEST_CASE("POLICY-SSH-KEY: keys that could not sign are refused") {
    const auto key = [](std::string_view text) { return refusal(policy_with(second_key, text)); };
    CHECK(key("ssh-ed25519") == "POLICY-SSH-KEY");
    CHECK(key("ssh-ed25519 !!!!") == "POLICY-SSH-KEY");
    // a point of 31 bytes
    CHECK(key("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAHwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") ==
          "POLICY-SSH-KEY");
    CHECK(key("ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIDfJCTStMOaSKlHrDrvfNh3GQtgfGKhYoPAeuM+O7kSv") ==
          "POLICY-SSH-KEY");
    CHECK(key(std::string(second_key).substr(0, second_key.size() - 4)) == "POLICY-SSH-KEY");
    CHECK(key("sk-ssh-ed25519@openssh.com "
              "AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhsc"
              "HR4fAAAABHNzaDo=")
              .empty());
}

TEST_CASE("every kind of key whose signatures can be verified may stand in a policy") {
    const testing::TemporaryDirectory here;
    for (const char* kind : {"ed25519", "ecdsa -b 256", "ecdsa -b 384", "ecdsa -b 521",
                             "rsa -b 3072", "rsa -b 4096"}) {
        CAPTURE(kind);
        const std::string line = public_key_line(here, kind);
        const auto parsed = parse(policy_with(second_key, line));
        REQUIRE(parsed);
        CHECK(line == parsed->person("finance")->ssh + " a comment");
    }
}

TEST_CASE("POLICY-SSH-KEY says why: weak RSA, a certificate, DSA") {
    const testing::TemporaryDirectory here;
    const auto reason = [](const std::string& line, std::string_view part) {
        const std::string text = policy_with(second_key, line);
        return refusal(text) == "POLICY-SSH-KEY" && message_has(text, part);
    };
    CHECK(reason(public_key_line(here, "rsa -b 2048"), "2048 bits"));
    public_key_line(here, "ed25519");
    const std::string sign = "cd '" + here.path() + "' && ssh-keygen -q -s key -I x key.pub";
    REQUIRE(std::system(sign.c_str()) == 0);
    std::string certificate = testing::file_text(here / "key-cert.pub");
    certificate.pop_back();
    CHECK(reason(certificate, "certificate"));
    CHECK(reason("ssh-dss AAAAB3NzaC1kc3MAAAABAQ==", "ssh-dss"));
}

TEST_CASE("POLICY-SSH-KEY-TWICE: two persons never share one key") {
    CHECK(refusal(policy_with(second_key, std::string(owner_key) + " another comment")) ==
          "POLICY-SSH-KEY-TWICE");
    CHECK(message_has(policy_with(second_key, owner_key),
                      "of \"finance\" is the key of \"platform-lead\" too"));
}

TEST_CASE("POLICY-ZONE: a time zone has the shape of the time zone database's names") {
    const auto zone = [](std::string_view text) {
        return refusal(policy_with("place = \"Jakarta\"", "zone = \"" + std::string(text) + "\""));
    };
    for (const char* good : {"Asia/Jakarta", "UTC", "Etc/GMT+7", "America/Argentina/Ushuaia"}) {
        CHECK(zone(good).empty());
    }
    for (const char* bad : {"+07:00", "Asia/", "/Asia", "Asia//Jakarta", "Asia/../etc",
                            "Asia Jakarta", "7", "WIB (Jakarta)"}) {
        CHECK(zone(bad) == "POLICY-ZONE");
    }
    CHECK(zone(std::string(65, 'a')) == "POLICY-ZONE");
}

TEST_CASE("POLICY-PERSON-NAME: a name in any script, and nothing that hides or turns it") {
    const auto name = [](std::string_view text) {
        return refusal(policy_with("place = \"Jakarta\"",
                                   "place = \"Jakarta\"\nname = \"" + std::string(text) + "\""));
    };
    for (const char* good : {"Budi", "\xd8\xb3\xd9\x84\xd9\x85\xd9\x89", "\xe5\xb1\xb1\xe7\x94\xb0",
                             "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xad\xd8\xb3\xdb\x8c\xd9\x86"}) {
        CHECK(name(good).empty());
    }
    for (const char* bad : {"", " Budi",
                            "Bu\xe2\x80\x8d"
                            "di",
                            "a\xe2\x80\xae"
                            "b",
                            "a\\u202eb", "a\\nb", "\xe2\x9d\xa4\xef\xb8\x8f"}) {
        CHECK(name(bad) == "POLICY-PERSON-NAME");
    }
    CHECK(name(std::string(128, 'a')).empty());
    CHECK(name(std::string(129, 'a')) == "POLICY-PERSON-NAME");
    const auto read = parse(policy_with(
        "place = \"Jakarta\"", "place = \"Jakarta\"\nname = \"\xe5\xb1\xb1\xe7\x94\xb0\""));
    REQUIRE(read);
    CHECK(std::any_of(read->persons.begin(), read->persons.end(), [](const policy::Person& person) {
        return person.name == "\xe5\xb1\xb1\xe7\x94\xb0";
    }));
}
