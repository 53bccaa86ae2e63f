#pragma once
// The text in a card's QR code: BREAKGLASS 1 <SET ID> <AGE1...> <WORDS>, in upper case.
// Source: docs/formats/share-card.md, section 5.

#include <string>
#include <string_view>

#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/scheme/share.h>

namespace breakglass::card {

/// The name of a share set: the first 8 hex digits of the SHA-256 of its recipient ("age1...").
std::string set_id(std::string_view recipient);

/// What a card's QR code says.
struct QrCard {
    std::string set_id;     // 8 lower-case hex digits
    std::string recipient;  // lower case
    slip39::Share share;
};

/// The text for the QR code; only characters of its alphanumeric mode. recipient: "age1...".
SecretBytes format_qr_text(std::string_view recipient, const slip39::Share& share);

/// Reads the text of a QR code in any case, with any blanks between its parts.
/// Errors: unverified (CARD-QR, CARD-RECIPIENT, CARD-SET-ID, and those of parse_mnemonic).
Result<QrCard> parse_qr_text(ByteView text);

/// Its parts, with the words not yet read. words points into text. Errors: as parse_qr_text.
struct QrParts {
    std::string set_id;
    std::string recipient;
    ByteView words;
};
Result<QrParts> split_qr_text(ByteView text);

/// Whether a text starts as a card's QR code does: BREAKGLASS and a number.
bool starts_as_qr_text(ByteView text);

}  // namespace breakglass::card
