#pragma once
// The escrow directory: one policy and its records, never a secret in the clear.
//   escrow.toml  policy.applied  manifests/  cases/  ledger/  catalog.db  lock
// escrow.toml is the draft that people edit, policy.applied the copy that is in force.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/escrow/lock.h>
#include <breakglass/policy/policy.h>

namespace breakglass::catalog {
class Catalog;
}

namespace breakglass::ledger {
class Ledger;
struct Record;
}  // namespace breakglass::ledger

namespace breakglass::escrow {

class Directory {
  public:
    /// Opens an escrow: ledger, policy in force and catalog are read and checked.
    /// Errors: usage (ESCROW-NOT-FOUND, POLICY-*); failed (ESCROW-INCOMPLETE) naming what is
    /// missing or damaged; unverified (LEDGER-*; ESCROW-POLICY-FOREIGN when the policy in force is
    /// not the one the ledger names).
    static Result<Directory> open(const std::filesystem::path& path);

    /// Makes an escrow of a policy that is not yet applied: built aside and renamed, so it is
    /// complete or absent. path: absent, or an empty directory. Errors: usage (ESCROW-EXISTS,
    /// POLICY-*); failed.
    static Result<Directory> create(const std::filesystem::path& path, ByteView policy_bytes);

    ~Directory();
    Directory(Directory&&) noexcept;
    Directory& operator=(Directory&&) noexcept;
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;

    /// Drawn when the escrow was made; every statement quotes it. 32 lower-case hex digits.
    const std::string& id() const;
    /// The policy in force; before the first one is applied, the draft.
    const policy::Policy& policy() const;
    /// False until owner and witness applied the first policy.
    bool policy_applied() const;
    /// True when escrow.toml differs from the policy in force. open() warns
    /// (ESCROW-POLICY-CHANGED) and carries on with the one in force.
    bool policy_changed() const;
    /// What escrow.toml says now. Errors: usage (POLICY-*); failed.
    Result<policy::Policy> draft() const;
    /// Puts the draft in force: ledger entry first, then policy.applied. Whether it may is the
    /// caller's question. The caller holds the exclusive lock.
    /// expected: the draft that was approved. Errors: usage (ESCROW-POLICY-MOVED when escrow.toml
    /// is another one by now); failed.
    Status apply_draft(const Hash256& expected, const std::string& case_name);

    catalog::Catalog& catalog();
    const ledger::Ledger& ledger() const;
    /// Writes to the ledger what is about to happen; durable when it returns.
    /// Errors: usage (ESCROW-POLICY-UNAPPLIED when no policy was ever applied and the act needs
    /// one); those of Ledger::append.
    Status record(const ledger::Record& record);

    const std::filesystem::path& path() const;
    std::filesystem::path policy_file() const;
    std::filesystem::path manifests_dir() const;
    std::filesystem::path cases_dir() const;
    std::filesystem::path ledger_dir() const;
    std::filesystem::path catalog_file() const;
    /// The sealing file last exported; a copy of it travels in kits. May not be there.
    std::filesystem::path sealing_file() const;
    /// manifests/<set id>.manifest; set_id: 8 lower-case hex digits.
    std::filesystem::path manifest_file(std::string_view set_id) const;

    /// For commands that change something: exclusive. For a consistent reading: shared.
    /// Errors: failed (ESCROW-BUSY).
    Result<Lock> lock(LockKind kind) const;

    /// The ids of all share sets with a manifest, sorted.
    Result<std::vector<std::string>> set_ids() const;
    /// The stored bytes of a manifest, for records to parse.
    /// Errors: failed (ESCROW-MANIFEST-MISSING); usage (ESCROW-SET-ID).
    Result<Bytes> read_manifest(std::string_view set_id) const;
    /// Publishes a manifest's bytes: aside, synced, renamed over an older one of the same set.
    /// The caller holds the exclusive lock. Errors: usage (ESCROW-SET-ID); failed.
    Status write_manifest(std::string_view set_id, ByteView stored);

    /// The store that holds a file as a user typed it (relative paths and symbolic links are
    /// resolved), with its path below the store. The file need not exist, its folder must.
    /// Errors: usage (ESCROW-NO-STORE) naming the stores there are.
    Result<policy::StorePlace> place_of(const std::filesystem::path& file) const;
    /// Where a catalog place lies on this machine. Errors: usage (ESCROW-NO-STORE) when the policy
    /// no longer has the store; unverified (ESCROW-PLACE) when relative would leave the store.
    Result<std::filesystem::path> path_of(const policy::StorePlace& place) const;

  private:
    struct State;
    explicit Directory(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace breakglass::escrow
