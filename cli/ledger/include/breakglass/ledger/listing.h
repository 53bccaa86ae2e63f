#pragma once
// Entries as people, programs and syslog read them.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/ledger/ledger.h>

namespace breakglass::ledger {

/// Which entries are shown; what is empty does not choose.
struct Selection {
    std::optional<std::uint64_t> last;  // this many of what the others leave
    std::string case_name;
    std::string act;  // "kek.create", or "kek" for all acts on KEKs
};

std::vector<const records::LedgerEntry*> select(const Ledger& ledger, const Selection& selection);

/// One line, without newline: number, time, act, who, case, facts.
std::string entry_line(const records::LedgerEntry& entry);

/// A line that cannot be believed, made safe to show: marked, readable where it parses.
std::string doubtful_line(std::string_view stored);

/// The lines of a text, without their newlines; a last one without newline counts.
std::vector<std::string_view> lines_of(std::string_view text);

std::string show_text(const Ledger& ledger, const Selection& selection,
                      const std::optional<Break>& broken);
std::string show_json(const Ledger& ledger, const Selection& selection,
                      const std::optional<Break>& broken);

/// What syslog gets of an entry: one line of plain text, at most 1,024 bytes.
std::string syslog_line(const Ledger& ledger, const records::LedgerEntry& entry);

}  // namespace breakglass::ledger
