#pragma once
// An incident at one desk: cards are gathered, the recovery key lives for seconds, every backup
// goes to a fresh KEK in the catalog, and the scope is restored.
// Source: DESIGN, section 7; docs/runbooks/incident.md.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <breakglass/age/x25519.h>
#include <breakglass/backup/restore.h>
#include <breakglass/catalog/keys.h>
#include <breakglass/console/terminal.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ground/result.h>
#include <breakglass/ground/secret_bytes.h>
#include <breakglass/rewrap/rewrap.h>

namespace breakglass::incident {

/// What the operator typed. Reason and scope are the case's, as they were asked for and approved.
struct Request {
    std::string case_name;  // or its only beginning
    std::string fresh_kek;  // name or id; made before, its public half suffices. Empty: as begun
    std::string set_id;     // empty: the active share set
    std::vector<std::string> words_files;
    std::vector<std::string> qr_pictures;
    std::vector<std::string> documents;                 // PDF
    std::vector<std::string> scans;                     // of a hand scanner
    std::vector<std::string> age_files;                 // shares encrypted to their holders
    std::vector<const age::Identity*> card_identities;  // that open them; borrowed
    console::Terminal* terminal = nullptr;              // where cards are typed; null: none is
    bool ask_each = false;                   // asks at the terminal how each missing card comes
    std::vector<std::string> contributions;  // shares from afar: files, or folders of them
    /// The passphrase of the case's key; asked only when there are contributions.
    std::function<Result<SecretBytes>()> case_passphrase;
    std::string output_directory;
    std::vector<std::string> command;  // instead: takes the one backup of the scope on its input
    std::string export_file;  // a new file for the key itself; only where the case hands it out
    /// Opens the fresh KEK; asked only when the cards are done and a later run carries on.
    std::function<Result<age::X25519Identity>(const catalog::Kek&)> open_kek;
};

/// A backup of the scope that is not restored, and why.
struct NotRestored {
    catalog::BackupId id{};
    std::string label;
    Error reason;
};

/// What one run did; filled as far as it came, also when the run ends with an error.
struct Report {
    std::string case_name;
    std::string set_id;
    std::string fresh_kek_id;
    bool rejoined_now = false;              // the recovery key was in memory during this run
    std::chrono::milliseconds key_lived{};  // from combining to the wipe, when rejoined_now
    rewrap::Counts rewrapped;
    std::vector<backup::RestoreReport> restored;
    std::string exported;  // the file that the key was written to, encrypted; mostly empty
    std::uint64_t restored_before = 0;
    std::vector<NotRestored> not_restored;
    std::string next;  // the command to type next
};

/// Begins the approved case or carries it on, as far as it goes. Each step is in the ledger and
/// durable before the next:
/// the use of the share set before the key is combined, every next header before anything is
/// restored, each restored backup before the next one.
/// Errors: usage (INCIDENT-*, CASE-KIND, CASE-UNKNOWN; INCIDENT-EXPORT when a file for the key is
/// named and the case hands it to nobody, or the other way round); not_met (CASE-*; INCIDENT-QUORUM
/// with who answered and who is missing); unverified (RECOVERY-MISMATCH, INCIDENT-DOUBT); partial
/// (INCIDENT-PARTIAL); failed.
Status run(escrow::Directory& escrow, const Request& request, Report& report);

}  // namespace breakglass::incident
