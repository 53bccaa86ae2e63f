// breakglass backup list | inspect

#include "backup_command.h"

#include <cstdio>
#include <optional>

#include <breakglass/backup/inspection.h>

namespace breakglass::command {

namespace {

Status print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return {};
    return Error{ErrorKind::failed, "PIPE-BROKEN", "standard output could not be written", ""};
}

struct ListOptions {
    backup::ListRequest request;
};

Status list(const Globals& globals, const ListOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return std::move(escrow).error();
    backup::ListRequest request = options.request;
    request.json = globals.json;
    return backup::list_backups(*escrow, request, print);
}

struct InspectOptions {
    std::string what;
    Unlocking unlock;
};

Status inspect(const Globals& globals, const InspectOptions& options) {
    backup::InspectRequest request;
    request.what = options.what;
    request.json = globals.json;
    std::optional<escrow::Directory> escrow;
    std::optional<backup::KekRing> keks;
    const bool unlocks =
        !options.unlock.passphrase_files.empty() || !options.unlock.identities.empty();
    // A file alone says enough to be looked at without an escrow; a KEK belongs to one.
    if (!globals.escrow.empty() || unlocks) {
        auto opened = open_escrow(globals);
        if (!opened) return std::move(opened).error();
        escrow.emplace(std::move(*opened));
        request.escrow = &*escrow;
    }
    if (unlocks) request.keks = &keks.emplace(*escrow, kek_opener(globals, options.unlock));
    auto inspection = backup::inspect(request);
    if (!inspection) return std::move(inspection).error();
    if (auto printed = print(inspection->text); !printed) return printed;
    return inspection->verdict;
}

}  // namespace

void add_list_and_inspect(CLI::App& backup, CommandLine& line) {
    add_verb<ListOptions>(
        backup, line, "list", "the backups of the catalog, oldest registered first",
        [](CLI::App& verb, ListOptions& options) {
            verb.add_option("--label", options.request.label, "only these; * and ? match")
                ->type_name("GLOB");
        },
        list);
    add_verb<InspectOptions>(
        backup, line, "inspect", "what a file says of itself, and what the catalog knows",
        [](CLI::App& verb, InspectOptions& options) {
            verb.add_option("WHAT", options.what, "a file, or an id with --escrow")->required();
            add_unlocking(verb, options.unlock);
        },
        inspect);
}

}  // namespace breakglass::command
