#pragma once
// The record of a ceremony: who, when, what was checked, what deviated, which cards were read back
// and who signed. Made from the ledger and the set's manifest alone, so that it can be made again
// at any time, as of any size of the ledger.
// Source: docs/formats/ceremony-record.md.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <breakglass/escrow/directory.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>
#include <breakglass/page/document.h>
#include <breakglass/records/ledger_entry.h>
#include <breakglass/records/manifest.h>
#include <breakglass/tree/tree.h>

namespace breakglass::transcript {

/// A signature in the ledger. It verified, by the key that stands in it, unless there is a fault.
struct Signed {
    std::uint64_t entry = 0;
    std::int64_t time = 0;  // of the entry
    std::string signer;
    std::string key;    // "SHA256:..." as ssh-keygen -l shows it
    std::string fault;  // rule id of what does not hold; empty: nothing
};

/// One page of a card that was sent to a printer.
struct Page {
    std::uint64_t entry = 0;
    std::int64_t time = 0;
    std::string by;                    // the login that printed it
    std::string printer;               // "printer office"
    std::optional<std::uint64_t> out;  // entry that says it came out; none: nobody knows
};

/// One card and what became of it in the room.
struct Card {
    std::string group;
    std::size_t number = 0;  // in its group, from 1
    std::string holder;
    std::string name;  // as people write it; may be empty
    std::string delivery;
    std::vector<Page> pages;             // of more than one only one may be left
    std::optional<std::uint64_t> entry;  // of its reading back; none: not read back
    std::int64_t time = 0;
    std::string how;
    std::optional<Signed> receipt;
};

/// What was looked at before the cards left the program, one line each.
struct Checked {
    std::uint64_t entry = 0;
    std::string what;   // "network", "combinations", "dice"
    std::string found;  // "good: no interface is up", "10 of 10"
};

/// A person's signature over a record of this ceremony as it stood then.
struct Witness {
    Signed signature;
    std::uint64_t size = 0;  // of the ledger that the record was made from
    std::string record;      // its SHA-256, hex
};

struct Transcript {
    std::string escrow;
    std::string escrow_id;
    bool practice = false;  // of a rehearsal
    records::Manifest manifest;
    Hash256 manifest_hash{};
    tree::Head head;     // of the part of the ledger that it was made from
    std::string policy;  // hash of the policy in force at the start; "unknown" when not noted
    std::string owner;   // those of the start; "unknown" when not noted
    std::string operators;
    std::string witnesses;
    std::string state;  // delivered, confirmed, active, retiring, retired, abandoned, ended
    std::vector<Checked> checks;
    std::vector<Checked> deviations;
    std::vector<Card> cards;
    std::vector<records::LedgerEntry> entries;  // all that the ledger says of this ceremony
    std::vector<Witness> signed_by;
};

/// Which ceremony, and as of when.
struct Choice {
    std::string set_id;               // empty: that of the newest start
    std::optional<std::uint64_t> at;  // a size of the ledger; none: all of it
};

/// Errors: usage (RECORD-AT for a size that the ledger never had, RECORD-NOT-FOUND when it knows of
/// no such ceremony); unverified (RECORD-MANIFEST when the manifest is not the one that the ledger
/// names); those of reading a manifest.
Result<Transcript> compile(const escrow::Directory& escrow, const Choice& choice);

/// Everything on paper, in one of the languages; the text is made from the same.
page::Document to_document(const Transcript& transcript, page::Language language);

/// The text: in English the one that is hashed and signed.
std::string to_text(const Transcript& transcript, page::Language language);

/// One JSON object with a newline, as docs/man/breakglass-ceremony.1.md says.
std::string to_json(const Transcript& transcript);

/// SHA-256 of the English text.
Hash256 hash_of(const Transcript& transcript);

}  // namespace breakglass::transcript
