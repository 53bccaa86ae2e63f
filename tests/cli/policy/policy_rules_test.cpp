// One case for each POLICY-* refusal: the rule id, the line and what was found.

#include "catch.h"
#include "cli/temporary_directory.h"
#include "sound_policy.h"

#include <algorithm>
#include <cstdlib>

using namespace breakglass;
using namespace breakglass::policy_test;

namespace {

std::string many_holders(int count) {
    std::string holders;
    for (int index = 0; index < count; ++index) {
        holders += "{person=\"finance\", delivery=\"paper\"},";
    }
    return holders;
}

}  // namespace

TEST_CASE("POLICY-TOO-LARGE: a file above 1 MiB is refused, one of 1 MiB is read") {
    const std::string sound = sound_policy();
    std::string padded = sound;
    while (padded.size() < policy::max_policy_bytes) {
        padded +=
            "#" + std::string(
                      std::min<std::size_t>(80, policy::max_policy_bytes - padded.size() - 1), 'x');
        if (padded.size() < policy::max_policy_bytes) padded += "\n";
    }
    padded.resize(policy::max_policy_bytes);
    CHECK(refusal(padded).empty());
    CHECK(refusal(padded + "\n") == "POLICY-TOO-LARGE");
}

TEST_CASE("POLICY-NOT-UTF8: stray, overlong and surrogate bytes are refused") {
    for (const char* bad : {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82",
                            "\xf0\x80\x80\x80", "\x80"}) {
        CHECK(refusal(policy_with("payroll", bad)) == "POLICY-NOT-UTF8");
    }
    CHECK(refusal(policy_with("Jakarta", "\xe6\x9d\xb1\xe4\xba\xac \xf0\x9f\x94\x91")).empty());
}

TEST_CASE("POLICY-SYNTAX: text that is not TOML names its line") {
    CHECK(refusal(policy_with("owner =", "owner")) == "POLICY-SYNTAX");
    CHECK(message_has(policy_with("owner =", "owner"), "line 2"));
    CHECK(refusal(policy_with("\"payroll\"", "\"payroll")) == "POLICY-SYNTAX");
    CHECK(refusal(std::string("\0\0\0\0", 4)) == "POLICY-SYNTAX");
}

TEST_CASE("POLICY-SYNTAX: text cut off anywhere is refused, never a crash") {
    // "[" and a newline met an assertion of toml++ 3.3.
    CHECK(refusal("[\n") == "POLICY-SYNTAX");
    CHECK(refusal("[[\n") == "POLICY-SYNTAX");
    const std::string sound = sound_policy();
    for (std::size_t length = 0; length < sound.size(); length += 3) {
        CHECK(refusal(sound.substr(0, length)).rfind("POLICY-", 0) == 0);
    }
    // Every text of up to four of the characters that mean something.
    constexpr std::string_view letters = "[]{}.=\"',#\na1";
    std::size_t tried = 0;
    for (std::size_t number = 0; number < 13 * 13 * 13 * 13; ++number) {
        std::string text;
        for (std::size_t rest = number; rest != 0; rest /= 13) {
            text += letters[rest % 13];
        }
        tried += refusal(text).rfind("POLICY-", 0) == 0 ? 1U : 0U;
    }
    CHECK(tried == 13 * 13 * 13 * 13);
}

TEST_CASE("POLICY-LINE: lines that could build a very deep tree are refused") {
    std::string deep = "a";
    for (int level = 0; level < 300; ++level) {
        deep += ".a";
    }
    CHECK(refusal(sound_policy() + deep + " = 1\n") == "POLICY-LINE");
    CHECK(refusal(sound_policy() + "# " + std::string(9000, 'x') + "\n") == "POLICY-LINE");
    CHECK(refusal("x = " + std::string(100, '[') + std::string(100, ']')) == "POLICY-SYNTAX");
}

TEST_CASE("POLICY-DUPLICATE-KEY: a key or a table that stands twice is refused") {
    const std::string twice = policy_with("owner = ", "owner = \"finance\"\nowner = ");
    CHECK(refusal(twice) == "POLICY-DUPLICATE-KEY");
    CHECK(message_has(twice, "line 3"));
    CHECK(refusal(sound_policy() + "[drill]\n") == "POLICY-DUPLICATE-KEY");
    CHECK(refusal(policy_with("{approvals=1}", "{approvals=1, approvals=2}")) ==
          "POLICY-DUPLICATE-KEY");
}

TEST_CASE("POLICY-EXPORT: the recovery key is handed only to recipients that can be encrypted to") {
    const auto with = [](const std::string& list) {
        return refusal(policy_with("groups_required", "export = " + list + "\ngroups_required"));
    };
    CHECK(with("[\"age1notone\"]") == "POLICY-EXPORT");
    CHECK(with("[\"finance\"]") == "POLICY-EXPORT");
    CHECK(with("[]").empty());
}

TEST_CASE("POLICY-UNKNOWN-KEY: a misspelt key in any table is refused with its line") {
    CHECK(refusal(policy_with("objective", "objectiv")) == "POLICY-UNKNOWN-KEY");
    CHECK(message_has(policy_with("objective", "objectiv"), "line 4"));
    CHECK(refusal(policy_with("groups_required", "group_required")) == "POLICY-UNKNOWN-KEY");
    CHECK(refusal(policy_with("cooling_off", "cooling-off")) == "POLICY-UNKNOWN-KEY");
    CHECK(refusal(policy_with("kek_age", "key_age")) == "POLICY-UNKNOWN-KEY");
    CHECK(refusal(policy_with("card_check", "cards")) == "POLICY-UNKNOWN-KEY");
    CHECK(refusal(policy_with("retain", "retention")) == "POLICY-UNKNOWN-KEY");
    CHECK(refusal(policy_with("phone", "telephone")) == "POLICY-UNKNOWN-KEY");
    CHECK(refusal(policy_with("policy   =", "polcy =")) == "POLICY-UNKNOWN-KEY");
    CHECK(refusal(policy_with("{person=\"legal\",", "{person=\"legal\", note=\"x\",")) ==
          "POLICY-UNKNOWN-KEY");
    CHECK(refusal(sound_policy() + "[extra]\n") == "POLICY-UNKNOWN-KEY");
    // An escape that the reader's own spelling could take for "owner" is no second spelling of it.
    CHECK(refusal("\"\\u007e6fwner\" = \"finance\"\n" + sound_policy()) == "POLICY-UNKNOWN-KEY");
    CHECK(message_has("\"caf\xc3\xa9\" = 1\n" + sound_policy(), "\"caf\xc3\xa9\" is not a key"));
}

TEST_CASE("POLICY-MISSING-KEY: what a policy cannot do without is asked for by name") {
    CHECK(refusal(policy_with("escrow = \"payroll\"\n", "")) == "POLICY-MISSING-KEY");
    CHECK(refusal(policy_with("owner = \"platform-lead\"\n", "")) == "POLICY-MISSING-KEY");
    CHECK(refusal(policy_with("purpose = \"backups of the payroll database\"\n", "")) ==
          "POLICY-MISSING-KEY");
    CHECK(refusal(policy_with("threshold = 3\n", "")) == "POLICY-MISSING-KEY");
    CHECK(refusal(policy_with("name = \"custodians\"\n", "")) == "POLICY-MISSING-KEY");
    CHECK(refusal(policy_with(", delivery=\"paper\"", "")) == "POLICY-MISSING-KEY");
    CHECK(refusal(policy_with("label = \"payroll*\"\n", "")) == "POLICY-MISSING-KEY");
    CHECK(refusal(policy_with("path = \"/mnt/offsite\"\n", "")) == "POLICY-MISSING-KEY");
    CHECK(message_has(policy_with("path = \"/mnt/offsite\"\n", ""), "\"path\" is missing"));
    CHECK(refusal("") == "POLICY-MISSING-KEY");
    const std::string two_groups =
        policy_with("[approval]",
                    "[[recovery.group]]\nname=\"b\"\nthreshold=1\nholders=[{person="
                    "\"legal\", delivery=\"paper\"}]\n[approval]");
    const std::string silent =
        std::string(two_groups).erase(two_groups.find("groups_required"), 19);
    CHECK(refusal(two_groups).empty());
    CHECK(refusal(silent) == "POLICY-MISSING-KEY");
}

TEST_CASE("POLICY-TYPE: a value of another type is refused, and both types are named") {
    CHECK(refusal(policy_with("threshold = 3", "threshold = \"3\"")) == "POLICY-TYPE");
    CHECK(
        message_has(policy_with("threshold = 3", "threshold = \"3\""),
                    "line 9: [[recovery.group]] \"threshold\" is a text, expected a whole number"));
    CHECK(refusal(policy_with("threshold = 3", "threshold = 3.0")) == "POLICY-TYPE");
    CHECK(refusal(policy_with("\"payroll\"", "7")) == "POLICY-TYPE");
    CHECK(refusal(policy_with("writable = false", "writable = 0")) == "POLICY-TYPE");
    CHECK(refusal(policy_with("\"4h\"", "04:00:00")) == "POLICY-TYPE");
    CHECK(refusal(policy_with("{approvals=1}", "1")) == "POLICY-TYPE");
    CHECK(refusal(policy_with("[[store]]", "[store]")) == "POLICY-TYPE");
    CHECK(refusal(policy_with("[\"requester\", ", "[1, ")) == "POLICY-TYPE");
    CHECK(refusal(policy_with("roles = [\"approver\"]", "roles = \"approver\"")) == "POLICY-TYPE");
    CHECK(refusal(policy_with("{person=\"legal\", delivery=\"paper\"}", "\"legal\"")) ==
          "POLICY-TYPE");
}

TEST_CASE("POLICY-TEXT: control characters and hidden marks never reach a screen") {
    for (const char* bad : {"\\u001b[2J", "\\n", "\\u0007", "\\u202e", "\\u200b", "\\u009b", ""}) {
        const std::string text = policy_with("backups of the payroll database", bad);
        CHECK(refusal(text) == "POLICY-TEXT");
        CHECK(parse(text).error().message.find('\x1b') == std::string::npos);
    }
    CHECK(refusal(policy_with("Jakarta", std::string(257, 'a'))) == "POLICY-TEXT");
    CHECK(refusal(policy_with("Jakarta", std::string(256, 'a'))).empty());
}

TEST_CASE("POLICY-NAME: names that would escape a folder or look like an option are refused") {
    for (const char* bad : {"a/b", "../x", ".hidden", "-rf", " x", "x ", "a\\\\b"}) {
        CHECK(refusal(policy_with("\"offsite\"", "\"" + std::string(bad) + "\"")) == "POLICY-NAME");
    }
    CHECK(refusal(policy_with("name = \"custodians\"", "name = \"../custodians\"")) ==
          "POLICY-NAME");
    CHECK(refusal(policy_with("escrow = \"payroll\"", "escrow = \"pay/roll\"")) == "POLICY-NAME");
    CHECK(refusal(policy_with("id = \"legal\"", "id = \"-legal\"")) == "POLICY-NAME");
    CHECK(refusal(policy_with("\"offsite\"", "\"off site, second\"")).empty());
}

TEST_CASE(
    "POLICY-DURATION: only whole minutes, hours and days, and never none where some is needed") {
    for (const char* bad : {"4", "h", "4 h", "4H", "-4h", "04h", "4w", "1.5h", "36501d",
                            "99999999999999999999h", ""}) {
        CHECK(refusal(policy_with("\"4h\"", "\"" + std::string(bad) + "\"")) == "POLICY-DURATION");
    }
    CHECK(refusal(policy_with("\"4h\"", "\"0h\"")) == "POLICY-DURATION");
    CHECK(refusal(policy_with("collect=\"8h\"", "collect=\"0h\"")) == "POLICY-DURATION");
    CHECK(refusal(policy_with("\"180d\"", "\"0d\"")) == "POLICY-DURATION");
    CHECK(message_has(policy_with("\"90d\"", "\"90\""), "line 29"));
}

TEST_CASE("POLICY-THRESHOLD: zero, negative and more than there are holders are refused") {
    CHECK(refusal(policy_with("threshold = 3", "threshold = 0")) == "POLICY-THRESHOLD");
    CHECK(refusal(policy_with("threshold = 3", "threshold = -1")) == "POLICY-THRESHOLD");
    CHECK(refusal(policy_with("threshold = 3", "threshold = 6")) == "POLICY-THRESHOLD");
    CHECK(message_has(policy_with("threshold = 3", "threshold = 6"), "holders of \"custodians\""));
    CHECK(refusal(policy_with("threshold = 3", "threshold = 9223372036854775807")) ==
          "POLICY-THRESHOLD");
    CHECK(refusal(policy_with("threshold = 3", "threshold = 5")).empty());
}

TEST_CASE("POLICY-HOLDERS: a group has 1 to 16 holders") {
    const std::string two = "{person=\"finance\", delivery=\"paper\"},\n";
    CHECK(refusal(policy_with("  {person=\"finance\"", many_holders(11) + "{person=\"finance\""))
              .empty());
    CHECK(refusal(policy_with("  {person=\"finance\"", many_holders(12) + "{person=\"finance\"")) ==
          "POLICY-HOLDERS");
    std::string none = sound_policy();
    const std::size_t begin = none.find("holders = [") + 11;
    none.erase(begin, none.find("\n]", begin) - begin);
    CHECK(refusal(none) == "POLICY-HOLDERS");
    CHECK(message_has(none, "0 holders for group \"custodians\""));
}

TEST_CASE("POLICY-GROUPS: groups_required stays between 1 and the number of groups") {
    CHECK(refusal(policy_with("groups_required = 1", "groups_required = 0")) == "POLICY-GROUPS");
    CHECK(refusal(policy_with("groups_required = 1", "groups_required = 2")) == "POLICY-GROUPS");
    std::string many;
    for (int group = 0; group < 16; ++group) {
        many += "[[recovery.group]]\nname=\"g" + std::to_string(group) +
                "\"\nthreshold=1\nholders=[{person=\"legal\", delivery=\"paper\"}]\n";
    }
    CHECK(refusal(policy_with("[approval]", many + "[approval]")) == "POLICY-GROUPS");
    std::string none = sound_policy();
    const std::size_t begin = none.find("[[recovery.group]]");
    none.erase(begin, none.find("[approval]") - begin);
    CHECK(refusal(none) == "POLICY-GROUPS");
}

TEST_CASE("POLICY-UNKNOWN-PERSON: a holder nobody knows is refused by name and line") {
    CHECK(refusal(policy_with("person=\"director\"", "person=\"treasurer\"")) ==
          "POLICY-UNKNOWN-PERSON");
    CHECK(message_has(policy_with("person=\"director\"", "person=\"treasurer\""),
                      "line 12: holders \"person\" is \"treasurer\""));
}

TEST_CASE("POLICY-OWNER-UNKNOWN: the owner is one of the persons") {
    CHECK(refusal(policy_with("owner = \"platform-lead\"", "owner = \"nobody\"")) ==
          "POLICY-OWNER-UNKNOWN");
}

TEST_CASE("POLICY-DUPLICATE-NAME: persons, stores and groups have names of their own") {
    CHECK(refusal(sound_policy() + "[[person]]\nid = \"legal\"\n") == "POLICY-DUPLICATE-NAME");
    CHECK(refusal(sound_policy() + "[[store]]\nname = \"offsite\"\npath = \"/srv/b\"\n") ==
          "POLICY-DUPLICATE-NAME");
    CHECK(refusal(policy_with("[approval]",
                              "[[recovery.group]]\nname=\"custodians\"\nthreshold=1\nholders=[{"
                              "person=\"legal\", delivery=\"paper\"}]\n[approval]")) ==
          "POLICY-DUPLICATE-NAME");
}

TEST_CASE("POLICY-DELIVERY: a way that no share could go is refused") {
    const auto delivery = [](std::string_view text) {
        return refusal(policy_with("delivery=\"pkcs11:token=custody\"",
                                   "delivery=\"" + std::string(text) + "\""));
    };
    std::string one_letter_off(age_recipient);
    one_letter_off.back() = one_letter_off.back() == 'q' ? 'p' : 'q';
    CHECK(delivery("email") == "POLICY-DELIVERY");
    CHECK(delivery("Paper") == "POLICY-DELIVERY");
    CHECK(delivery("age1xyz") == "POLICY-DELIVERY");
    CHECK(delivery(one_letter_off) == "POLICY-DELIVERY");
    CHECK(delivery("ssh-ed25519 AAAA") == "POLICY-DELIVERY");
    CHECK(delivery("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7") == "POLICY-DELIVERY");
    CHECK(delivery("pkcs11:") == "POLICY-DELIVERY");
    CHECK(delivery("pkcs11:token") == "POLICY-DELIVERY");
    CHECK(delivery("pkcs11:token=a?pin-value=1234") == "POLICY-DELIVERY");
    CHECK(delivery("pkcs11:token=a b") == "POLICY-DELIVERY");
    CHECK(delivery(second_key).empty());
    CHECK(delivery("pkcs11:token=custody;object=share").empty());
}

TEST_CASE("POLICY-DELIVERY-TWICE: two shares never open with one key, whatever the comment says") {
    CHECK(refusal(policy_with("{person=\"legal\", delivery=\"paper\"}",
                              "{person=\"legal\", delivery=\"" + std::string(age_recipient) +
                                  "\"}")) == "POLICY-DELIVERY-TWICE");
    std::string twice =
        policy_with("{person=\"legal\", delivery=\"paper\"}",
                    "{person=\"legal\", delivery=\"" + std::string(owner_key) + " a\"}");
    const std::string_view paper = "{person=\"finance\", delivery=\"paper\"}";
    twice.replace(twice.find(paper), paper.size(),
                  "{person=\"finance\", delivery=\"" + std::string(owner_key) + " b\"}");
    CHECK(refusal(twice) == "POLICY-DELIVERY-TWICE");
    CHECK(message_has(twice, "of \"finance\" and of \"legal\""));
}

TEST_CASE("POLICY-ROLE, POLICY-SURFACE, POLICY-AFTER-USE: only the words of the reference") {
    CHECK(refusal(policy_with("\"operator\"", "\"root\"")) == "POLICY-ROLE");
    CHECK(refusal(policy_with("\"database\"", "\"tape\"")) == "POLICY-SURFACE");
    CHECK(refusal(policy_with("\"re-encrypt\"", "\"nothing\"")) == "POLICY-AFTER-USE");
}

TEST_CASE("POLICY-APPROVALS: 0 to 16 approvals") {
    CHECK(refusal(policy_with("{approvals=1}", "{approvals=-1}")) == "POLICY-APPROVALS");
    CHECK(refusal(policy_with("{approvals=1}", "{approvals=17}")) == "POLICY-APPROVALS");
    CHECK(refusal(policy_with("approvals = 2", "approvals = 17")) == "POLICY-APPROVALS");
    CHECK(refusal(policy_with("{approvals=1}", "{approvals=0}")).empty());
}

TEST_CASE("POLICY-LABEL: a label pattern has an end") {
    CHECK(refusal(policy_with("payroll*", std::string(129, 'a'))) == "POLICY-LABEL");
    CHECK(refusal(policy_with("payroll*", std::string(128, 'a'))).empty());
}

TEST_CASE("POLICY-STORE-PATH: a store's path is absolute and in its simplest form") {
    for (const char* bad :
         {"mnt/offsite", "./x", "~/x", "/mnt/../etc", "/mnt/./x", "/mnt//x", "/mnt/x/", "/"}) {
        CHECK(refusal(policy_with("/mnt/offsite", bad)) == "POLICY-STORE-PATH");
    }
}

TEST_CASE("POLICY-STORE-PATH-TWICE: one place is one store") {
    CHECK(refusal(sound_policy() + "[[store]]\nname = \"second\"\npath = \"/mnt/offsite\"\n") ==
          "POLICY-STORE-PATH-TWICE");
}
