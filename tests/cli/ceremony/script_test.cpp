#include "catch.h"
#include "cli/ceremony/room.h"

#include <algorithm>
#include <sstream>

#include <nlohmann/json.hpp>

#include <breakglass/ceremony/script.h>

using namespace breakglass;
using namespace breakglass::testing;
using ceremony::Script;
using ceremony::ScriptLanguage;
using ceremony::ScriptStep;

namespace {

const std::string age_key = "age13ah658hfayjkcnn9n4hgrc4q4hlkrqjvnkfjf87u3utnf0g9qemqhdsmyu";

policy::Policy policy_of(const std::string& recovery) {
    const std::string text = policy_with(recovery);
    auto policy = policy::parse_policy(as_bytes(text));
    if (!policy) FAIL(policy.error().message);
    return *std::move(policy);
}

/// Two of three on paper and one by file, and one share in two copies.
policy::Policy mixed() {
    return policy_of(
        "[recovery]\ngroups_required = 2\n" +
        group("technology", 2, {{"finance", "paper"}, {"director", age_key}, {"legal", "paper"}}) +
        group("board", 1, {{"platform-lead", "paper"}, {"security-lead", "paper"}}));
}

std::vector<ScriptStep> steps_of(const Script& script) {
    std::vector<ScriptStep> all;
    for (const auto& part : script.parts)
        all.insert(all.end(), part.steps.begin(), part.steps.end());
    return all;
}

/// Without the breaks that fit it to a page.
std::string flowing(const std::string& text) {
    std::istringstream words(text);
    std::string flowing;
    for (std::string word; words >> word;)
        if (word != "\\") flowing += word + " ";
    return flowing;
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

}  // namespace

TEST_CASE("every step of a script has a fallback, and a box for time and initials") {
    for (const auto language : {ScriptLanguage::english, ScriptLanguage::indonesian}) {
        for (const bool rehearsal : {false, true}) {
            const Script script = ceremony::script_for(mixed(), language, rehearsal);
            const auto steps = steps_of(script);
            CHECK(steps.size() > 20);
            for (const ScriptStep& step : steps) {
                CHECK_FALSE(step.what.empty());
                CHECK_FALSE(step.fallback.empty());
            }
            const std::string text = ceremony::to_text(script);
            const std::string label = language == ScriptLanguage::english ? "time [" : "jam [";
            CHECK(count(text, label) == steps.size());
            CHECK(text.find("{}") == std::string::npos);
            CHECK(text.find(" " + std::to_string(steps.size()) + ". ") != std::string::npos);
            CHECK(text.find(" " + std::to_string(steps.size() + 1) + ". ") == std::string::npos);
        }
    }
}

TEST_CASE("a script walks custodian by custodian, each with what is theirs") {
    const Script script = ceremony::script_for(mixed(), ScriptLanguage::english);
    const std::string text = ceremony::to_text(script);
    const std::size_t finance = text.find("Print the card of finance (technology 1)");
    const std::size_t director = text.find("Copy the encrypted share of director (technology 2)");
    const std::size_t legal = text.find("Print the card of legal (technology 3)");
    REQUIRE(finance != std::string::npos);
    REQUIRE(director != std::string::npos);
    REQUIRE(legal != std::string::npos);
    CHECK(finance < director);
    CHECK(director < legal);
    CHECK(count(text, "reads the card back") == 4);
    CHECK(count(text, "--age-file FILE --identity KEY") == 1);
    // copies of one share: whose copy it is has to be said
    CHECK(flowing(text).find("--qr /dev/shm/scan.png --holder platform-lead") != std::string::npos);
    CHECK(count(flowing(text), "scan.png --holder") == 2);
    CHECK(text.find("4 tamper-evident envelopes") != std::string::npos);
    CHECK(text.find("any 2 of the 3 cards of technology") != std::string::npos);
    CHECK(text.find("any card of board (its 2 holders") != std::string::npos);
    CHECK(text.find("all 2 groups are needed") != std::string::npos);
    CHECK(text.find(to_hex(mixed().hash).substr(0, 16)) != std::string::npos);
}

TEST_CASE("a script names every host check and how it is allowed") {
    for (const auto language : {ScriptLanguage::english, ScriptLanguage::indonesian}) {
        const std::string text = ceremony::to_text(ceremony::script_for(mixed(), language));
        for (const char* rule : {"HOST-NETWORK", "HOST-SWAP", "HOST-CORE", "HOST-MEMORY",
                                 "HOST-ENTROPY", "HOST-DISK", "--allow-network", "--allow-swap",
                                 "--allow-core", "--allow-unlocked-memory", "--allow-disk"})
            CHECK(text.find(rule) != std::string::npos);
    }
}

TEST_CASE("a script prints each card by a command of its own, and says what a printer may keep") {
    for (const auto language : {ScriptLanguage::english, ScriptLanguage::indonesian}) {
        const std::string text =
            flowing(ceremony::to_text(ceremony::script_for(mixed(), language)));
        CHECK(count(text, "ceremony print --output-dir /dev/shm/cards --printer NAME") == 4);
        CHECK(text.find("--printer NAME --holder legal ") != std::string::npos);
        CHECK(text.find("--group") == std::string::npos);  // nobody has two cards
        for (const char* said :
             {"PRINT-", "--allow-spool", "--allow-print-network", "--printer-device"})
            CHECK(text.find(said) != std::string::npos);
    }
    const std::string practice =
        flowing(ceremony::to_text(ceremony::script_for(mixed(), ScriptLanguage::english, true)));
    CHECK(count(practice, "--rehearsal") == 4);

    const auto twice =
        policy_of("[recovery]\ngroups_required = 2\n" +
                  group("technology", 2, {{"finance", "paper"}, {"legal", "paper"}}) +
                  group("board", 2, {{"finance", "paper"}, {"director", "paper"}}));
    const std::string both =
        flowing(ceremony::to_text(ceremony::script_for(twice, ScriptLanguage::english)));
    CHECK(both.find("--holder finance --group technology") != std::string::npos);
    CHECK(both.find("--holder finance --group board") != std::string::npos);
    CHECK(count(both, "--group") == 2);

    const auto files =
        policy_of("[recovery]\ngroups_required = 1\n" + group("all", 1, {{"finance", age_key}}));
    const std::string none =
        ceremony::to_text(ceremony::script_for(files, ScriptLanguage::english));
    CHECK(none.find("--printer") == std::string::npos);
}

TEST_CASE("a script ends with the record: its words aloud, witnesses, the older set retired") {
    for (const auto language : {ScriptLanguage::english, ScriptLanguage::indonesian}) {
        const std::string text =
            flowing(ceremony::to_text(ceremony::script_for(mixed(), language)));
        std::size_t last = text.find("breakglass ceremony activate");
        REQUIRE(last != std::string::npos);
        for (const char* next :
             {"breakglass ceremony record --output", "26 ", "breakglass ceremony witness --sign-as",
              "breakglass rotation run", "breakglass ceremony retire"}) {
            const std::size_t at = text.find(next, last);
            INFO(next);
            REQUIRE(at != std::string::npos);
            last = at;
        }
        const std::string rehearsal =
            ceremony::to_text(ceremony::script_for(mixed(), language, true));
        for (const char* never : {"ceremony record", "ceremony witness", "ceremony retire"})
            CHECK(rehearsal.find(never) == std::string::npos);
    }
}

TEST_CASE("a rehearsal's script never activates anything") {
    const std::string text =
        ceremony::to_text(ceremony::script_for(mixed(), ScriptLanguage::english, true));
    CHECK(text.starts_with("REHEARSAL"));
    CHECK(text.find("ceremony activate") == std::string::npos);
    CHECK(text.find("ceremony start") == std::string::npos);
    CHECK(text.find("ceremony confirm") == std::string::npos);
    CHECK(text.find("ceremony rehearse --output-dir") != std::string::npos);
}

TEST_CASE("lines of a script fit a page") {
    for (const auto language : {ScriptLanguage::english, ScriptLanguage::indonesian}) {
        std::istringstream lines(ceremony::to_text(ceremony::script_for(mixed(), language)));
        for (std::string line; std::getline(lines, line);) {
            INFO(line);
            CHECK(line.size() <= 80);
        }
    }
}

TEST_CASE("a role that nobody has is left open to be filled in") {
    const Script script = ceremony::script_for(mixed(), ScriptLanguage::english);
    const auto witness =
        std::find_if(script.roles.begin(), script.roles.end(),
                     [](const ceremony::ScriptRole& role) { return role.role == "witness"; });
    REQUIRE(witness != script.roles.end());
    CHECK(witness->person.find("____") == 0);
}

TEST_CASE("CEREMONY-LANGUAGE: a script in another language is refused") {
    CHECK(ceremony::script_language("en"));
    CHECK(ceremony::script_language("id"));
    for (const char* name : {"", "EN", "de"}) {
        const auto refused = ceremony::script_language(name);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().rule == "CEREMONY-LANGUAGE");
        CHECK(refused.error().kind == ErrorKind::usage);
    }
}

TEST_CASE("a script as JSON numbers its steps through") {
    const auto json = nlohmann::json::parse(
        ceremony::to_json(ceremony::script_for(mixed(), ScriptLanguage::indonesian)));
    std::size_t expected = 0;
    for (const auto& part : json["parts"])
        for (const auto& step : part["steps"])
            CHECK(step["number"] == ++expected);
    CHECK(expected > 20);
    CHECK(json["rehearsal"] == false);
}
