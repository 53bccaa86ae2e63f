#include "ceremony_requests.h"

#include <breakglass/console/report.h>

namespace breakglass::command {

Result<Beginning> beginning(const CeremonyOptions& options) {
    auto printer = open_printer(options.printer, options.page.formats);
    if (!printer) return std::move(printer).error();
    ceremony::StartRequest request{.output_dir = options.output_dir,
                                   .host = host::examine(host::this_machine(), options.output_dir),
                                   .allowed = options.allowed,
                                   .child = {.allow_unlocked = options.allowed.memory},
                                   .pages = options.page.pages()};
    if (*printer) {
        request.pages.for_printer = true;
        const auto& findings = (*printer)->findings();
        request.host.insert(request.host.end(), findings.begin(), findings.end());
    }
    for (const host::Finding& finding : request.host)
        console::note("host: " + host::line_of(finding, request.allowed));
    return Beginning{std::move(request), *std::move(printer)};
}

Result<age::Identities> read_identities(const Globals& globals, const CeremonyOptions& options) {
    return ceremony::read_identities(
        options.identities,
        {.file = options.passphrase_file, .non_interactive = globals.non_interactive});
}

}  // namespace breakglass::command
