#pragma once
// What `backup seal` prints: one JSON line, by which the escrow learns of a backup it never saw.
// Source: docs/formats/receipt.md.

#include <cstdint>
#include <string>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>
#include <breakglass/records/backup_record.h>

namespace breakglass::records {

inline constexpr std::size_t max_receipt_bytes = 8192;

struct Receipt {
    BackupRecord record;            // attested is true: a receipt is what attests
    std::string file;               // the name it was given, without folders; empty for "-"
    std::string escrow;             // name of the escrow that was sealed for
    Hash256 escrow_fingerprint{};   // see escrow_fingerprint() in sealing_file.h
    std::uint64_t ledger_size = 0;  // entries the sealing side knew of
    Hash256 ledger_root{};          // the root over them
    bool operator==(const Receipt&) const = default;
};

/// Errors: unverified (RECEIPT-MALFORMED, and the rules of check_record).
Status check_receipt(const Receipt& receipt);

/// One line, with its newline. Stops the program when the receipt breaks a rule: check it first.
std::string encode_receipt(const Receipt& receipt);

/// Reads one line, with or without its newline. Unknown, repeated and missing keys are refused.
/// Errors: unverified (RECEIPT-MALFORMED naming the key).
Result<Receipt> parse_receipt(ByteView bytes);

}  // namespace breakglass::records
