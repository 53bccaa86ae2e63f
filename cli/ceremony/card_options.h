#pragma once
// The cards that a command line names, the same at every verb that reads some.

#include "command_line.h"

#include <string>
#include <vector>

#include <breakglass/reading/reading.h>

namespace breakglass::command {

struct CardOptions {
    std::vector<std::string> words, pictures, documents, scans, age_files;
    std::string holder;
};

/// Adds --words, --qr, --pdf, --scan and --age-file.
void add_card_options(CLI::App& verb, CardOptions& options);
void add_holder(CLI::App& verb, CardOptions& options);

/// True for "--scan -" at a terminal: what comes is a secret that must not be shown.
bool scans_at_terminal(const CardOptions& options);

/// All that lies in files, or comes through a pipe.
std::vector<reading::Reading> given_cards(const CardOptions& options);

}  // namespace breakglass::command
