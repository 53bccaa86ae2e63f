#pragma once
// The checks, each a function over the pieces of an escrow. To add one: write it, declare it here,
// add a row to the table in examine.cpp and a line to the manual page.

#include <vector>

#include <breakglass/doctor/doctor.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/escrow/pieces.h>

namespace breakglass::doctor {

/// What a check is given. The pieces that it needs, by its row in the table, are there.
struct Patient {
    escrow::Pieces& pieces;
    std::int64_t now = 0;
    escrow::Directory* directory = nullptr;  // of a whole escrow: every piece is sound

    const policy::Policy& policy() const { return *pieces.policy; }
    const ledger::Ledger& ledger() const { return *pieces.ledger; }
    catalog::Catalog& catalog() const { return *pieces.catalog; }
};

using Checks = std::vector<Check>;

// The directory itself, its policy and its catalog as a whole.
Checks look_at_directory(const Patient& patient);
Checks look_at_policy(const Patient& patient);
Checks look_at_findings(const Patient& patient);  // needs policy, catalog
Checks look_at_catalog(const Patient& patient);

// The record.
Checks look_at_ledger(const Patient& patient);
Checks look_at_others_memory(const Patient& patient);  // needs the ledger
Checks look_at_checkpoints(const Patient& patient);    // needs the ledger

// Keys.
Checks look_at_share_sets(const Patient& patient);  // needs the catalog
Checks look_at_keks(const Patient& patient);        // needs policy, catalog
Checks look_at_custodians(const Patient& patient);  // needs policy, catalog, ledger
Checks look_at_rotation(const Patient& patient);    // needs the catalog

// Approvals.
Checks look_at_cases(const Patient& patient);  // needs the whole escrow

// What lies elsewhere.
Checks look_at_backups(const Patient& patient);  // needs the catalog
Checks look_at_stores(const Patient& patient);   // needs the policy
Checks look_at_sealing(const Patient& patient);  // needs the catalog
Checks look_at_kit(const Patient& patient);

/// A check that could not be made.
Check failed(std::string id, const Error& error);
/// "1 backup", "3 backups".
std::string counted(std::uint64_t count, const char* one, const char* many);

}  // namespace breakglass::doctor
