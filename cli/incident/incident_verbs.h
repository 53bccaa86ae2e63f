#pragma once
// The verbs of `breakglass incident` that have a file of their own.

#include "opening.h"

namespace breakglass::command {

void add_incident_contribute(CLI::App& noun, CommandLine& line);

}  // namespace breakglass::command
