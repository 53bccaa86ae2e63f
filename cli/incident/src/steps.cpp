#include "desk.h"

#include <array>
#include <cerrno>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/new_file.h>

namespace breakglass::incident {

// Before the key is used: after the wipe is too late to find that nothing can be written. The path
// is made absolute, since the case remembers where its files went.
Status check_command(const Request& request, std::size_t backups) {
    if (request.command.empty() || backups == 1) return {};
    return Error{ErrorKind::usage, "INCIDENT-COMMAND-ONE",
                 fmt::format("the scope has {} backups, a command takes one", backups),
                 "restore into a directory: --output-dir DIR; or ask for less in another case"};
}

Result<Destination> prepare_output(const Request& request, std::size_t backups) {
    const std::string& directory = request.output_directory;
    if (directory.empty() == request.command.empty()) {
        return Error{ErrorKind::usage, "INCIDENT-OUTPUT", "the restored backups need one place",
                     "add --output-dir DIR, or for one backup: -- COMMAND ARGS"};
    }
    if (!request.command.empty()) {
        if (auto one = check_command(request, backups); !one) return std::move(one).error();
        return Destination{.directory = {}, .command = request.command};
    }
    if (auto there = disk::ensure_directory(directory); !there) return std::move(there).error();
    if (::access(directory.c_str(), W_OK | X_OK) != 0) {
        return disk::system_error("cannot write into", directory, errno);
    }
    std::error_code failed;
    const std::filesystem::path whole = std::filesystem::canonical(directory, failed);
    if (failed) return disk::system_error("cannot find", directory, failed.value());
    return Destination{.directory = whole.string(), .command = {}};
}

Error quorum_not_met(const gathering::CardCollector& cards, const std::string& next) {
    std::string groups;
    for (const gathering::GroupProgress& group : cards.progress()) {
        std::string missing;
        for (const std::string& holder : group.missing) {
            missing += (missing.empty() ? "" : ", ") + holder;
        }
        groups += fmt::format("{}group {} has {} of {} cards{}", groups.empty() ? "" : "; ",
                              group.name, group.taken, group.threshold,
                              group.complete() ? "" : ", not answered: " + missing);
    }
    return {
        ErrorKind::not_met, "INCIDENT-QUORUM",
        fmt::format("not enough cards: share set {} opens with {} of its {} groups complete; {}",
                    cards.manifest().set_id, cards.manifest().groups_required,
                    cards.manifest().groups.size(), groups),
        fmt::format("cards are never stored: bring all of them at once: {}", next)};
}

/// Opens the scope with the DEKs kept from the cards.
Opener opener_of(ScopeKeys& keys) {
    return [&keys](const catalog::Backup& backup) -> Result<SecretBytes> {
        const auto kept = keys.find(backup.id);
        if (kept == keys.end()) {
            return Error{ErrorKind::failed, "INCIDENT-BACKUP-GONE",
                         "it was not in the catalog when the key was there", ""};
        }
        return std::move(kept->second);
    };
}

/// The cards are done: what is left is restored through the fresh KEK.
Status restore_through_kek(escrow::Directory& escrow, escrow::Lock lock, const Desk& desk,
                           const Request& request, Report& report) {
    auto output = prepare_output(request, desk.items.size());
    if (!output) return std::move(output).error();
    check(static_cast<bool>(request.open_kek), "a run that cannot open the fresh KEK");
    auto kek = request.open_kek(desk.fresh);
    if (!kek) return std::move(kek).error();
    { const escrow::Lock released = std::move(lock); }
    const std::array<const age::Identity*, 1> identities{&*kek};
    return restore_scope(
        escrow, desk, *output,
        [&](const catalog::Backup& backup) { return backup::unwrap_dek(backup, identities); },
        report);
}

/// What the operator must know when the scope has been gone through.
Status outcome_of(const Report& report, const std::string& again) {
    const std::uint64_t closed = report.not_restored.size();
    if (closed > 0 || report.rewrapped.failed > 0) {
        return Error{ErrorKind::partial, "INCIDENT-PARTIAL",
                     fmt::format("{} backups of the scope are not restored, {} are not rewrapped; "
                                 "the rest is safe",
                                 closed, report.rewrapped.failed),
                     closed > 0
                         ? fmt::format("put right what was named above, then: {}", again)
                         : std::string("look at those named above: only the cards open them")};
    }
    for (const backup::RestoreReport& restored : report.restored) {
        if (restored.doubts.empty()) continue;
        return Error{ErrorKind::unverified, "INCIDENT-DOUBT",
                     fmt::format("{} is restored but did not verify in all points",
                                 console::quoted(restored.label)),
                     "see the warnings above before you rely on it"};
    }
    return {};
}

std::string lifetime(std::chrono::milliseconds lived) {
    return lived < std::chrono::seconds(1) ? fmt::format("{} ms", lived.count())
                                           : console::readable_duration(lived);
}

}  // namespace breakglass::incident
