#include "card_options.h"

#include <algorithm>

#include <breakglass/console/terminal.h>

namespace breakglass::command {

using reading::Reading;

void add_card_options(CLI::App& verb, CardOptions& options) {
    verb.add_option("--words", options.words, "cards as text")->type_name("FILE");
    verb.add_option("--qr", options.pictures, "pictures of cards")->type_name("PNG");
    verb.add_option("--pdf", options.documents, "scanned pages")->type_name("FILE");
    verb.add_option("--scan", options.scans, "what a hand scanner typed; - is the terminal")
        ->type_name("FILE");
    verb.add_option("--age-file", options.age_files, "encrypted shares")->type_name("FILE");
}

void add_holder(CLI::App& verb, CardOptions& options) {
    verb.add_option("--holder", options.holder, "whose cards these are")->type_name("PERSON");
}

bool scans_at_terminal(const CardOptions& options) {
    return std::ranges::find(options.scans, "-") != options.scans.end() && console::is_terminal(0);
}

std::vector<Reading> given_cards(const CardOptions& options) {
    std::vector<Reading> readings;
    const bool asked_for = scans_at_terminal(options);
    const auto add = [&](Reading::Medium medium, const std::vector<std::string>& paths) {
        for (const std::string& path : paths) {
            if (asked_for && medium == Reading::Medium::scan && path == "-") continue;
            Reading reading{.medium = medium, .path = path, .holder = options.holder};
            readings.push_back(std::move(reading));
        }
    };
    add(Reading::Medium::words, options.words);
    add(Reading::Medium::qr, options.pictures);
    add(Reading::Medium::pdf, options.documents);
    add(Reading::Medium::scan, options.scans);
    add(Reading::Medium::age_file, options.age_files);
    return readings;
}

}  // namespace breakglass::command
