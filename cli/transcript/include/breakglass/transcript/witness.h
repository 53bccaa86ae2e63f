#pragma once
// People who were in the room sign the record.
// Source: docs/formats/ceremony-record.md, "Witnesses".

#include <cstdint>
#include <string>

#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/people/signing.h>
#include <breakglass/statement/statement.h>
#include <breakglass/transcript/transcript.h>

namespace breakglass::transcript {

/// A record that the ledger names: its hash and the size of the ledger it was made from.
struct Pin {
    std::string set_id;
    std::uint64_t size = 0;
    std::string record;  // SHA-256, hex
};

/// The newest record of the ceremony that the ledger names; writes an entry (ceremony.record) when
/// there is none yet, or something has happened since. set_id: empty for the newest ceremony. The
/// caller holds the exclusive lock. Errors: those of compile and of the ledger.
Result<Pin> pin(escrow::Directory& escrow, const std::string& set_id);

/// What somebody signs: the record as it was pinned. Errors: those of compile.
Result<statement::Statement> witness_statement(const escrow::Directory& escrow, const Pin& pin,
                                               const std::string& signer, std::int64_t now);

struct Witnessed {
    std::string set_id;
    std::string signer;
    std::string record;  // SHA-256, hex
    std::uint64_t size = 0;
    bool already = false;  // the same record had this signature before
};

/// Takes a signed statement into the ledger (ceremony.witness), after making the record anew.
/// stored: one statement. The caller holds the exclusive lock.
/// Errors: unverified (WITNESS-STATEMENT for another kind or missing fields, WITNESS-ESCROW,
/// WITNESS-RECORD when it is not what this ledger's record says, WITNESS-SIGNER, SIGNATURE-*);
/// those of compile and of the ledger.
Result<Witnessed> take_in(escrow::Directory& escrow, ByteView stored);

}  // namespace breakglass::transcript
