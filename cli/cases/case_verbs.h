#pragma once
// The verbs of `breakglass case`, each in a file of its own.

#include "opening.h"

#include <fmt/format.h>

#include <breakglass/cases/docket.h>

namespace breakglass::command {

inline void print_case(const Globals& globals, const cases::Docketed& docketed) {
    fmt::print("{}", globals.json ? cases::to_json({docketed}) : cases::to_text(docketed));
}

void add_case_request(CLI::App& noun, CommandLine& line);
void add_case_approve(CLI::App& noun, CommandLine& line);

}  // namespace breakglass::command
