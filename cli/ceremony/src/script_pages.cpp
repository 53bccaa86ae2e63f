// A script on paper: pages with boxes for the time and the initials.

#include "script_words.h"

#include <fmt/format.h>

#include <breakglass/console/names.h>

namespace breakglass::ceremony {

namespace {

using page::Mark;

/// What a person typed into a policy, safe on a page; the pages refuse what misleads.
page::Item item(Mark mark, const std::string& label, const std::string& text) {
    return {mark, console::printable_with_names(label), console::printable_with_names(text)};
}

std::string who(const ScriptRole& role) {
    return console::id_and_name(role.person, role.name);
}

void add_step(const ScriptWords& words, const ScriptStep& step, std::size_t number,
              std::vector<page::Item>& items) {
    items.push_back(item(Mark::step, fmt::format("{}.", number), step.what));
    for (const std::string& command : step.commands)
        items.push_back(item(Mark::command, "", command));
    if (!step.fill_in.empty())
        items.push_back(
            item(Mark::fill_in, fmt::format("{} ({}):", words.write_down, step.fill_in), ""));
    items.push_back(item(Mark::fallback, words.fails, step.fallback));
    items.push_back(item(Mark::boxes, words.time, words.initials));
}

}  // namespace

page::Document to_document(const Script& script) {
    const ScriptWords& words = words_of(script.language);
    const bool indonesian = script.language == ScriptLanguage::indonesian;
    page::Document pages{.title = console::printable_with_names(script.title),
                         .foot = console::printable_with_names(script.title),
                         .language = indonesian ? page::Language::id : page::Language::en};
    if (script.rehearsal) pages.mark = indonesian ? "LATIHAN" : "PRACTICE";
    std::vector<page::Item>& items = pages.items;
    for (const std::string& fact : script.facts)
        items.push_back(item(Mark::line, "", fact));
    items.push_back(item(Mark::fill_in, words.date_and_place + std::string(":"), ""));
    items.push_back(item(Mark::heading, "", words.roles));
    for (const ScriptRole& role : script.roles)
        items.push_back(item(Mark::tick, role.role,
                             role.detail.empty() ? who(role) : who(role) + ", " + role.detail));
    items.push_back(item(Mark::heading, "", words.bring));
    for (const std::string& thing : script.bring)
        items.push_back(item(Mark::tick, "", thing));
    std::size_t number = 0;
    for (std::size_t part = 0; part < script.parts.size(); ++part) {
        items.push_back(
            item(Mark::heading, "", fmt::format("{}. {}", part + 1, script.parts[part].title)));
        for (const ScriptStep& step : script.parts[part].steps)
            add_step(words, step, ++number, items);
    }
    items.push_back(item(Mark::heading, "", words.signatures));
    for (const ScriptRole& role : script.roles)
        items.push_back(item(Mark::signature, who(role), words.signature));
    return pages;
}

}  // namespace breakglass::ceremony
