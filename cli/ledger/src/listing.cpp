#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/printable.h>
#include <breakglass/ledger/listing.h>
#include <breakglass/ledger/origin.h>
#include <breakglass/records/utc.h>

namespace breakglass::ledger {

namespace {

constexpr std::size_t longest_syslog_line = 1024;

std::string value_text(const std::string& value) {
    const bool one_word = !value.empty() && value.find_first_of(" \"") == std::string::npos;
    return one_word ? value : "\"" + value + "\"";
}

std::string facts_text(const records::LedgerEntry& entry) {
    std::string text;
    for (const records::LedgerFact& fact : entry.facts)
        text += fmt::format(" {}={}", fact.name, value_text(fact.value));
    return text;
}

/// Who acted: the person who signed for it, and who was logged in.
std::string who(const records::LedgerEntry& entry) {
    if (entry.actor.empty()) return entry.login;
    return fmt::format("{} ({})", entry.actor, entry.login);
}

bool is_chosen(const records::LedgerEntry& entry, const Selection& selection) {
    if (!selection.case_name.empty() && entry.case_name != selection.case_name) return false;
    return selection.act.empty() || entry.act == selection.act ||
           entry.act.starts_with(selection.act + ".");
}

std::string shortened(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return text.substr(0, end) + "...";
}

}  // namespace

std::vector<const records::LedgerEntry*> select(const Ledger& ledger, const Selection& selection) {
    std::vector<const records::LedgerEntry*> chosen;
    for (const records::LedgerEntry& entry : ledger.entries()) {
        if (is_chosen(entry, selection)) chosen.push_back(&entry);
    }
    if (selection.last && *selection.last < chosen.size()) {
        chosen.erase(chosen.begin(), chosen.end() - static_cast<std::ptrdiff_t>(*selection.last));
    }
    return chosen;
}

std::string entry_line(const records::LedgerEntry& entry) {
    std::string line = fmt::format("{:>6}  {}  {:<20} {}", entry.number,
                                   records::utc_text(entry.time), entry.act, who(entry));
    if (!entry.case_name.empty()) line += fmt::format("  case {}", entry.case_name);
    if (!entry.facts.empty()) line += " " + facts_text(entry);
    if (!entry.statement.empty()) line += "  [signed statement]";
    return line;
}

std::string doubtful_line(std::string_view stored) {
    const auto entry = records::parse_entry(as_bytes(stored));
    if (entry) return "?" + entry_line(*entry).substr(1);
    constexpr std::size_t longest = 400;
    return "?  " + shortened(console::printable(stored.substr(0, longest)), longest);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string show_text(const Ledger& ledger, const Selection& selection,
                      const std::optional<Break>& broken) {
    std::string text;
    for (const records::LedgerEntry* entry : select(ledger, selection))
        text += entry_line(*entry) + "\n";
    if (!broken) return text;
    text += fmt::format("----  the ledger breaks here; nothing vouches for the lines below\n");
    for (const std::string_view line : lines_of(broken->rest))
        text += doubtful_line(line) + "\n";
    return text;
}

std::string show_json(const Ledger& ledger, const Selection& selection,
                      const std::optional<Break>& broken) {
    // the entries as they are stored, so that whoever reads this can hash them
    std::string text = "{\"entries\":[";
    const auto chosen = select(ledger, selection);
    for (const records::LedgerEntry* entry : chosen) {
        if (entry != chosen.front()) text += ",";
        text += "\n" + std::string(as_text(records::encode_entry(*entry)));
    }
    nlohmann::ordered_json damage;
    if (broken) {
        damage["number"] = broken->number;
        damage["rule"] = broken->error.rule;
        damage["message"] = broken->error.message;
        damage["rest"] = lines_of(broken->rest);
    }
    return text + "],\n\"unfinished_bytes\":" + std::to_string(ledger.unfinished_bytes()) +
           ",\n\"broken\":" +
           damage.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "}\n";
}

std::string syslog_line(const Ledger& ledger, const records::LedgerEntry& entry) {
    std::string line = fmt::format("{} entry {} {} {} by {}", origin_of(ledger), entry.number,
                                   records::utc_text(entry.time), entry.act, who(entry));
    if (!entry.case_name.empty()) line += fmt::format(" case {}", entry.case_name);
    line += facts_text(entry);
    return shortened(std::move(line), longest_syslog_line);
}

}  // namespace breakglass::ledger
