#pragma once
// From the options of "breakglass ceremony" to what its steps are asked for.

#include "ceremony_acts.h"

#include <memory>

#include <breakglass/ceremony/identities.h>
#include <breakglass/ceremony/start.h>
#include <breakglass/printing/printer.h>

namespace breakglass::command {

/// What a ceremony starts from, and where its pages go.
struct Beginning {
    ceremony::StartRequest start;
    std::unique_ptr<printing::Printer> printer;  // null: into files
};

/// Looks at the machine and at the printer, and shows what was found, good or not.
/// Errors: those of open_printer.
Result<Beginning> beginning(const CeremonyOptions& options);

/// The keys of --identity. Errors: those of ceremony::read_identities.
Result<age::Identities> read_identities(const Globals& globals, const CeremonyOptions& options);

}  // namespace breakglass::command
