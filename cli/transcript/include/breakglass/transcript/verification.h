#pragma once
// Whether a record that somebody kept is what the ledger says.

#include <string>
#include <vector>

#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/transcript/transcript.h>

namespace breakglass::transcript {

inline constexpr std::size_t max_record_bytes = std::size_t{4} << 20U;

struct Verified {
    std::string set_id;
    std::uint64_t size = 0;          // of the ledger that the record was made from
    std::string record;              // SHA-256 of the English text, hex
    std::vector<Witness> signed_by;  // this very record, in the ledger as it is now
    std::vector<Error> faults;       // signatures that do not hold, or by a key that the policy in
                                     // force does not name for that person
};

/// Makes the record anew, as of the size that it names, and compares byte by byte.
/// Errors: unverified (RECORD-FORMAT when it is no record; RECORD-ESCROW; LEDGER-ROLLED-BACK,
/// LEDGER-FORKED when its ledger is not ours; RECORD-DIFFERS naming the first line that does);
/// those of compile.
Result<Verified> verify(const escrow::Directory& escrow, ByteView record);

std::string to_text(const Verified& verified);
/// One JSON object with a newline.
std::string to_json(const Verified& verified);

}  // namespace breakglass::transcript
