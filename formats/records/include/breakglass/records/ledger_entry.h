#pragma once
// One entry of the ledger: a line of JSON, hashed as it is stored.
// Source: docs/formats/ledger.md.

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::records {

inline constexpr std::size_t max_entry_bytes = 65536;

struct LedgerFact {
    std::string name;   // 1 to 32 of a-z, 0-9, "_" and "-"; once in an entry
    std::string value;  // one line of plain text, up to 4,096 bytes
    bool operator==(const LedgerFact&) const = default;
};

struct LedgerEntry {
    std::uint64_t number = 0;       // from 0
    Hash256 after{};                // RFC 6962 root over all entries before this one
    std::int64_t time = 0;          // seconds since 1970 UTC
    std::string act;                // "kek.create": what is about to happen
    std::string actor;              // person of the policy who signed for it; empty: nobody did
    std::string login;              // who was logged in where: "root@desk"
    std::string case_name;          // empty: none
    std::vector<LedgerFact> facts;  // in their order
    std::string statement;          // the signed statement as stored; empty: none
    bool operator==(const LedgerEntry&) const = default;

    /// Null when the entry has no such fact.
    const std::string* fact(std::string_view name) const;
};

/// Errors: usage (LEDGER-ENTRY) naming what cannot be said.
Status check_entry(const LedgerEntry& entry);

/// The stored line, without its newline. Stops the program when the entry breaks a rule.
Bytes encode_entry(const LedgerEntry& entry);

/// Reads one line without its newline: exactly what encode_entry writes, byte for byte.
/// Errors: unverified (LEDGER-MALFORMED).
Result<LedgerEntry> parse_entry(ByteView line);

}  // namespace breakglass::records
