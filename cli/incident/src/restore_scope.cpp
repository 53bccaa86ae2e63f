#include "desk.h"

#include <filesystem>
#include <map>

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/interrupt.h>

namespace breakglass::incident {

namespace {

/// Restores into the directory or the command. A file that is there already, with exactly the bytes
/// of the backup, is one that a killed run published but could not record any more.
Result<backup::RestoreReport> restore_one(escrow::Directory& escrow, const catalog::Backup& backup,
                                          const SecretBytes& dek, const Destination& to) {
    backup::Output output;
    if (!to.command.empty()) {
        output.command = to.command;
        return backup::restore_with_dek(escrow, backup, dek, output);
    }
    const std::string file =
        (std::filesystem::path(to.directory) / backup::output_name(backup)).string();
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::symlink_status(file, ignored))) {
        output.directory = to.directory;
        return backup::restore_with_dek(escrow, backup, dek, output);
    }
    output.command = {"cmp", "--silent", "--", "-", file};
    auto compared = backup::restore_with_dek(escrow, backup, dek, output);
    if (compared) {
        compared->output = file;
        return compared;
    }
    if (compared.error().rule != "COMMAND-FAILED") return compared;
    return Error{ErrorKind::failed, "FILE-EXISTS",
                 fmt::format("{} is there already and is not this backup", console::quoted(file)),
                 "give another --output-dir, or move the file away"};
}

void tell(const backup::RestoreReport& restored) {
    console::note(fmt::format("restored {} ({}) to {}", console::quoted(restored.label),
                              console::readable_size(restored.plain_bytes),
                              console::quoted(restored.output)));
    if (restored.header_from_catalog) {
        console::note(
            fmt::format("the header in {} is not the one that was sealed: the catalog's "
                        "copy was used",
                        console::quoted(restored.source)));
    }
    for (const Error& doubt : restored.doubts) {
        console::warn(fmt::format("{} [{}]", doubt.message, doubt.rule), doubt.hint);
    }
}

void tell_not_restored(const scope::Item& item, const Error& why) {
    const std::string id = to_hex(item.id);
    // Some reasons name the backup themselves.
    const std::string backup =
        why.message.find(id) != std::string::npos
            ? std::string()
            : fmt::format("backup {} ({}): ", id, console::quoted(item.label));
    console::warn(fmt::format("not restored: {}{} [{}]", backup, why.message, why.rule), why.hint);
}

}  // namespace

Status restore_scope(escrow::Directory& escrow, const Desk& desk, const Destination& destination,
                     const Opener& open, Report& report) {
    catalog::Catalog& catalog = escrow.catalog();
    auto before = catalog.incidents().restored(desk.incident.case_name);
    if (!before) return std::move(before).error();
    std::map<catalog::BackupId, std::string> done;
    for (const catalog::RestoredItem& item : *before)
        done[item.backup] = item.output;

    for (const scope::Item& item : desk.items) {
        if (auto go_on = disk::check_interrupt(); !go_on) return go_on;
        if (done.contains(item.id)) {
            ++report.restored_before;
            console::note(fmt::format("{} was restored before, to {}", console::quoted(item.label),
                                      console::quoted(done[item.id])));
            continue;
        }
        auto outcome = [&]() -> Result<backup::RestoreReport> {
            auto backup = catalog.backups().find(item.id);
            if (!backup) return std::move(backup).error();
            if (!*backup) {
                return Error{ErrorKind::failed, "INCIDENT-BACKUP-GONE",
                             "it is no longer in the catalog", ""};
            }
            auto dek = open(**backup);
            if (!dek) return std::move(dek).error();
            return restore_one(escrow, **backup, *dek, destination);
        }();
        if (outcome) {
            // The file is synced under its name: only now is it recorded as restored.
            auto noted = catalog.incidents().note_restored(
                desk.incident.case_name,
                {.backup = item.id, .output = outcome->output, .at = console::now_seconds()});
            if (!noted) return noted;
            tell(*outcome);
            report.restored.push_back(*std::move(outcome));
            continue;
        }
        if (outcome.error().rule == "INTERRUPTED") return std::move(outcome).error();
        tell_not_restored(item, outcome.error());
        report.not_restored.push_back(
            {.id = item.id, .label = item.label, .reason = std::move(outcome).error()});
    }
    return {};
}

}  // namespace breakglass::incident
