// breakglass ledger checkpoint

#include "ledger_verbs.h"

#include <fmt/format.h>

#include <breakglass/age/identity_file.h>
#include <breakglass/age/scrypt.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>
#include <breakglass/console/terminal.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/checkpoint.h>

namespace breakglass::command {

namespace {

constexpr std::size_t largest_identity_file = std::size_t{1} << 20U;

struct CheckpointOptions {
    std::string new_key;
    std::string key;
    std::string passphrase_file;
    std::string recipient;
    std::string identity;
};

console::PassphraseRequest passphrase_request(const Globals& globals,
                                              const CheckpointOptions& options) {
    return {.file = options.passphrase_file,
            .non_interactive = globals.non_interactive,
            .is_new = !options.new_key.empty(),
            .purpose = "the checkpoint key"};
}

Result<note::Signer> new_signer(const Globals& globals, const CheckpointOptions& options,
                                ledger::Ledger& ledger) {
    ledger::KeyProtection protection;
    protection.recipient = options.recipient;
    if (options.recipient.empty()) {
        auto passphrase = console::read_passphrase(passphrase_request(globals, options));
        if (!passphrase) return std::move(passphrase).error();
        protection.passphrase = *std::move(passphrase);
    }
    return ledger::create_checkpoint_key(ledger, options.new_key, protection,
                                         console::now_seconds());
}

Result<note::Signer> signer_of_file(const Globals& globals, const CheckpointOptions& options,
                                    const ledger::Ledger& ledger) {
    age::Identities identities;
    if (!options.identity.empty()) {
        const auto stored = disk::read_secret_file(options.identity, largest_identity_file);
        if (!stored) return stored.error();
        auto parsed = age::parse_identities(stored->expose(), [&] {
            return console::read_passphrase(
                {.non_interactive = globals.non_interactive, .purpose = options.identity});
        });
        if (!parsed) return with_context(std::move(parsed).error(), "\"" + options.identity + "\"");
        identities = *std::move(parsed);
    }
    const age::ScryptIdentity passphrase(
        [&] { return console::read_passphrase(passphrase_request(globals, options)); });
    std::vector<const age::Identity*> openers;
    for (const auto& identity : identities)
        openers.push_back(identity.get());
    openers.push_back(&passphrase);
    return ledger::open_checkpoint_key(ledger, options.key, openers);
}

Status checkpoint(const Globals& globals, const CheckpointOptions& options) {
    const auto folder = ledger_folder(globals);
    if (!folder) return folder.error();
    auto opened = ledger::Ledger::open(*folder);
    if (!opened) return opened.error();
    const auto signer = options.new_key.empty() ? signer_of_file(globals, options, *opened)
                                                : new_signer(globals, options, *opened);
    if (!signer) return signer.error();
    const auto written = ledger::write_checkpoint(*opened, *signer);
    if (!written) return written.error();
    fmt::print("{}", written->note);
    console::note(
        fmt::format("{} entries signed in {}; a copy kept elsewhere shows any change to "
                    "them",
                    opened->head().size, written->file.string()));
    if (!options.new_key.empty()) {
        console::note("whoever verifies needs the key's public half: " + signer->verifier().text());
    }
    return {};
}

}  // namespace

void add_ledger_checkpoint(CLI::App& noun, CommandLine& line) {
    add_verb<CheckpointOptions>(
        noun, line, "checkpoint", "sign the head of the ledger",
        [](CLI::App& verb, CheckpointOptions& options) {
            auto* which = verb.add_option_group("key")->require_option(1);
            auto* fresh =
                which->add_option("--new-key", options.new_key, "make a key, in this new file");
            auto* kept = which->add_option("--key", options.key, "the file of a key made before");
            fresh->type_name("FILE");
            kept->type_name("FILE");
            auto* passphrase = verb.add_option("--passphrase-file", options.passphrase_file,
                                               "the key's passphrase")
                                   ->type_name("FILE");
            verb.add_option("--recipient", options.recipient,
                            "keep the new key under this age1... or SSH key instead")
                ->excludes(passphrase)
                ->excludes(kept);
            verb.add_option("--identity", options.identity, "the age or SSH key it is kept under")
                ->type_name("FILE")
                ->excludes(fresh);
        },
        checkpoint);
}

}  // namespace breakglass::command
