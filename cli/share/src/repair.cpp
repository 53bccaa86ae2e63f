#include "secret_text.h"
#include "words_input.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/disk/new_file.h>
#include <breakglass/scheme/words.h>
#include <breakglass/share/repair.h>

namespace breakglass::share {

namespace {

/// The word at a position, from 1, of a mnemonic with single blanks; it points into text.
ByteView word_at(ByteView text, std::size_t position) {
    for (std::size_t skipped = 1; skipped < position; ++skipped) {
        const auto blank = std::ranges::find(text, std::uint8_t{' '});
        text = text.subspan(static_cast<std::size_t>(blank - text.begin()) + 1);
    }
    const auto end = std::ranges::find(text, std::uint8_t{' '});
    return text.first(static_cast<std::size_t>(end - text.begin()));
}

bool is_blank(std::uint8_t byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/// Shows what each word that is not in the list may have been.
void show_suggestions(ByteView words, console::Terminal& terminal) {
    std::size_t number = 0;
    while (!words.empty()) {
        const auto end = std::ranges::find_if(words, is_blank);
        const ByteView token = words.first(static_cast<std::size_t>(end - words.begin()));
        words = words.subspan(std::min(token.size() + 1, words.size()));
        if (token.empty()) continue;
        ++number;
        if (slip39::is_listed(token)) continue;
        std::string text = fmt::format("word {} is not in the word list", number);
        const auto suggestions = slip39::suggest_words(token);
        for (std::size_t at = 0; at < suggestions.size(); ++at) {
            text += (at == 0 ? "; perhaps " : ", ") + std::string(suggestions[at]);
        }
        terminal.show(text + "\n");
    }
}

std::string described(const slip39::Share& share) {
    return fmt::format("share {} of group {}, set {}", share.member_index + 1,
                       share.group_index + 1, share.identifier);
}

void add_changes(SecretText& text, const slip39::Repair& repair) {
    for (const std::size_t position : repair.positions) {
        text.add(fmt::format("  word {:<4} reads  ", position));
        text.add(word_at(repair.mnemonic.expose(), position));
        text.add("\n");
    }
}

void add_json(SecretText& text, const slip39::Repair& repair) {
    text.add(fmt::format("{{\"identifier\": {}, \"group\": {}, \"member\": {}, \"changes\": [",
                         repair.share.identifier, repair.share.group_index + 1,
                         repair.share.member_index + 1));
    for (std::size_t at = 0; at < repair.positions.size(); ++at) {
        text.add(fmt::format("{}{{\"word\": {}, \"reads\": \"", at == 0 ? "" : ", ",
                             repair.positions[at]));
        text.add(word_at(repair.mnemonic.expose(), repair.positions[at]));
        text.add("\"}");
    }
    text.add("]}");
}

std::string json_string(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Asks about the candidates of one line in turn; nothing when none is confirmed.
Result<const slip39::Repair*> choose(const RepairedLine& line, console::Terminal& terminal) {
    for (const slip39::Repair& repair : line.candidates) {
        if (repair.positions.empty()) return &repair;
        SecretText text;
        text.add(fmt::format("{} may be {}, when\n", line.place, described(repair.share)));
        add_changes(text, repair);
        const SecretBytes shown = std::move(text).take();
        terminal.show(as_text(shown.expose()));
        auto confirmed = console::confirm(terminal, "is that what the card says?");
        if (!confirmed) return std::move(confirmed).error();
        if (*confirmed) return &repair;
    }
    return Error{ErrorKind::unverified, "SHARE-REPAIR-REFUSED",
                 fmt::format("no reading of {} was confirmed", line.place),
                 "compare every word with the card, and write ? for those in doubt"};
}

}  // namespace

Result<std::vector<RepairedLine>> find_repairs(const std::string& path,
                                               console::Terminal* terminal) {
    const std::string paths[] = {path};
    const auto files = read_words_files(paths);
    if (!files) return files.error();
    std::vector<RepairedLine> lines;
    for (const card::WordsLine& line : files->front().lines) {
        const std::string place = place_of(path, line.number);
        auto candidates = slip39::repair(line.words);
        if (!candidates) {
            if (terminal != nullptr) show_suggestions(line.words, *terminal);
            return with_context(std::move(candidates).error(), place);
        }
        lines.push_back({place, *std::move(candidates)});
    }
    return lines;
}

SecretBytes repairs_text(const std::vector<RepairedLine>& lines, bool as_json) {
    SecretText text;
    if (as_json) text.add("[");
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const RepairedLine& line = lines[at];
        if (as_json) {
            text.add(fmt::format("{}\n  {{\"share\": {}, \"candidates\": [", at == 0 ? "" : ",",
                                 json_string(line.place)));
        }
        for (std::size_t choice = 0; choice < line.candidates.size(); ++choice) {
            const slip39::Repair& repair = line.candidates[choice];
            if (as_json) {
                text.add(choice == 0 ? "" : ", ");
                add_json(text, repair);
            } else if (repair.positions.empty()) {
                text.add(fmt::format("{} is right as it stands\n", line.place));
            } else {
                text.add(fmt::format("{} may be {}, when\n", line.place, described(repair.share)));
                add_changes(text, repair);
            }
        }
        if (as_json) text.add("]}");
    }
    if (as_json) text.add("\n]\n");
    return std::move(text).take();
}

Status confirm_repairs(const std::vector<RepairedLine>& lines, console::Terminal& terminal,
                       const std::string& output) {
    auto file = disk::NewFile::create(output);
    if (!file) return std::move(file).error();
    for (const RepairedLine& line : lines) {
        const auto chosen = choose(line, terminal);
        if (!chosen) return chosen.error();
        Status written = file->write((*chosen)->mnemonic.expose());
        if (written) written = file->write(as_bytes("\n"));
        if (!written) return written;
    }
    return file->publish();
}

}  // namespace breakglass::share
