// breakglass ceremony retire

#include "ceremony_acts.h"
#include "opening.h"

#include <fmt/format.h>

#include <breakglass/ceremony/retire.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>

namespace breakglass::command {

namespace {

Status retire(const Globals& globals, const ceremony::RetireRequest& request) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto lock = escrow->lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const auto retired = ceremony::retire(*escrow, request, console::now_seconds());
    if (!retired) return retired.error();
    fmt::print("{}", globals.json ? ceremony::to_json(*retired) : ceremony::to_text(*retired));
    console::note(
        "who kept an old copy of a backup and enough of these cards can still open that copy");
    console::note("next: a kit for every store (breakglass escrow kit DIR)");
    return {};
}

}  // namespace

void add_ceremony_retire(CLI::App& noun, CommandLine& line) {
    add_verb<ceremony::RetireRequest>(
        noun, line, "retire", "the last step for the set before this one",
        [](CLI::App& verb, ceremony::RetireRequest& request) {
            verb.add_option("--set", request.set_id, "which set, when several are retiring")
                ->type_name("SET");
            verb.add_flag("--allow-sealing-file", request.allow_sealing_file,
                          "go on although an older sealing file has not expired");
        },
        retire);
}

}  // namespace breakglass::command
