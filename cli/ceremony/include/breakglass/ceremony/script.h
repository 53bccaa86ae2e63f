#pragma once
// What happens in the room, step by step, to be read aloud and signed: made from the policy.
// Source: docs/runbooks/ceremony.md.

#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/page/document.h>
#include <breakglass/policy/policy.h>

namespace breakglass::ceremony {

enum class ScriptLanguage { english, indonesian };

/// "en" or "id". Errors: usage (CEREMONY-LANGUAGE).
Result<ScriptLanguage> script_language(std::string_view name);

/// One thing to do. Every step has a box for the time and for two initials.
struct ScriptStep {
    std::string what;
    std::vector<std::string> commands;
    std::string fill_in;   // what is written down by hand, "the set's id"; may be empty
    std::string fallback;  // what to do when it fails
};

struct ScriptPart {
    std::string title;
    std::vector<ScriptStep> steps;  // numbered through all parts
};

/// Somebody in the room and what they are there for.
struct ScriptRole {
    std::string role;
    std::string person;
    std::string name;    // as people write it; may be empty
    std::string detail;  // "custodians 2: a printed card"; may be empty
};

struct Script {
    ScriptLanguage language = ScriptLanguage::english;
    bool rehearsal = false;
    std::string title;
    std::vector<std::string> facts;  // "any 3 of the 5 cards of custodians open the key"
    std::vector<ScriptRole> roles;
    std::vector<std::string> bring;
    std::vector<ScriptPart> parts;
};

/// The script of a ceremony, or of its rehearsal, under this policy.
Script script_for(const policy::Policy& policy, ScriptLanguage language, bool rehearsal = false);

/// As text of at most 78 columns (but for long names and commands), safe to show.
std::string to_text(const Script& script);
/// One JSON object with a newline, as docs/man/breakglass-ceremony.1.md says.
std::string to_json(const Script& script);
/// For paper; the date is left to the caller.
page::Document to_document(const Script& script);

}  // namespace breakglass::ceremony
