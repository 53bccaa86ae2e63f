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

/// Where a ledger stops being one.
struct Break {
    Error error;               // LEDGER-MALFORMED or LEDGER-BROKEN, naming the line
    std::uint64_t number = 0;  // of the first line that cannot be believed, from 0
    std::string rest;          // that line and all after it, as they are stored
};

class EntriesFile;

class Ledger {
  public:
    /// Begins a ledger in a folder, which is made when it is not there, with its first entry.
    /// Errors: failed (LEDGER-EXISTS, DISK-*); usage (LEDGER-ENTRY).
    static Result<Ledger> create(const std::filesystem::path& folder, const Record& first,
                                 std::int64_t now);

    /// Begins anew after a loss: what the folder holds is moved into its folder before-<time>,
    /// never deleted, and a new ledger begins whose first entry (act "ledger.continue") quotes the
    /// last head that is known in its facts "last_size" and "last_root". Killed half-way, it is
    /// called again.
    /// Errors: as create; usage (LEDGER-ENTRY when the facts do not quote a head).
    static Result<Ledger> begin_anew(const std::filesystem::path& folder, const Record& first,
                                     std::int64_t now);

    /// Reads the whole ledger and checks that every entry follows from those before it and that it
    /// holds every checkpoint in its folder.
    /// Errors: unverified (LEDGER-MALFORMED, LEDGER-BROKEN naming the entry; LEDGER-ROLLED-BACK,
    /// LEDGER-FORKED, LEDGER-CHECKPOINT against a checkpoint); failed (LEDGER-MISSING,
    /// LEDGER-BUSY).
    static Result<Ledger> open(const std::filesystem::path& folder);

    /// The entries up to the first that cannot be believed, for showing a damaged ledger; looks at
    /// no checkpoint. broken: empty when every line is sound.
    /// Errors: failed (LEDGER-MISSING, LEDGER-BUSY).
    static Result<Ledger> open_sound_part(const std::filesystem::path& folder,
                                          std::optional<Break>& broken);

    /// The same of bytes that lie elsewhere; folder: what the ledger shall call its own.
    static Ledger read_sound_part(const std::filesystem::path& folder, ByteView stored,
                                  std::optional<Break>& broken);

    /// Adds an entry, durable when this returns; other processes wait their turn meanwhile. What
    /// they added since is read and checked first. The entry's time is never before its
    /// predecessor's; a clock that is far behind is an error.
    /// Errors: unverified (LEDGER-BROKEN, LEDGER-ROLLED-BACK); failed (LEDGER-CLOCK, LEDGER-WRITE,
    /// LEDGER-BUSY, LEDGER-REPLACED); usage (LEDGER-ENTRY).
    Result<records::LedgerEntry> append(const Record& record, std::int64_t now);

    const std::vector<records::LedgerEntry>& entries() const { return entries_; }
    /// The number of the first entry: 0, or after a loss (act "ledger.continue") the size that the
    /// ledger before this one was last seen with.
    std::uint64_t first_number() const { return first_; }
    /// What receipts, sealing files and kits note: the number of the next entry, and the root of
    /// the tree over this ledger's entries.
    tree::Head head() const;
    /// The head when the next entry had this number. size: first_number() to head().size.
    tree::Head head_at(std::uint64_t size) const;
    /// The hashes of the entries in the tree: leaf i is entry first_number() + i.
    const std::vector<Hash256>& leaves() const { return leaves_; }
    const std::filesystem::path& folder() const { return folder_; }
    /// Bytes of a last line that was never finished; the next append cuts them off.
    std::uint64_t unfinished_bytes() const { return unfinished_; }

    /// Compares with what somebody else saw of this ledger; who: for the message.
    /// root may be absent where only a size was noted. What was seen before a loss, and is not the
    /// head that was quoted then, cannot be compared any more and passes.
    /// Errors: unverified (LEDGER-ROLLED-BACK when it saw more entries, LEDGER-FORKED when it saw
    /// others).
    Status compare(std::uint64_t size, const std::optional<Hash256>& root,
                   const std::string& who) const;

  private:
    explicit Ledger(std::filesystem::path folder) : folder_(std::move(folder)) {}
    /// Takes in whole lines; returns how many bytes, up to the first line that is not sound.
    std::size_t take_lines(ByteView bytes, std::optional<Error>& broken);
    Status take_line(ByteView line);
    Status catch_up(EntriesFile& file);
    Result<records::LedgerEntry> next(const Record& record, std::int64_t now) const;

    std::filesystem::path folder_;
    std::uint64_t first_ = 0;
    std::vector<records::LedgerEntry> entries_;
    std::vector<Hash256> leaves_;
    tree::GrowingTree tree_;
    std::uint64_t bytes_ = 0;       // of whole lines in the file
    std::size_t last_bytes_ = 0;    // of the last of them, with its newline
    std::uint64_t unfinished_ = 0;  // bytes after them
};

/// The act of a ledger's first entry after a loss.
inline constexpr const char* continue_act = "ledger.continue";

/// The file of the entries in a ledger's folder.
std::filesystem::path entries_file(const std::filesystem::path& folder);

/// The root of the Merkle tree over the items of a batch, for the one entry that announces it.
Hash256 batch_root(std::size_t count, const std::function<Bytes(std::size_t)>& item);

}  // namespace breakglass::ledger
