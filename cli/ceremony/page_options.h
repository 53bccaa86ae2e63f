#pragma once
// How the cards of a ceremony shall be printed, as options of a verb.

#include "command_line.h"

#include <string>
#include <vector>

#include <breakglass/ceremony/start.h>

namespace breakglass::command {

struct PageOptions {
    std::vector<std::string> formats;  // empty: as usual where the pages go
    std::string paper = "a4", layout = "page", language = "en";

    ceremony::Pages pages() const;
};

void add_page_options(CLI::App& verb, PageOptions& options);

}  // namespace breakglass::command
