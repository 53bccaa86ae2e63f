#pragma once
// The text in a card's QR code: BREAKGLASS 1 <SET ID> <AGE1...> <WORDS>, in upper case; a
// rehearsal's card says BREAKGLASS PRACTICE 1 ...
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

/// Whether a card opens something, or only looks as if it did.
enum class Purpose { real, practice };

/// The text for the QR code; only characters of its alphanumeric mode. recipient: "age1...".
SecretBytes format_qr_text(std::string_view recipient, const slip39::Share& share,
                           Purpose purpose = Purpose::real);

/// Reads the text of a QR code in any case, with any blanks between its parts.
/// Errors: unverified (CARD-QR, CARD-PRACTICE for a rehearsal's card, CARD-RECIPIENT, CARD-SET-ID,
/// and those of parse_mnemonic).
Result<QrCard> parse_qr_text(ByteView text);

/// Its parts, with the words not yet read. words points into text. Errors: as parse_qr_text, but
/// that a rehearsal's card is told by its purpose.
struct QrParts {
    Purpose purpose = Purpose::real;
    std::string set_id;
    std::string recipient;
    ByteView words;
};
Result<QrParts> split_qr_text(ByteView text);

/// Whether a text starts as a card's QR code does: BREAKGLASS, perhaps PRACTICE, and a number.
bool starts_as_qr_text(ByteView text);

/// What refuses a rehearsal's card where a real one is needed (CARD-PRACTICE).
Error practice_error(std::string_view what);

}  // namespace breakglass::card
