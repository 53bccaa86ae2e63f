#pragma once
// The cases of an escrow: asked, approved, stopped, merged, used once, closed.

#include <string>
#include <vector>

#include <breakglass/cases/standing.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/people/signing.h>

namespace breakglass::cases {

struct NewRequest {
    policy::CaseKind act = policy::CaseKind::incident;
    std::string reason;
    std::string reference;
    std::vector<std::string> scope;
    std::vector<std::string> subjects;
};

/// A case as it lies in cases/, and where it stands.
struct Docketed {
    Case it;
    Standing standing;
};

/// Each act below writes to the ledger before it changes the case's file, and the file is replaced
/// as a whole. The caller holds the escrow's exclusive lock.

/// Errors: usage (CASE-REQUEST naming what is missing); unverified/usage of signing;
/// CASE-REQUESTER.
Result<Docketed> request(escrow::Directory& escrow, const NewRequest& asked,
                         const people::KeyChoice& key, Time clock);
/// Refuses to sign what would not count. Errors: not_met (CASE-REQUESTER-APPROVES, CASE-APPROVER,
/// CASE-TWICE, and may not any more: CASE-EXPIRED, CASE-STOPPED, CASE-OUTDATED).
Result<Docketed> approve(escrow::Directory& escrow, const std::string& name,
                         const people::KeyChoice& key, Time clock);
Result<Docketed> stop(escrow::Directory& escrow, const std::string& name, const std::string& reason,
                      const people::KeyChoice& key, Time clock);
/// Takes in a copy that came from elsewhere; a case that is not here yet is added.
Result<Docketed> merge(escrow::Directory& escrow, const std::string& file, Time clock);
/// Errors: not_met (CASE-OWED while a rotation that the case owes is not done).
Result<Docketed> close(escrow::Directory& escrow, const std::string& name,
                       const people::KeyChoice& key, Time clock);

/// name: of the case, or its only beginning. Errors: usage (CASE-UNKNOWN).
Result<Docketed> load(escrow::Directory& escrow, const std::string& name, Time clock);
/// Newest first; a file that is no case is named in a warning and left out.
Result<std::vector<Docketed>> all(escrow::Directory& escrow, Time clock);

/// Proof that an act may begin now. Only begin() makes one.
class Permit {
  public:
    const Request& request() const { return request_; }
    const Standing& standing() const { return standing_; }

  private:
    friend Result<Permit> begin(escrow::Directory&, const std::string&, policy::CaseKind, Time);
    Permit(Request request, Standing standing)
        : request_(std::move(request)), standing_(std::move(standing)) {}
    Request request_;
    Standing standing_;
};

/// Begins the act of a case, or carries it on: its first use is written to the ledger
/// ("case.use") before this returns, and a case that began stays usable for the same act.
/// Errors: usage (CASE-KIND when the case is for another act); as judge() and may_act().
Result<Permit> begin(escrow::Directory& escrow, const std::string& name, policy::CaseKind act,
                     Time clock);

/// What people read: who asked for what, who approved, who still can (with phone numbers), until
/// when, and the command to type next.
std::string to_text(const escrow::Directory& escrow, const Docketed& docketed);
std::string to_json(const escrow::Directory& escrow, const std::vector<Docketed>& docketed);

}  // namespace breakglass::cases
