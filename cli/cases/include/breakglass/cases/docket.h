#pragma once
// The cases of an escrow: asked, approved, stopped, merged, used once, closed.

#include <functional>
#include <optional>
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
    std::vector<std::string> scope;     // whether it matches backups is the caller's question
    std::vector<std::string> subjects;  // destruction: "kek NAME-OR-ID", "set ID"
    std::string export_to;              // incident: who gets the recovery key, age or SSH recipient
    /// incident, drill: makes the key that shares from afar are encrypted to, knowing the case's
    /// name, and returns its recipient. Called once nothing but the signature is missing.
    std::function<Result<std::string>(const std::string& case_name)> make_recipient = {};
};

/// A case as it lies in cases/, and where it stands.
struct Docketed {
    Case it;
    Standing standing;
    Circumstances circumstances;  // it points into the escrow's policy
};

/// Each act below has its statement signed first, then takes the escrow's exclusive lock, writes
/// to the ledger and replaces the case's file as a whole. name: of the case, or its only beginning.

/// Errors: usage (CASE-REQUEST naming what is missing, CASE-SUBJECT; those of signing); not_met
/// (CASE-REQUESTER, CASE-EXPORT when the policy hands the key to nobody of that name, CASE-CLOCK).
Result<Docketed> request(escrow::Directory& escrow, const NewRequest& asked,
                         const people::KeyChoice& key, Time clock);

/// Refuses to sign what would not count. seen: the request that its approver was shown.
/// Errors: as may_approve(); failed (CASE-CHANGED when it is another one by now).
Result<Docketed> approve(escrow::Directory& escrow, const std::string& name,
                         const people::KeyChoice& key, Time clock,
                         const std::optional<Hash256>& seen = std::nullopt);

/// The text of that approval, for a person who signs it elsewhere with
/// `ssh-keygen -Y sign -n breakglass.approval`. Errors: as approve.
Result<std::string> approval_text(escrow::Directory& escrow, const std::string& name,
                                  const std::string& person, Time clock);

/// A case that is stopped already stays so, and nothing is signed.
/// Errors: usage (CASE-REQUEST when the reason is missing); not_met (CASE-STOP-ROLE, CASE-CLOSED).
Result<Docketed> stop(escrow::Directory& escrow, const std::string& name, const std::string& reason,
                      const people::KeyChoice& key, Time clock);

struct Merged {
    Docketed docketed;
    std::size_t taken = 0;          // statements that were new and count
    std::vector<Ignored> left_out;  // the others: stale, foreign, forged
};
/// Takes in what counts of a case file that came from elsewhere, or of a file with nothing but
/// statements about a case that is here; a case that is not here yet is added.
/// Errors: unverified (those of parse_case, merge and judge); usage (CASE-UNKNOWN).
Result<Merged> merge(escrow::Directory& escrow, const std::string& file, Time clock);

/// Errors: not_met (CASE-OWED while a rotation that the case owes is not done, CASE-UNFINISHED
/// while the act may still begin, CASE-CLOSE-ROLE, CASE-CLOSED).
Result<Docketed> close(escrow::Directory& escrow, const std::string& name,
                       const people::KeyChoice& key, Time clock);

/// Errors: usage (CASE-UNKNOWN, CASE-AMBIGUOUS); those of parse_case and judge.
Result<Docketed> load(const escrow::Directory& escrow, const std::string& name, Time clock);
/// A case file that lies elsewhere; nothing of it is taken in.
Result<Docketed> load_file(const escrow::Directory& escrow, const std::string& file, Time clock);
/// Newest first; a file that is no case, or a case that is refused, is named in a warning and left
/// out.
Result<std::vector<Docketed>> all(const escrow::Directory& escrow, Time clock);

/// Proof that an act may begin now. Only begin() makes one.
class Permit {
  public:
    const Request& request() const { return request_; }
    const Standing& standing() const { return standing_; }
    /// Whether enough people approved for the restore of a backup with this label.
    /// Errors: not_met (CASE-LABEL).
    Status covers(const policy::Policy& policy, const std::string& label) const;

  private:
    friend Result<Permit> begin(escrow::Directory&, const std::string&, policy::CaseKind, Time);
    Permit(Request request, Standing standing)
        : request_(std::move(request)), standing_(std::move(standing)) {}
    Request request_;
    Standing standing_;
};

/// Begins the act of a case, or carries it on: its first use is written to the ledger
/// ("case.use") before this returns, and a case that began stays usable for the same act.
/// The caller holds the escrow's exclusive lock.
/// Errors: usage (CASE-KIND when the case is for another act); as judge() and may_act().
Result<Permit> begin(escrow::Directory& escrow, const std::string& name, policy::CaseKind act,
                     Time clock);

/// What people read: who asked for what, who approved, who still can (with phone numbers), until
/// when, what does not count and why, and the command to type next.
std::string to_text(const Docketed& docketed);
/// One line each.
std::string to_lines(const std::vector<Docketed>& docketed);
std::string to_json(const std::vector<Docketed>& docketed);

}  // namespace breakglass::cases
