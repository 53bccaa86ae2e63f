#pragma once
// QR codes out and in. libqrencode, cairo and zbar leave copies of what they saw in their heap:
// run these functions in a short-lived child process when the text is secret.
// Source: ISO/IEC 18004; docs/formats/share-card.md for the text on a card.

#include <cstddef>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>

namespace breakglass::qr {

inline constexpr std::size_t max_picture_bytes = std::size_t{64} << 20U;
inline constexpr std::size_t max_picture_side = 12000;         // pixels
inline constexpr std::size_t max_picture_pixels = 64'000'000;  // A4 at 600 dpi has 35 million
inline constexpr std::size_t quiet_zone = 4;                   // modules, ISO/IEC 18004, 9.1

/// The square of modules of one code, without its quiet zone; secret, as the text is.
struct Modules {
    std::size_t side = 0;
    SecretBytes dark;  // side * side bytes, row by row: 1 dark, 0 light
    bool is_dark(std::size_t column, std::size_t row) const {
        return dark.expose()[row * side + column] != 0;
    }
};

/// Encodes at error correction level Q. text: 1 to 2,420 of the 45 characters of alphanumeric
/// mode (digits, upper-case letters, space and $%*+-./:).
/// Errors: usage (QR-ALPHABET, QR-TOO-LONG).
Result<Modules> encode(const SecretBytes& text);

/// A black and white PNG with its quiet zone. module_pixels: 1 to 64 pixels a side of a module.
/// Errors: failed (QR-PICTURE) when cairo cannot.
Result<SecretBytes> to_png(const Modules& modules, std::size_t module_pixels = 8);

/// The texts of all QR codes in a PNG, in no particular order; none is not an error.
/// Errors: unverified (QR-PICTURE) for anything that is not a PNG, is damaged or too large.
Result<std::vector<SecretBytes>> decode_png(ByteView png);

/// The text of the one QR code in a PNG; the same text twice counts once.
/// Errors: as decode_png; unverified (QR-NONE, QR-SEVERAL).
Result<SecretBytes> decode_one_png(ByteView png);

}  // namespace breakglass::qr
