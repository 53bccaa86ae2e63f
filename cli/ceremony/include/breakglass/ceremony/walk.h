#pragma once
// The whole ceremony in one command, resumable at every step.

#include <cstdint>
#include <functional>
#include <string>

#include <breakglass/ceremony/activate.h>
#include <breakglass/ceremony/confirm.h>
#include <breakglass/ceremony/start.h>
#include <breakglass/console/terminal.h>
#include <breakglass/printing/printer.h>

namespace breakglass::ceremony {

struct WalkRequest {
    StartRequest start;  // output_dir may be empty once a set was delivered
    std::function<Result<Rolls>()>
        roll;                       // asks people for dice, before a key is made; may be empty
    bool read_back = false;         // read the files in output_dir back instead of asking for cards
    std::vector<Reading> readings;  // further cards, by their paths
    std::string case_name;          // the incident it belongs to; may be empty
    std::vector<const age::Identity*> identities;  // that open age files in output_dir
    console::Terminal* terminal = nullptr;         // null: nobody to ask
    printing::Printer* printer = nullptr;          // gets the pages; null: people print them
};

/// start, then confirm, then activate: whatever is still to be done. Takes the escrow's lock for
/// each step, never while people are at work. Says what happens on standard error.
/// Errors: those of the steps; failed (HOST-*) on a machine that is not fit; usage
/// (CEREMONY-OUTPUT-DIR, CEREMONY-CASE-UNKNOWN); not_met (CEREMONY-NOT-CONFIRMED) naming the cards
/// that are still to be read back; those of print_cards.
Result<Activated> walk(escrow::Directory& escrow, const WalkRequest& request, std::int64_t now);

}  // namespace breakglass::ceremony
