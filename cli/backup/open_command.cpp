#include "open_command.h"

#include <fmt/format.h>

#include <breakglass/backup/open.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>

namespace breakglass::command {

void add_backup_open(CLI::App& noun, CommandLine& line) {
    add_verb<backup::OpenRequest>(
        noun, line, "open", "decrypt any age file; no escrow is needed",
        [](CLI::App& verb, backup::OpenRequest& request) {
            verb.add_option("input", request.input, "the age file, binary or armoured")
                ->required()
                ->type_name("IN|-");
            verb.add_option("--output", request.output, "a new file, or - for standard output")
                ->required()
                ->type_name("OUT|-");
            verb.add_option("--identity", request.identities,
                            "an age identity file or an OpenSSH private key")
                ->type_name("FILE")
                ->allow_extra_args(false);
            verb.add_option("--passphrase-file", request.passphrase_file,
                            "the passphrase of the age file or of a locked identity")
                ->type_name("FILE");
        },
        [](const Globals& globals, const backup::OpenRequest& given) -> Status {
            backup::OpenRequest request = given;
            request.non_interactive = globals.non_interactive;
            const auto bytes = backup::open(request);
            if (!bytes) return bytes.error();
            if (request.output != "-") {
                console::note(
                    fmt::format("wrote {} to {}", console::readable_size(*bytes), request.output));
            }
            return {};
        });
}

}  // namespace breakglass::command
