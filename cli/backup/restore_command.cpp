// breakglass backup restore

#include "backup_command.h"

#include <cstdio>

#include <fmt/format.h>

#include <breakglass/backup/restore.h>
#include <breakglass/backup/restore_order.h>
#include <breakglass/backup/selection.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>

namespace breakglass::command {

namespace {

struct RestoreOptions {
    std::string id;
    std::string label;
    bool latest = false;
    std::string case_name;
    SigningOptions signing;
    backup::Output output;
    Unlocking unlock;
};

Result<std::vector<catalog::BackupId>> select(escrow::Directory& escrow,
                                              const RestoreOptions& options) {
    if (options.id.empty() == options.label.empty()) {
        return Error{ErrorKind::usage, "BACKUP-SELECTION",
                     "say which backup: an id, or --label with or without --latest",
                     "see what there is: breakglass backup list"};
    }
    if (!options.label.empty()) {
        return backup::select_by_label(escrow.catalog(), options.label, options.latest);
    }
    auto found = backup::find_by_id(escrow.catalog(), options.id);
    if (!found) return std::move(found).error();
    return std::vector<catalog::BackupId>{found->id};
}

/// Restores one backup. A doubt does not take the data away: it is the command's exit 4.
Status restore_one(escrow::Directory& escrow, backup::KekRing& keks, const catalog::BackupId& id,
                   const RestoreOptions& options, bool json) {
    auto known = escrow.catalog().backups().find(id);
    if (!known) return std::move(known).error();
    if (!*known) return Error{ErrorKind::failed, "BACKUP-UNKNOWN", "the backup is gone", ""};
    auto dek = keks.dek_of(**known);
    if (!dek) return std::move(dek).error();
    auto report = backup::restore_with_dek(escrow, **known, *dek, options.output);
    if (!report) return std::move(report).error();
    tell_restored(*report, json);
    if (report->doubts.empty()) return {};
    for (std::size_t later = 1; later < report->doubts.size(); ++later) {
        warn_of(report->doubts[later]);
    }
    return report->doubts.front();
}

/// The operator signs for all of them at once, before anything is opened.
Status sign(const Globals& globals, escrow::Directory& escrow, const RestoreOptions& options,
            const std::vector<catalog::BackupId>& ids) {
    const auto output = backup::destination(options.output);
    if (!output) return output.error();
    backup::RestoreOrder order{.output = *output,
                               .case_name = options.case_name,
                               .key = key_choice(globals, options.signing)};
    for (const catalog::BackupId& id : ids) {
        auto known = escrow.catalog().backups().find(id);
        if (!known) return std::move(known).error();
        if (*known) order.backups.push_back(**std::move(known));
    }
    const auto lock = escrow.lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    return backup::sign_restore(escrow, order, console::now_seconds());
}

Status restore(const Globals& globals, const RestoreOptions& given) {
    RestoreOptions options = given;
    options.output.command = globals.command;
    auto escrow = open_escrow(globals);
    if (!escrow) return std::move(escrow).error();
    auto ids = select(*escrow, options);
    if (!ids) return std::move(ids).error();
    if (ids->size() > 1 && options.output.directory.empty()) {
        return Error{ErrorKind::usage, "BACKUP-AMBIGUOUS",
                     fmt::format("{} backups have the label {}", ids->size(),
                                 console::quoted(options.label)),
                     "add --latest, name one by its id, or restore all with --output-dir DIR"};
    }
    if (auto signed_for = sign(globals, *escrow, options, *ids); !signed_for) return signed_for;
    backup::KekRing keks(*escrow, kek_opener(globals, options.unlock));
    if (ids->size() == 1) return restore_one(*escrow, keks, ids->front(), options, globals.json);
    std::size_t failed = 0;
    for (const catalog::BackupId& id : *ids) {
        const Status done = restore_one(*escrow, keks, id, options, globals.json);
        if (done) continue;
        if (done.error().rule == "INTERRUPTED") return done;
        warn_of(done.error());
        ++failed;
    }
    if (failed == 0) return {};
    return Error{
        ErrorKind::partial, "BACKUP-RESTORE-PARTIAL",
        fmt::format("{} of {} backups were not restored without doubt", failed, ids->size()),
        "what stands is whole; see the warnings above"};
}

}  // namespace

void add_restore(CLI::App& backup, CommandLine& line) {
    add_verb<RestoreOptions>(
        backup, line, "restore", "bring backups back through the KEK",
        [](CLI::App& verb, RestoreOptions& options) {
            verb.footer(
                "Or hand the bytes to a command: breakglass backup restore ... -- COMMAND "
                "ARGS...");
            verb.add_option("ID", options.id, "the first 8 or more digits of the id");
            verb.add_option("--label", options.label, "backups with this label; * and ? match")
                ->type_name("GLOB");
            verb.add_flag("--latest", options.latest, "only the newest of each label");
            verb.add_option("--output", options.output.file, "a new file, or \"-\"")
                ->type_name("FILE");
            verb.add_option("--output-dir", options.output.directory, "a directory")
                ->type_name("DIR");
            verb.add_option("--case", options.case_name, "the case that allows it")
                ->type_name("CASE");
            add_signing(verb, options.signing);
            add_unlocking(verb, options.unlock);
        },
        restore);
    takes_command(backup, line, "restore");
}

}  // namespace breakglass::command
