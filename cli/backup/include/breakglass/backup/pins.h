#pragma once
// What a backup host remembers of the escrows it seals for, so that a swapped sealing file is
// noticed: fingerprint and the largest ledger seen, by escrow name and by sealing file.
// Source: docs/formats/pins.md.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/bytes.h>
#include <breakglass/ground/hash.h>
#include <breakglass/ground/result.h>

namespace breakglass::backup {

inline constexpr std::size_t max_pins_bytes = std::size_t{1} << 20U;

struct Pin {
    Hash256 fingerprint{};
    std::uint64_t ledger_size = 0;  // the largest one seen
    std::string escrow;
    std::string file;  // absolute path of the sealing file
    bool operator==(const Pin&) const = default;
};

/// One line per pin. Errors: unverified (PINS-MALFORMED) naming the line.
Result<std::vector<Pin>> parse_pins(ByteView text);
std::string encode_pins(const std::vector<Pin>& pins);

enum class PinOutcome { known, first_use, superseded };

/// Compares seen with the pins and takes it in: a first use adds a line, a larger ledger is
/// remembered. superseded: a larger ledger was seen before.
/// Errors: unverified (SEALING-PIN-DIFFERS) when the escrow or the file is pinned to another
/// fingerprint; pins stays as it was.
Result<PinOutcome> compare_and_pin(std::vector<Pin>& pins, const Pin& seen,
                                   const std::string& pins_file);

/// The same against a file of pins, made when missing (mode 0600); several commands may do so at
/// once. Errors: as parse_pins and compare_and_pin; failed (PINS-WRITE).
Result<PinOutcome> check_pin(const std::string& pins_file, const Pin& seen);

/// $XDG_CONFIG_HOME/breakglass/pins, or ~/.config/breakglass/pins; its directories are made.
Result<std::string> default_pins_file();

}  // namespace breakglass::backup
