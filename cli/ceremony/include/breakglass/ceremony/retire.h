#pragma once
// The last step for a set that another one has followed: nothing needs its cards any more.

#include <cstdint>
#include <string>
#include <vector>

#include <breakglass/ceremony/confirm.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>

namespace breakglass::ceremony {

struct RetireRequest {
    std::string set_id;               // empty: the one that is retiring
    bool allow_sealing_file = false;  // go on although one that seals to it has not expired
};

struct Retired {
    std::string set_id;
    std::string successor;          // the active set
    std::vector<CardStatus> cards;  // to be destroyed by those who hold them
    bool already = false;           // it had been retired before
};

/// Retires a retiring set for good, once nothing is left under it: no header in the catalog, none
/// kept, none in a copy, no sealing file that has not expired. Ledger entry first
/// (ceremony.retire); killed in between, the same call finishes. The caller holds the exclusive
/// lock. Errors: not_met (CEREMONY-NOTHING-RETIRING; CEREMONY-SET-UNCLEAR when several are;
/// CEREMONY-NO-SUCCESSOR without an active set that was never rejoined; CEREMONY-SET-IN-USE naming
/// what is left; CEREMONY-SEALING-FILE); usage (CEREMONY-SET-UNKNOWN); failed
/// (CEREMONY-NOT-RETIRING).
Result<Retired> retire(escrow::Directory& escrow, const RetireRequest& request, std::int64_t now);

std::string to_text(const Retired& retired);
/// One JSON object with a newline, as docs/man/breakglass-ceremony.1.md says.
std::string to_json(const Retired& retired);

}  // namespace breakglass::ceremony
