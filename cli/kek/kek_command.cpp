// breakglass kek create | list

#include "opening.h"

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/console/terminal.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/kek/kek.h>

namespace breakglass::command {

namespace {

struct CreateOptions {
    kek::NewKek request;
    std::string passphrase_file;
    std::string recipient;
};

Result<keystore::Protection> ask_protection(const Globals& globals, const CreateOptions& options) {
    keystore::Protection protection;
    protection.recipient = options.recipient;
    if (protection.recipient.empty()) {
        auto passphrase =
            console::read_passphrase({.file = options.passphrase_file,
                                      .non_interactive = globals.non_interactive,
                                      .is_new = true,
                                      .purpose = "the new KEK " + options.request.name});
        if (!passphrase) return std::move(passphrase).error();
        protection.passphrase = *std::move(passphrase);
    }
    return protection;
}

Status create(const Globals& globals, const CreateOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const std::int64_t now = console::now_seconds();
    const auto made = kek::create(
        *escrow, options.request, [&] { return ask_protection(globals, options); }, now);
    if (!made) return made.error();
    if (globals.json) {
        fmt::print("{}", kek::to_json({{.kek = *made}}));
    } else {
        fmt::print("{}\n", made->recipient);
    }
    console::note(fmt::format("KEK {} ({}) is {}, kept in {}", console::quoted(made->name),
                              made->id, catalog::name_of(made->state),
                              console::quoted(made->keystore)));
    console::note("keep a copy of that file, away from the escrow and the backups");
    return {};
}

struct ListOptions {};

Status list(const Globals& globals) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto keks = kek::list(*escrow);
    if (!keks) return keks.error();
    fmt::print("{}", globals.json ? kek::to_json(*keks) : kek::to_text(*keks));
    if (keks->empty()) console::note("no KEK has been made in this escrow");
    return {};
}

}  // namespace

void add_kek(CLI::App& app, CommandLine& line) {
    CLI::App* noun = add_noun(app, "kek", "the key pairs that open backups every day");
    add_verb<CreateOptions>(
        *noun, line, "create", "make a KEK in a keystore",
        [](CLI::App& verb, CreateOptions& options) {
            verb.add_option("NAME", options.request.name, "its name in this escrow")->required();
            verb.add_option("--keystore", options.request.keystore, "file:/path/kek.age")
                ->required()
                ->type_name("URI");
            verb.add_option("--owner", options.request.owner, "a person of the policy")
                ->required()
                ->type_name("PERSON");
            verb.add_option("--purpose", options.request.purpose, "what its backups are")
                ->required();
            auto* file = verb.add_option("--passphrase-file", options.passphrase_file,
                                         "its first line is the passphrase; else the terminal")
                             ->type_name("FILE");
            verb.add_option("--recipient", options.recipient,
                            "keep it under age1... or ssh-ed25519 ... instead of a passphrase")
                ->excludes(file);
        },
        create);
    add_verb<ListOptions>(
        *noun, line, "list", "every KEK, its owner, state and backups",
        [](CLI::App&, ListOptions&) {},
        [](const Globals& globals, const ListOptions&) { return list(globals); });
}

}  // namespace breakglass::command
