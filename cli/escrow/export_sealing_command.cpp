// breakglass escrow export-sealing

#include "escrow_verbs.h"
#include "opening.h"

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>
#include <breakglass/escrow/sealing.h>
#include <breakglass/records/utc.h>

namespace breakglass::command {
namespace {

struct SealingOptions {
    escrow::SealingRequest request;
    std::string expires = "90d";
};

Status export_sealing(const Globals& globals, const SealingOptions& options) {
    escrow::SealingRequest request = options.request;
    request.non_interactive = globals.non_interactive;
    auto expires = policy::Duration::parse(options.expires);
    if (!expires) return with_context(std::move(expires).error(), "--expires");
    request.expires = *std::move(expires);
    auto opened = open_escrow(globals);
    if (!opened) return opened.error();
    const auto lock = opened->lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const auto made = escrow::export_sealing(*opened, request, console::now_seconds());
    if (!made) return made.error();
    fmt::print("{}\n", made->fingerprint);
    console::note(
        fmt::format("share set {}, KEK {}, until {}; the line above is the escrow's "
                    "fingerprint, compare it on the backup host",
                    made->set_id, made->kek_id, records::utc_text(made->expires_at)));
    return {};
}

}  // namespace

void add_export_sealing(CLI::App& noun, CommandLine& line) {
    add_verb<SealingOptions>(
        noun, line, "export-sealing", "write the signed file that a backup host seals with",
        [](CLI::App& verb, SealingOptions& options) {
            verb.add_option("--output", options.request.output, "a new file")->required();
            verb.add_option("--key", options.request.key, "the owner's SSH key; else the agent")
                ->type_name("FILE");
            verb.add_option("--label", options.request.labels, "labels it may seal; default any")
                ->type_name("PATTERN");
            verb.add_option("--expires", options.expires, "such as 90d")->capture_default_str();
        },
        export_sealing);
}

}  // namespace breakglass::command
