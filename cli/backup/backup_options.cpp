// What several verbs of "breakglass backup" do alike.

#include "backup_command.h"

#include <breakglass/console/report.h>

namespace breakglass::command {

Result<escrow::Directory> open_escrow(const Globals& globals) {
    const auto path = globals.escrow_directory();
    if (!path) return path.error();
    auto opened = escrow::Directory::open(*path);
    if (opened && opened->policy_changed()) {
        console::warn("the policy was edited and not applied yet [ESCROW-POLICY-CHANGED]");
    }
    return opened;
}

void add_unlock_options(CLI::App& verb, backup::UnlockOptions& options) {
    verb.add_option("--passphrase-file", options.passphrase_file,
                    "the passphrase of the KEK, or of the identity (\"-\": standard input)")
        ->type_name("FILE");
    verb.add_option("--identity", options.identity_file,
                    "an age or SSH private key, for a KEK kept under its recipient")
        ->type_name("FILE");
}

void warn_of(const Error& error) {
    console::warn(error.rule.empty() ? error.message : error.message + " [" + error.rule + "]",
                  error.hint);
}

}  // namespace breakglass::command
