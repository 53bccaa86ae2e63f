// A script on paper: plain text, and JSON for whoever lays it out.

#include "script_words.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/names.h>

namespace breakglass::ceremony {

namespace {

constexpr std::size_t columns = 78;
constexpr std::size_t step_indent = 5;

/// Breaks at blanks; first begins the first line, the others begin with as many blanks.
std::string wrapped(const std::string& first, const std::string& text, std::size_t indent) {
    std::istringstream words(console::printable_with_names(text));
    std::string lines = first + std::string(indent - std::min(indent, first.size()), ' ');
    std::size_t column = std::max(indent, first.size());
    bool fresh = true;
    for (std::string word; words >> word;) {
        if (!fresh && column + 1 + word.size() > columns) {
            lines += "\n" + std::string(indent, ' ');
            column = indent;
            fresh = true;
        }
        lines += (fresh ? "" : " ") + word;
        column += word.size() + (fresh ? 0 : 1);
        fresh = false;
    }
    return lines + "\n";
}

/// Broken as a shell reads it as one line, so that it can be copied.
std::string command_text(const std::string& command) {
    constexpr std::size_t indent = 7;
    std::istringstream words(console::printable_with_names(command));
    std::string text(indent, ' ');
    std::size_t column = indent;
    bool fresh = true;
    for (std::string word; words >> word; fresh = false) {
        if (!fresh && column + 1 + word.size() + 2 > columns) {
            text += " \\\n" + std::string(indent + 4, ' ');
            column = indent + 4;
            fresh = true;
        }
        text += (fresh ? "" : " ") + word;
        column += word.size() + (fresh ? 0 : 1);
    }
    return text + "\n";
}

std::string heading(const std::string& title, char line) {
    const std::string shown = console::printable_with_names(title);
    return shown + "\n" + std::string(std::min(shown.size(), columns), line) + "\n\n";
}

std::string who(const ScriptRole& role) {
    return console::id_and_name(role.person, role.name);
}

std::string box(const ScriptWords& words) {
    return fmt::format("     {} [          ]   {} [          ] [          ]\n\n", words.time,
                       words.initials);
}

std::string step_text(const ScriptWords& words, const ScriptStep& step, std::size_t number) {
    std::string text = wrapped(fmt::format("{:>3}. ", number), step.what, step_indent);
    for (const std::string& command : step.commands)
        text += command_text(command);
    if (!step.fill_in.empty())
        text += fmt::format("     {} ({}): ______________________________\n", words.write_down,
                            step.fill_in);
    text += wrapped(fmt::format("     {} ", words.fails), step.fallback, step_indent + 2);
    return text + box(words);
}

}  // namespace

std::string to_text(const Script& script) {
    const ScriptWords& words = words_of(script.language);
    std::string text = heading(script.title, '=');
    for (const std::string& fact : script.facts)
        text += wrapped("  - ", fact, 4);
    text += fmt::format("\n{}: ______________________________________________\n\n",
                        words.date_and_place);
    text += heading(words.roles, '-');
    for (const ScriptRole& role : script.roles) {
        const std::string line =
            console::printable_with_names(fmt::format("  [ ] {:<10} {}", role.role, who(role)));
        text += role.detail.empty() ? line + "\n"
                                    : wrapped(fmt::format("{:<37} ", line), role.detail, 38);
    }
    text += "\n" + heading(words.bring, '-');
    for (const std::string& thing : script.bring)
        text += wrapped("  [ ] ", thing, 6);
    text += "\n";
    std::size_t number = 0;
    for (std::size_t part = 0; part < script.parts.size(); ++part) {
        text += heading(fmt::format("{}. {}", part + 1, script.parts[part].title), '-');
        for (const ScriptStep& step : script.parts[part].steps)
            text += step_text(words, step, ++number);
    }
    text += heading(words.signatures, '-');
    for (const ScriptRole& role : script.roles)
        text += console::printable_with_names(fmt::format(
                    "  {:<20} {} ______________________________", who(role), words.signature)) +
                "\n\n";
    return text;
}

std::string to_json(const Script& script) {
    using Json = nlohmann::ordered_json;
    Json roles = Json::array();
    for (const ScriptRole& role : script.roles)
        roles.push_back(Json{{"role", role.role},
                             {"person", role.person},
                             {"name", role.name},
                             {"detail", role.detail}});
    Json parts = Json::array();
    std::size_t number = 0;
    for (const ScriptPart& part : script.parts) {
        Json steps = Json::array();
        for (const ScriptStep& step : part.steps) {
            steps.push_back(Json{{"number", ++number},
                                 {"what", step.what},
                                 {"commands", step.commands},
                                 {"fill_in", step.fill_in},
                                 {"fallback", step.fallback}});
        }
        parts.push_back(Json{{"title", part.title}, {"steps", steps}});
    }
    return Json{{"title", script.title}, {"rehearsal", script.rehearsal}, {"facts", script.facts},
                {"roles", roles},        {"bring", script.bring},         {"parts", parts}}
               .dump() +
           "\n";
}

}  // namespace breakglass::ceremony
