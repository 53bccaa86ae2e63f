#include <algorithm>
#include <cstddef>

#include <breakglass/printing/configuration.h>

namespace breakglass::printing {

namespace {

// cupsd's buffer of 2,048 bytes with its end: what is longer goes on as a line of its own
constexpr std::size_t max_line_bytes = 2047;

bool is_blank(char letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

bool same_word(std::string_view text, std::string_view word) {
    const auto small = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    };
    return std::ranges::equal(text, word, {}, small, small);
}

/// Takes the next line off text; a carriage return ends one too.
std::string_view next_line(std::string_view& text) {
    const std::size_t end = std::min({text.find_first_of("\r\n"), text.size(), max_line_bytes});
    const std::string_view line = text.substr(0, end);
    const bool cut = end == max_line_bytes;
    text.remove_prefix(end);
    if (!cut && !text.empty()) text.remove_prefix(text.starts_with("\r\n") ? 2 : 1);
    return line.substr(0, line.find('\0'));
}

struct Directive {
    std::string_view name;
    std::string_view value;  // empty when there is none
    bool clear = true;       // false: with a backslash, which versions of cupsd read differently
};

/// As cupsFileGetConf: a comment goes to the end of its line, a section's name loses its bracket.
Directive parse_line(std::string_view line) {
    Directive directive;
    const std::size_t comment = line.find('#');
    directive.clear = line.substr(0, comment).find('\\') == std::string_view::npos;
    line = without_blanks(line.substr(0, comment));
    const auto* const gap = std::ranges::find_if(line, is_blank);
    const auto name_bytes = static_cast<std::size_t>(gap - line.begin());
    directive.name = line.substr(0, name_bytes);
    directive.value = without_blanks(line.substr(name_bytes));
    if (directive.name.starts_with('<') && !directive.value.empty()) {
        if (!directive.value.ends_with('>')) return {directive.name, {}, directive.clear};
        directive.value = without_blanks(directive.value.substr(0, directive.value.size() - 1));
    }
    return directive;
}

/// "no" in all of cupsd's spellings, or a time of nothing.
bool keeps_nothing(std::string_view value) {
    for (const std::string_view word : {"no", "off", "false", "disabled"})
        if (same_word(value, word)) return true;
    if (!value.empty() && std::string_view("wdhmWDHM").find(value.back()) != std::string_view::npos)
        value.remove_suffix(1);
    return !value.empty() && value.find_first_not_of('0') == std::string_view::npos;
}

void take(Keeping& keeping, const Directive& directive) {
    // A value that cupsd does not understand leaves what was before it, or stops cupsd. Neither is
    // a promise to keep nothing.
    keeping.kept = !directive.clear || !keeps_nothing(directive.value);
    keeping.said = directive.value;
    if (keeping.said.empty()) keeping.said = "(no value)";
}

template <typename Take>
void for_each_directive(std::string_view text, const Take& take) {
    while (!text.empty()) {
        const Directive directive = parse_line(next_line(text));
        if (!directive.name.empty()) take(directive);
    }
}

std::string below(const std::string& root, const std::string& path) {
    return path.starts_with('/') ? path : root + "/" + path;
}

}  // namespace

std::string Configuration::spool() const {
    return below(server_root, request_root);
}

std::string Configuration::temporary() const {
    return temp_dir.empty() ? spool() + "/tmp" : temp_dir;
}

void read_cupsd_conf(std::string_view text, Configuration& configuration) {
    std::string_view section_end;
    for_each_directive(text, [&](const Directive& directive) {
        if (!section_end.empty()) {
            if (same_word(directive.name, section_end)) section_end = {};
        } else if (same_word(directive.name, "<Location") && !directive.value.empty()) {
            section_end = "</Location>";
        } else if (same_word(directive.name, "<Policy") && !directive.value.empty()) {
            section_end = "</Policy>";
        } else if (same_word(directive.name, "PreserveJobFiles")) {
            take(configuration.files, directive);
        } else if (same_word(directive.name, "PreserveJobHistory")) {
            take(configuration.history, directive);
        }
    });
}

void read_cups_files_conf(std::string_view text, Configuration& configuration) {
    for_each_directive(text, [&](const Directive& directive) {
        if (directive.value.empty()) return;
        const std::string value(directive.value);
        if (same_word(directive.name, "ServerRoot")) configuration.server_root = value;
        if (same_word(directive.name, "RequestRoot")) configuration.request_root = value;
        if (same_word(directive.name, "TempDir"))
            configuration.temp_dir = below(configuration.server_root, value);
    });
}

}  // namespace breakglass::printing
