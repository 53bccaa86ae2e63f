#pragma once
// An incident with nothing left but cards and sealed files: policy, manifest, catalog, ledger and
// KEK are gone. It works in a new escrow, and leaves it owing a rotation.
// Source: DESIGN, section 7; docs/runbooks/incident.md, "When everything is gone".

#include <breakglass/incident/incident.h>

namespace breakglass::incident {

struct BareRequest {
    Request desk;                     // case_name and set_id stay empty
    std::vector<std::string> sealed;  // files and directories; needed while cards are
};

/// Rejoins the key from cards that no manifest checks, takes every sealed file of their set into
/// the catalog under the fresh KEK, wipes the key, and restores them. Run again it carries on
/// without a card. What could not be checked is told, and stands in the ledger.
/// Errors: usage (INCIDENT-BARE-FILES when no sealed file is of the cards' set;
/// INCIDENT-BARE-KNOWN when this escrow has a share set of its own; INCIDENT-INCOMPLETE,
/// INCIDENT-KEK-*); not_met (INCIDENT-QUORUM, ESCROW-POLICY-UNAPPLIED); unverified
/// (RECOVERY-MISMATCH and those of rejoining); partial (INCIDENT-PARTIAL); failed.
Status run_bare(escrow::Directory& escrow, const BareRequest& request, Report& report);

}  // namespace breakglass::incident
