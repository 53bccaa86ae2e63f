#pragma once
// The rotation: every DEK to the active KEK and the active recovery recipient, in the catalog, in
// the files, and proven copy by copy.
// Source: DESIGN, "Rotation"; docs/man/breakglass-rotation.1.md.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <breakglass/age/x25519.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/publication/publish.h>

namespace breakglass::rotation {

/// Opens a KEK's keystore; asks for a passphrase when it must.
using OpenKek = std::function<Result<age::X25519Identity>(const catalog::Kek&)>;

struct Request {
    std::string kek;  // name or id of the KEK to move to; empty: the active one
    OpenKek open_kek;
    std::function<void(const std::string&)> news;  // one line per thing the operator should know
};

/// What became of the copies when each was read back.
struct Proof {
    std::uint64_t copies = 0;           // read back, header equal to the catalog's and recomputed
    std::uint64_t unproven = 0;         // did not verify, or could not be read
    std::uint64_t old_kek_refused = 0;  // tries of an old KEK on a copy that failed, as they must
    std::vector<std::string> old_keks_tried;       // names
    std::vector<std::string> old_keks_not_tried;   // names: the key was not at hand
    std::vector<publication::Unreached> examples;  // the first 100 of the unproven
};

struct Report {
    catalog::Kek kek;
    catalog::ShareSet set;
    std::uint64_t rewrapped = 0;       // headers made by this run
    std::uint64_t failed = 0;          // DEKs that did not open
    std::uint64_t not_rewritable = 0;  // plain age files
    publication::PublishReport published;
    Proof proof;
    std::uint64_t settled = 0;            // owed rotations that are done now
    std::vector<std::string> still_owed;  // why the others are not
    std::vector<std::string> free_keks;   // names: nothing stands under them any more
    std::vector<std::string> free_sets;   // ids: the same
};

/// Runs a rotation, or carries on with one that was cut off. The caller holds the exclusive lock.
/// Errors: not_met (ROTATION-NO-FRESH-SET when the active recovery key was rejoined or there is
/// none; ROTATION-NO-KEK); failed and not_met of keystores and catalog.
/// A report may say that copies were not reached: see outcome_of.
Result<Report> run(escrow::Directory& escrow, const Request& request);

/// Nothing when all is done; else partial (ROTATION-PARTIAL), saying what is missing.
Status outcome_of(const Report& report);

}  // namespace breakglass::rotation
