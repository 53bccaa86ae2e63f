// breakglass backup register

#include "backup_command.h"

#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/backup/registration.h>

namespace breakglass::command {

namespace {

struct RegisterOptions {
    backup::RegisterRequest request;
    bool prove = false;
    Unlocking unlock;
};

void tell(const backup::RegisterReport& report, bool json) {
    if (json) {
        nlohmann::ordered_json object;
        object["added"] = report.added;
        object["known"] = report.known;
        object["proven"] = report.proven;
        object["unattested"] = report.unattested;
        object["plain_age"] = report.plain_age;
        object["refused"] = report.refused;
        fmt::print("{}\n", object.dump());
        return;
    }
    fmt::print("{} added, {} known already, {} proven, {} refused\n", report.added, report.known,
               report.proven, report.refused);
    if (report.unattested > 0) {
        fmt::print("{} without a receipt: unattested, anybody could have put them there\n",
                   report.unattested);
    }
    if (report.plain_age > 0) {
        fmt::print("{} plain age files: recovery path unproven, not rewrapped in place\n",
                   report.plain_age);
    }
}

Status register_store(const Globals& globals, const RegisterOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return std::move(escrow).error();
    backup::KekRing keks(*escrow, kek_opener(globals, options.unlock));
    backup::RegisterRequest request = options.request;
    if (options.prove) request.keks = &keks;
    auto report = backup::register_backups(*escrow, request);
    if (!report) return std::move(report).error();
    tell(*report, globals.json);
    if (report->refused == 0) return {};
    return Error{
        ErrorKind::partial, "BACKUP-REGISTER-PARTIAL",
        fmt::format("{} lines or files were left out, each is named above", report->refused),
        "what was taken is safe; the same command may be run again"};
}

}  // namespace

void add_register(CLI::App& backup, CommandLine& line) {
    add_verb<RegisterOptions>(
        backup, line, "register", "take backups into the catalog that were sealed elsewhere",
        [](CLI::App& verb, RegisterOptions& options) {
            verb.add_option("STORE", options.request.store, "a store of the policy, or a directory")
                ->required();
            verb.add_option("--receipts", options.request.receipts,
                            "receipts, one JSON line each (\"-\": standard input)")
                ->type_name("FILE");
            verb.add_flag("--scan", options.request.scan,
                          "take files without a receipt too, as unattested");
            verb.add_flag("--prove", options.prove,
                          "open each with the KEK and recompute its header");
            add_unlocking(verb, options.unlock);
        },
        register_store);
}

}  // namespace breakglass::command
