#include "ceremony_requests.h"

#include <breakglass/console/report.h>

namespace breakglass::command {

ceremony::StartRequest start_request(const CeremonyOptions& options) {
    ceremony::StartRequest request{.output_dir = options.output_dir,
                                   .host = host::examine(host::this_machine(), options.output_dir),
                                   .allowed = options.allowed,
                                   .child = {.allow_unlocked = options.allowed.memory},
                                   .pages = options.page.pages()};
    for (const host::Finding& finding : request.host)
        console::note("host: " + host::line_of(finding, request.allowed));
    return request;
}

Result<age::Identities> read_identities(const Globals& globals, const CeremonyOptions& options) {
    return ceremony::read_identities(
        options.identities,
        {.file = options.passphrase_file, .non_interactive = globals.non_interactive});
}

}  // namespace breakglass::command
