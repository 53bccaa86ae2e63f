#include "entries.h"

#include <charconv>

namespace breakglass::transcript {

std::string_view step_of(const records::LedgerEntry& entry) {
    for (const std::string_view prefix : {"ceremony.", "rehearsal."}) {
        if (std::string_view(entry.act).substr(0, prefix.size()) == prefix)
            return std::string_view(entry.act).substr(prefix.size());
    }
    return {};
}

std::string fact_of(const records::LedgerEntry& entry, std::string_view name) {
    const std::string* value = entry.fact(name);
    return value != nullptr ? *value : std::string();
}

bool is_about(const records::LedgerEntry& entry, const std::string& set_id) {
    if (step_of(entry).empty()) return false;
    for (const std::string_view name : {"set", "retiring", "successor"}) {
        const std::string* value = entry.fact(name);
        if (value != nullptr && *value == set_id) return true;
    }
    return false;
}

bool is_about_the_record(const records::LedgerEntry& entry) {
    const std::string_view step = step_of(entry);
    return step == "record" || step == "witness";
}

Result<std::string> newest_set(const ledger::Ledger& ledger, std::uint64_t size) {
    std::string set_id;
    for (const records::LedgerEntry& entry : ledger.entries()) {
        if (entry.number < size && step_of(entry) == "start") set_id = fact_of(entry, "set");
    }
    if (!set_id.empty()) return set_id;
    return Error{ErrorKind::usage, "RECORD-NOT-FOUND", "the ledger knows of no ceremony",
                 "hold one: breakglass ceremony run --output-dir DIR"};
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (text.size() > 1 && text.front() == '0') return std::nullopt;  // one spelling
    return number;
}

}  // namespace breakglass::transcript
