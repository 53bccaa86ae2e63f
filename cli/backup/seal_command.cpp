// breakglass backup seal

#include "backup_command.h"

#include <cstdio>
#include <optional>

#include <fmt/format.h>

#include <breakglass/backup/seal.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/sealed/plain_text.h>

namespace breakglass::command {

namespace {

struct SealOptions {
    backup::SealRequest request;
    std::string sealing;
    std::string pins;
    std::string surface = "archive";
    std::string kind = "full";
};

Error unknown_word(const std::string& option, const std::string& given, const char* known) {
    return {ErrorKind::usage, "BACKUP-DESCRIPTION",
            option + " " + console::quoted(given) + " is unknown, expected one of: " + known, ""};
}

/// Completes the description. The source is a program or a path, never a command's arguments:
/// those may hold a password.
Status describe(const Globals& globals, const SealOptions& options, backup::SealRequest& request) {
    request.command = globals.command;
    if (request.command.empty() == request.input.empty()) {
        return Error{ErrorKind::usage, "BACKUP-INPUT",
                     "name one thing to seal: a file, \"-\" for standard input, or a command",
                     "breakglass backup seal --label L ... -- pg_dump -Fc app"};
    }
    const auto surface = sealed::surface_from_text(options.surface);
    if (!surface) {
        return unknown_word("--surface", options.surface,
                            "database, object-storage, archive, search-index, disk");
    }
    const auto kind = sealed::kind_from_text(options.kind);
    if (!kind) {
        return unknown_word("--kind", options.kind, "full, incremental, snapshot, export");
    }
    sealed::Description& about = request.description;
    about.surface = *surface;
    about.kind = *kind;
    about.time = console::now_seconds();
    if (about.source.empty()) {
        const std::string guess = request.command.empty() ? request.input : request.command[0];
        if (guess != "-" && sealed::check_plain_text(guess, "source", sealed::max_source_bytes)) {
            about.source = guess;
        }
    }
    return sealed::check_description(about);
}

/// The receipt is the result; when it cannot be printed it still must not be lost.
Status print_receipt(const backup::SealedBackup& made) {
    const std::string line = records::encode_receipt(made.receipt);
    if (std::fwrite(line.data(), 1, line.size(), stdout) == line.size() &&
        std::fflush(stdout) == 0) {
        return {};
    }
    std::clearerr(stdout);
    console::note("the receipt that could not be printed: " + line.substr(0, line.size() - 1));
    return Error{ErrorKind::partial, "BACKUP-RECEIPT-LOST",
                 "the backup stands at " + console::quoted(made.path) +
                     ", but its receipt could not be written to standard output",
                 "keep the line above, it is the receipt: breakglass backup register STORE "
                 "--receipts FILE"};
}

Status record(escrow::Directory& escrow, const backup::SealedBackup& made) {
    auto recorded = backup::record_in_catalog(escrow, made);
    if (recorded) return {};
    return Error{ErrorKind::partial, "BACKUP-NOT-RECORDED",
                 "the backup stands at " + console::quoted(made.path) +
                     ", but the catalog could not take it: " + recorded.error().message,
                 "keep the receipt, then: breakglass backup register STORE --receipts FILE"};
}

Status seal(const Globals& globals, const SealOptions& options) {
    backup::SealRequest request = options.request;
    if (auto described = describe(globals, options, request); !described) return described;
    std::optional<escrow::Directory> escrow;
    if (options.sealing.empty()) {
        auto opened = open_escrow(globals);
        if (!opened) return std::move(opened).error();
        escrow.emplace(std::move(*opened));
    }
    auto target =
        escrow
            ? backup::target_of_escrow(*escrow)
            : backup::target_of_sealing_file({options.sealing, options.pins,
                                              request.description.label, request.description.time});
    if (!target) return std::move(target).error();
    if (target->overdue) {
        console::warn("this sealing file is out of date; the backup is made all the same",
                      target->overdue->hint);
    }
    auto made = backup::seal(*target, request);
    if (!made) return std::move(made).error();
    Status outcome;
    if (escrow) outcome = record(*escrow, *made);
    auto printed = print_receipt(*made);
    if (!printed) {
        if (!outcome) console::report(outcome.error());
        return printed;
    }
    if (outcome && target->overdue) return *target->overdue;
    return outcome;
}

}  // namespace

void add_seal(CLI::App& backup, CommandLine& line) {
    add_verb<SealOptions>(
        backup, line, "seal", "encrypt a backup; needs no secret, prints a receipt",
        [](CLI::App& verb, SealOptions& options) {
            auto& request = options.request;
            verb.footer(
                "Or seal what a command prints: breakglass backup seal ... -- COMMAND "
                "ARGS...");
            verb.add_option("IN", request.input, "a file, or \"-\" for standard input");
            verb.add_option("--sealing", options.sealing, "a sealing file, instead of --escrow")
                ->type_name("FILE");
            verb.add_option("--pins", options.pins, "where sealing files are pinned")
                ->type_name("FILE");
            verb.add_option("--label", request.description.label, "what it is called")->required();
            verb.add_option("--surface", options.surface,
                            "database, object-storage, archive, search-index or disk")
                ->capture_default_str();
            verb.add_option("--kind", options.kind, "full, incremental, snapshot or export")
                ->capture_default_str();
            verb.add_option("--source", request.description.source, "where the bytes come from");
            verb.add_option("--output", request.output_file, "a new file")->type_name("FILE");
            verb.add_option("--output-dir", request.output_directory,
                            "a directory for LABEL-TIME-ID.age")
                ->type_name("DIR");
            verb.add_flag("--content-hash", request.content_hash,
                          "put SHA-256 of what is sealed into the receipt");
            verb.add_flag("--allow-empty", request.allow_empty, "zero bytes are no error");
        },
        seal);
    takes_command(backup, line, "seal");
}

}  // namespace breakglass::command
