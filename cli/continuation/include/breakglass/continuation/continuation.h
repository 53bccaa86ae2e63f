#pragma once
// What is put before two people when a ledger shall begin anew, and the entry that they sign for.

#include <filesystem>
#include <string>
#include <vector>

#include <breakglass/ledger/ledger.h>
#include <breakglass/policy/policy.h>
#include <breakglass/statement/statement.h>

namespace breakglass::continuation {

struct Request {
    std::string last_head;
    std::string reason;
    std::string escrow_id;  // empty: the old ledger or its checkpoints tell
};

struct Plan {
    policy::Policy policy;  // in force; before the first apply the draft
    bool applied = false;
    std::string escrow_id;
    tree::Head last;
    std::string reason;
    std::int64_t now = 0;

    statement::Statement statement_of(const std::string& person) const;
    ledger::Record first_entry(const std::vector<statement::SignedStatement>& statements) const;
};

/// Reads what is left and refuses to forget: the head quoted must be the newest that anything in
/// the escrow knows.
/// Errors: usage (LEDGER-HEAD, LEDGER-SOUND when nothing is wrong with the ledger, LEDGER-ID);
/// unverified (LEDGER-HEAD-OLDER); POLICY-*; failed.
Result<Plan> plan(const std::filesystem::path& escrow, const Request& request, std::int64_t now);

}  // namespace breakglass::continuation
