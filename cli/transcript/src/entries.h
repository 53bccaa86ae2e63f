#pragma once
// Which entries of the ledger speak of which ceremony.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/ledger_entry.h>

namespace breakglass::transcript {

/// "start" of "ceremony.start" and of "rehearsal.start"; empty for an act of another kind.
std::string_view step_of(const records::LedgerEntry& entry);

/// The value of a fact; empty when the entry has none of this name.
std::string fact_of(const records::LedgerEntry& entry, std::string_view name);

/// Whether an entry is about a set: made, read back, active, followed by another, retired.
bool is_about(const records::LedgerEntry& entry, const std::string& set_id);

/// Whether an entry names a record or a signature over one: no event of the ceremony itself.
bool is_about_the_record(const records::LedgerEntry& entry);

/// The set of the newest start below a size of the ledger. Errors: usage (RECORD-NOT-FOUND).
Result<std::string> newest_set(const ledger::Ledger& ledger, std::uint64_t size);

/// A number as facts and statements spell it; nothing for any other text.
std::optional<std::uint64_t> parse_number(std::string_view text);

}  // namespace breakglass::transcript
