#include "ceremony_requests.h"

#include <breakglass/console/report.h>

namespace breakglass::command {

using ceremony::Reading;

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

std::vector<Reading> given_cards(const CeremonyOptions& options) {
    std::vector<Reading> readings;
    const auto add = [&](Reading::Medium medium, const std::vector<std::string>& paths) {
        for (const std::string& path : paths) {
            Reading reading{.medium = medium, .path = path, .holder = options.holder};
            readings.push_back(std::move(reading));
        }
    };
    add(Reading::Medium::words, options.words);
    add(Reading::Medium::qr, options.pictures);
    add(Reading::Medium::age_file, options.age_files);
    return readings;
}

Result<age::Identities> read_identities(const Globals& globals, const CeremonyOptions& options) {
    return ceremony::read_identities(
        options.identities,
        {.file = options.passphrase_file, .non_interactive = globals.non_interactive});
}

}  // namespace breakglass::command
