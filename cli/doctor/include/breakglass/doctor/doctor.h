#pragma once
// Can we still recover today? One line per check, worst first, each with the command that mends it.
// Source: docs/man/breakglass-doctor.1.md, which names every check.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <breakglass/ground/result.h>

namespace breakglass::doctor {

enum class Weight {
    ok,
    advice,  // worth knowing
    owed,    // somebody has to do something
    failed,  // did not verify, or cannot be read
};

std::string_view name_of(Weight weight);

struct Check {
    std::string id;  // "DOCTOR-KIT", or the rule of a policy finding
    Weight weight = Weight::ok;
    std::string what;  // lower case, no full stop
    std::string mend;  // the next move; empty when all is well
};

struct Diagnosis {
    std::string escrow;         // the directory
    std::int64_t now = 0;       // seconds since 1970, UTC
    std::vector<Check> checks;  // worst first
};

/// Looks at everything that can still be read; a piece that cannot, fails its own check and leaves
/// the others standing. Changes nothing. now: seconds since 1970, UTC.
/// Errors: usage (ESCROW-NOT-FOUND).
Result<Diagnosis> examine(const std::filesystem::path& escrow, std::int64_t now);

/// For people.
std::string to_text(const Diagnosis& diagnosis);
/// One JSON object, with a newline.
std::string to_json(const Diagnosis& diagnosis);

/// Nothing when all is well or only advice is left; unverified (DOCTOR-FAILED) when something did
/// not verify, else owed (DOCTOR-OWED).
Status outcome_of(const Diagnosis& diagnosis);

}  // namespace breakglass::doctor
