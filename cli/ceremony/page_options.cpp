#include "page_options.h"

#include <algorithm>

namespace breakglass::command {

ceremony::Pages PageOptions::pages() const {
    ceremony::Pages pages{.formats = {},
                          .paper = paper == "letter" ? page::Paper::letter : page::Paper::a4,
                          .layout = layout == "folded" ? page::Layout::folded : page::Layout::page,
                          .language = language == "id" ? page::Language::id : page::Language::en};
    if (formats.empty()) pages.formats.push_back(page::Format::pdf);
    for (const std::string& name : formats) {
        const page::Format format = name == "svg"   ? page::Format::svg
                                    : name == "png" ? page::Format::png
                                                    : page::Format::pdf;
        if (std::ranges::find(pages.formats, format) == pages.formats.end())
            pages.formats.push_back(format);
    }
    return pages;
}

void add_page_options(CLI::App& verb, PageOptions& options) {
    const auto one_of = [](std::vector<std::string> names) { return CLI::IsMember(names); };
    verb.add_option("--format", options.formats, "of the printed cards; several are possible")
        ->delimiter(',')
        ->check(one_of({"pdf", "svg", "png"}));
    verb.add_option("--paper", options.paper, "of the printer")->check(one_of({"a4", "letter"}));
    verb.add_option("--layout", options.layout, "folded hides the words inside")
        ->check(one_of({"page", "folded"}));
    verb.add_option("--language", options.language, "on the cards")->check(one_of({"en", "id"}));
}

}  // namespace breakglass::command
