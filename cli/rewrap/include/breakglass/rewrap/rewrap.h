#pragma once
// Wraps the DEKs of many backups to other keys: in the catalog only, no backup file is touched.
// The incident opens them with the recovery key, the rotation with a KEK; the work is the same.
// Source: DESIGN, "Incident" and "Rotation"; docs/formats/sealed-backup.md, "Rewriting".

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include <breakglass/age/recipient.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/ground/result.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/sealed/header.h>

namespace breakglass::rewrap {

/// What is to be told of one backup.
struct Finding {
    enum class Kind {
        failed,    // not rewrapped: the old header stays
        not_ours,  // rewrapped; its old header did not open both ways (BACKUP-HEADER-NOT-OURS)
        not_rewritable,  // a plain age file: its header cannot be rewritten
    };
    Kind kind = Kind::failed;
    catalog::BackupId id{};
    std::string label;
    Error reason;
};

/// Which backups, who opens them, and whom they are wrapped to next. Pointers are borrowed.
struct Work {
    catalog::BackupFilter filter;  // leave out what is done already: then a second run carries on
    const age::Identity* identity = nullptr;  // unwrap() is called by several threads
    sealed::Wraps next;                       // the recovery recipient, and 1 or 2 KEKs
};

struct Options {
    unsigned threads = 0;     // 0: one per processor
    std::size_t batch = 512;  // backups per transaction; bounds the memory
    /// Backups looked at since the last call; from the calling thread.
    std::function<void(std::uint64_t)> progress;
    /// Called before a batch becomes durable; an error leaves it undone and ends the rewrap.
    std::function<Status(std::span<const catalog::NextHeader>)> announce;
    /// From the calling thread, as they are found.
    std::function<void(const Finding&)> finding;
};

/// looked_at = rewrapped + unchanged + failed + not_rewritable.
struct Counts {
    std::uint64_t looked_at = 0;
    std::uint64_t rewrapped = 0;
    std::uint64_t unchanged = 0;       // the header was already what it should become
    std::uint64_t failed = 0;          // each was a finding
    std::uint64_t not_rewritable = 0;  // each was a finding
    std::uint64_t not_ours = 0;        // among the rewrapped and unchanged
};

/// The ledger's entry about a batch: how many headers, and the Merkle root over them.
ledger::Record batch_record(std::span<const catalog::NextHeader> headers,
                            const std::string& case_name);

/// Rewraps every backup of the filter. For each: opens the DEK from the catalog's header, compares
/// it with the catalog's commitment, recomputes the present header for the recipients the catalog
/// knows (this proves the way in that was not used), and makes the next one. Batches become
/// durable one by one; killed or repeated, it loses and spoils nothing. A backup that fails is a
/// finding and does not stop the others.
/// Errors, after which everything stored so far stays: usage (BACKUP-RECIPIENTS); failed
/// (CATALOG-*, INTERRUPTED).
Result<Counts> rewrap(catalog::Catalog& catalog, const Work& work, const Options& options = {});

/// Nothing when all went well; else partial (REWRAP-PARTIAL), saying how many failed.
Status outcome_of(const Counts& counts);

}  // namespace breakglass::rewrap
