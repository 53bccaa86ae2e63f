// breakglass ceremony rehearse: what comes before the real one.

#include "ceremony_acts.h"
#include "ceremony_requests.h"
#include "opening.h"

#include <fmt/format.h>

#include <breakglass/ceremony/dice.h>
#include <breakglass/ceremony/rehearse.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/report.h>

namespace breakglass::command {

Status rehearse_ceremony(const Globals& globals, const CeremonyOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return escrow.error();
    const auto identities = read_identities(globals, options);
    if (!identities) return identities.error();
    auto begin = beginning(options);
    if (!begin) return std::move(begin).error();
    ceremony::WalkRequest request{.start = std::move(begin->start),
                                  .read_back = options.read_back,
                                  .readings = given_cards(options.given),
                                  .identities = ceremony::borrowed(*identities),
                                  .printer = begin->printer.get()};
    request.start.practice = true;
    if (options.dice)
        request.roll = [&] { return ceremony::rolls_from(*options.dice, globals.non_interactive); };
    const auto terminal = console::open_terminal(globals.non_interactive, "--read-back");
    if (terminal) request.terminal = terminal->get();
    const auto rehearsed = ceremony::rehearse(*escrow, request, console::now_seconds());
    if (!rehearsed) return rehearsed.error();
    fmt::print("{}", globals.json ? ceremony::to_json(*rehearsed) : ceremony::to_text(*rehearsed));
    console::note("collect the practice cards: they open nothing, but look as if they did");
    return {};
}

}  // namespace breakglass::command
