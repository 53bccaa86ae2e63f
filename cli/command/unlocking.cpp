#include "unlocking.h"

#include <breakglass/age/identity_file.h>
#include <breakglass/console/terminal.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/keystore/keystore.h>

namespace breakglass::command {

namespace {

constexpr std::size_t largest_identity_file = std::size_t{1} << 20U;

/// The passphrase file for this KEK: the one named for it, else the one for any.
std::string passphrase_file_for(const Unlocking& unlocking, const std::string& kek) {
    std::string for_any;
    for (const std::string& given : unlocking.passphrase_files) {
        if (given.starts_with(kek + "=")) return given.substr(kek.size() + 1);
        if (given.find('=') == std::string::npos) for_any = given;
    }
    return for_any;
}

}  // namespace

void add_unlocking(CLI::App& verb, Unlocking& unlocking) {
    verb.add_option("--passphrase-file", unlocking.passphrase_files,
                    "the passphrase of the KEK's keystore; KEK=FILE where several are opened")
        ->type_name("[KEK=]FILE")
        ->allow_extra_args(false);  // the word after the file is another argument
    verb.add_option("--identity", unlocking.identities,
                    "the age or SSH key that the KEK's keystore is kept under")
        ->type_name("FILE")
        ->allow_extra_args(false);
}

Result<age::X25519Identity> open_kek(const Globals& globals, const Unlocking& unlocking,
                                     const catalog::Kek& kek) {
    const console::PassphraseRequest request{.file = passphrase_file_for(unlocking, kek.name),
                                             .non_interactive = globals.non_interactive,
                                             .purpose = "the KEK " + kek.name};
    age::Identities identities;
    for (const std::string& file : unlocking.identities) {
        auto content = disk::read_secret_file(file, largest_identity_file);
        if (!content) return std::move(content).error();
        auto parsed = age::parse_identities(content->expose(), [&] {
            return console::read_passphrase(
                {.non_interactive = globals.non_interactive, .purpose = file});
        });
        if (!parsed) return with_context(std::move(parsed).error(), "\"" + file + "\"");
        for (auto& identity : *parsed)
            identities.push_back(std::move(identity));
    }
    keystore::Unlocking keys{.passphrase = [&] { return console::read_passphrase(request); }};
    for (const auto& identity : identities)
        keys.identities.push_back(identity.get());
    auto opened = keystore::open(kek.keystore, kek.recipient, keys);
    if (!opened) return with_context(std::move(opened).error(), "KEK \"" + kek.name + "\"");
    return opened;
}

}  // namespace breakglass::command
