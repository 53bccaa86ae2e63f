#pragma once
// The cupsd that prints: which configuration it works by.

#include "judge.h"

namespace breakglass::printing {

/// Fills in configuration, unseen and the files' names. server: as lpstat -H says it.
/// proc: "/proc", or that of a test.
void look_at_cupsd(Seen& seen, const std::string& proc = "/proc");

}  // namespace breakglass::printing
