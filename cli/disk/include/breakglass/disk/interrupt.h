#pragma once
// ^C and SIGTERM: noticed between two reads or writes, so that what was begun is undone cleanly.

#include <breakglass/ground/result.h>

namespace breakglass::disk {

/// From now on SIGINT, SIGTERM and SIGHUP ask for an orderly end. A second one ends at once.
void watch_for_interrupts();

/// True once an orderly end was asked for.
bool interrupted();

/// failed (INTERRUPTED) once an orderly end was asked for.
Status check_interrupt();

}  // namespace breakglass::disk
