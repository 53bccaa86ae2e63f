#pragma once
// The append-only record of everything that happens in an escrow.
//   ledger/entries.jsonl   one entry per line; a last line without newline was never written
//   ledger/checkpoint-NNNNNNNNNN.note   signed heads, C2SP signed notes
// Source: docs/formats/ledger.md; RFC 6962; C2SP tlog-checkpoint.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/ground/result.h>
#include <breakglass/records/ledger_entry.h>
#include <breakglass/tree/tree.h>

namespace breakglass::ledger {

/// What a command tells the ledger before it acts.
struct Record {
    std::string act;                         // "kek.create"
    std::vector<records::LedgerFact> facts;  // what exactly
    std::string case_name = {};              // empty: none
    std::string actor = {};                  // the person whose signature was verified
    std::string statement = {};              // that signed statement, as stored
};

class Ledger {
  public:
    /// Begins a ledger in an empty folder with its first entry.
    /// Errors: failed (LEDGER-EXISTS, DISK-*).
    static Result<Ledger> create(const std::filesystem::path& folder, const Record& first,
                                 std::int64_t now);

    /// Reads the whole ledger and checks that every entry follows from those before it and that it
    /// holds every checkpoint in its folder.
    /// Errors: unverified (LEDGER-MALFORMED, LEDGER-BROKEN naming the entry; LEDGER-ROLLED-BACK,
    /// LEDGER-FORKED against a checkpoint); failed (LEDGER-MISSING).
    static Result<Ledger> open(const std::filesystem::path& folder);

    /// Adds an entry, durable when this returns; other processes wait their turn meanwhile. What
    /// they added since is read and checked first. The entry's time is never before its
    /// predecessor's; a clock that is far behind is an error.
    /// Errors: unverified (LEDGER-BROKEN); failed (LEDGER-CLOCK, LEDGER-WRITE).
    Result<records::LedgerEntry> append(const Record& record, std::int64_t now);

    const std::vector<records::LedgerEntry>& entries() const { return entries_; }
    tree::Head head() const;
    /// The head when it had this many entries. size: up to entries().size().
    tree::Head head_at(std::uint64_t size) const;
    const std::vector<Hash256>& leaves() const { return leaves_; }
    const std::filesystem::path& folder() const { return folder_; }

    /// Compares with what somebody else saw of this ledger; who: for the message.
    /// root may be absent where only a size was noted.
    /// Errors: unverified (LEDGER-ROLLED-BACK when it saw more entries, LEDGER-FORKED when it saw
    /// others).
    Status compare(std::uint64_t size, const std::optional<Hash256>& root,
                   const std::string& who) const;

  private:
    std::filesystem::path folder_;
    std::vector<records::LedgerEntry> entries_;
    std::vector<Hash256> leaves_;
    std::uint64_t bytes_ = 0;  // of whole lines in the file
};

/// The root of the Merkle tree over the items of a batch, for the one entry that announces it.
Hash256 batch_root(std::size_t count, const std::function<Bytes(std::size_t)>& item);

}  // namespace breakglass::ledger
