#include "rules.h"

#include <algorithm>

#include <breakglass/records/ledger_entry.h>
#include <breakglass/records/utc.h>
#include <breakglass/text/plain.h>

namespace breakglass::records {

namespace {

constexpr std::size_t max_act_bytes = 64;
constexpr std::size_t max_login_bytes = 384;
constexpr std::size_t max_case_bytes = 128;
constexpr std::size_t max_fact_name_bytes = 32;
constexpr std::size_t max_fact_bytes = 4096;
constexpr std::size_t max_facts = 64;
constexpr std::uint64_t max_number = (std::uint64_t{1} << 53U) - 1;  // what every JSON reader keeps
// more than all keys, hashes, numbers and quotation marks of an entry without facts
constexpr std::size_t frame_bytes = 256;

Error refuse(const std::string& why) {
    return {ErrorKind::usage, "LEDGER-ENTRY", "the ledger cannot say this: " + why, ""};
}

bool is_word(std::string_view text, std::size_t most, std::string_view others) {
    return !text.empty() && text.size() <= most && std::ranges::all_of(text, [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               others.find(c) != std::string_view::npos;
    });
}

Status check_line(std::string_view text, const std::string& what, std::size_t most) {
    if (text.size() > most) {
        return refuse(what + " has " + std::to_string(text.size()) + " bytes, at most " +
                      std::to_string(most) + " are allowed");
    }
    if (!text::is_plain_line(text)) {
        return refuse(what + " is not one line of plain UTF-8 text");
    }
    return {};
}

/// Bytes of a text as JSON, quotation marks included.
std::size_t stored_size(std::string_view text) {
    return 2 + text.size() + static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
               return c == '"' || c == '\\' || c == '\n';
           }));
}

Status check_facts(const std::vector<LedgerFact>& facts) {
    if (facts.size() > max_facts) {
        return refuse("it has " + std::to_string(facts.size()) + " facts, at most 64 are allowed");
    }
    for (auto fact = facts.begin(); fact != facts.end(); ++fact) {
        if (!is_word(fact->name, max_fact_name_bytes, "_-")) {
            return refuse("a fact's name is not 1 to 32 of a-z, 0-9, \"_\" and \"-\"");
        }
        if (std::any_of(facts.begin(), fact,
                        [&](const LedgerFact& earlier) { return earlier.name == fact->name; })) {
            return refuse("the fact \"" + fact->name + "\" stands in it twice");
        }
        if (auto line = check_line(fact->value, "the fact \"" + fact->name + "\"", max_fact_bytes);
            !line) {
            return line;
        }
    }
    return {};
}

}  // namespace

Status check_entry(const LedgerEntry& entry) {
    if (entry.number > max_number) return refuse("its number is above 2^53 - 1");
    if (entry.time < 0 || entry.time > max_time) {
        return refuse("its time is not between the years 1970 and 9999");
    }
    if (!is_word(entry.act, max_act_bytes, ".-")) {
        return refuse("the act is not 1 to 64 of a-z, 0-9, \".\" and \"-\"");
    }
    if (auto line = check_line(entry.actor, "the actor", max_person_bytes); !line) return line;
    if (entry.login.empty()) return refuse("nobody is named as logged in");
    if (auto line = check_line(entry.login, "the login", max_login_bytes); !line) return line;
    if (auto line = check_line(entry.case_name, "the case", max_case_bytes); !line) return line;
    std::size_t bytes = frame_bytes + stored_size(entry.act) + stored_size(entry.actor) +
                        stored_size(entry.login) + stored_size(entry.case_name) +
                        stored_size(entry.statement);
    for (const LedgerFact& fact : entry.facts)
        bytes += stored_size(fact.name) + stored_size(fact.value) + 2;
    if (bytes > max_entry_bytes) {
        return refuse("it comes to about " + std::to_string(bytes) + " bytes, at most 65,536 fit");
    }
    if (auto facts = check_facts(entry.facts); !facts) return facts;
    if (!text::is_plain_lines(entry.statement)) {
        return refuse("the statement is not lines of plain UTF-8 text, each with its newline");
    }
    return {};
}

}  // namespace breakglass::records
