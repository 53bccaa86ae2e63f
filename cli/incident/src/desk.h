#pragma once
// The steps of a run, in their order. Each leaves a durable mark before the next begins.

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <breakglass/cases/docket.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/gathering/card_collector.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/incident/incident.h>
#include <breakglass/reading/reading.h>
#include <breakglass/records/manifest.h>
#include <breakglass/scope/scope.h>

namespace breakglass::incident {

/// A case that stands in the catalog, with all it refers to looked up.
struct Desk {
    catalog::Incident incident;
    catalog::ShareSet set;
    catalog::Kek fresh;
    std::vector<scope::Item> items;
    std::string not_counted;  // who asked, when the policy does not count their own card
    std::string export_to;    // whom the key itself is handed to; mostly nobody
};

/// Where restored backups go: one of the two is set.
struct Destination {
    std::string directory;  // absolute
    std::vector<std::string> command;
};

/// Takes up the case in the catalog, or finds it there; durable as "gathering".
/// Errors: usage (INCIDENT-INCOMPLETE, INCIDENT-DIFFERS, SCOPE-*, INCIDENT-SET-*,
/// INCIDENT-KEK-*); those of the catalog.
Result<Desk> begin(escrow::Directory& escrow, const Request& request, const cases::Request& asked);

/// A fresh KEK for this escrow. chosen_before: the id the case has gone to already, or empty.
/// Errors: usage (INCIDENT-KEK-UNKNOWN, INCIDENT-KEK-RETIRED, INCIDENT-KEK-NOT-FRESH).
Result<catalog::Kek> choose_kek(catalog::Catalog& catalog, const std::string& name,
                                const std::string& chosen_before, bool cards_needed);

/// Before anybody brings a card. Errors: usage (INCIDENT-COMMAND-ONE).
Status check_command(const Request& request, std::size_t backups);

/// Makes the directory for restored files if need be.
/// Errors: usage (INCIDENT-OUTPUT; INCIDENT-COMMAND-ONE when a command is to take several backups);
/// failed when nothing can be written there.
Result<Destination> prepare_output(const Request& request, std::size_t backups);

/// INCIDENT-QUORUM, with who answered and who is missing.
Error quorum_not_met(const gathering::CardCollector& cards, const std::string& next);

/// Takes the cards of the request; each one is told on standard error, a wrong one with its
/// reason, and left out. Errors: a file that cannot be read; those of the manifest.
Result<gathering::CardCollector> gather(escrow::Directory& escrow, const Desk& desk,
                                        const Request& request);

/// The same without a manifest: the cards say what is needed.
Result<gathering::CardCollector> gather_bare(const Request& request);

/// The DEKs of the scope, or why one could not be opened.
using ScopeKeys = std::map<catalog::BackupId, Result<SecretBytes>>;

struct Rejoined {
    rewrap::Counts rewrapped;
    ScopeKeys keys;
};

/// A file for the key itself, where the case hands it out; made before the key is, so that the key
/// never waits for a disk. Errors: usage (INCIDENT-EXPORT); failed (FILE-EXISTS, the disk's).
Result<std::optional<disk::NewFile>> prepare_export(const Desk& desk, const Request& request);

/// What the desk holds contributions against.
struct Expected {
    const records::Manifest& manifest;
    const std::vector<records::Manifest>& others;
};

/// Opens the contributions one by one and hands each card to take; one that does not fit is named
/// and left out, the others stay. Errors: those of contribution::open_case_key and files_of, of the
/// passphrase, and of take.
Status take_contributions(escrow::Directory& escrow, const std::string& case_name,
                          const Request& request, const Expected& expected,
                          const std::function<Status(const reading::Reading&)>& take);

/// Records the use of the share set, rejoins the key, writes every next header to the catalog,
/// makes the fresh KEK active and the case "rejoined", opens the scope's DEKs, and wipes the key
/// and the cards. report: gets rejoined_now and key_lived as soon as there was a key, also when
/// the work then fails. Errors: those of CardCollector::rejoin, rewrap and the catalog.
Result<Rejoined> rejoin(escrow::Directory& escrow, const cases::Permit& permit, const Desk& desk,
                        gathering::CardCollector cards, std::optional<disk::NewFile> export_file,
                        Report& report);

/// Opens the DEK of one backup of the scope.
using Opener = std::function<Result<SecretBytes>(const catalog::Backup&)>;

/// Restores what the case has not restored yet, and records each. A backup that fails does not
/// stop the others: it is in report.not_restored. Errors: INTERRUPTED; those of the catalog.
Status restore_scope(escrow::Directory& escrow, const Desk& desk, const Destination& destination,
                     const Opener& open, Report& report);

/// Opens the scope with the DEKs kept from the cards.
Opener opener_of(ScopeKeys& keys);

/// The cards are done: what is left is restored through the fresh KEK. The lock is given back.
Status restore_through_kek(escrow::Directory& escrow, escrow::Lock lock, const Desk& desk,
                           const Request& request, Report& report);

/// What the operator must know when the scope has been gone through. again: the command to type.
/// Errors: partial (INCIDENT-PARTIAL); unverified (INCIDENT-DOUBT).
Status outcome_of(const Report& report, const std::string& again);

/// "912 ms", "2 s": tenths of a second would show most lives of a key as nothing.
std::string lifetime(std::chrono::milliseconds lived);

}  // namespace breakglass::incident
