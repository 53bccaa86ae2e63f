// A whole card typed at the terminal, on a screen that leaves nothing behind.

#include "typed_words.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

#include <breakglass/reading/reading.h>
#include <breakglass/scheme/repair.h>
#include <breakglass/scheme/words.h>

namespace breakglass::reading {

namespace {

constexpr std::size_t words_a_row = 6;

Error stopped() {
    return {ErrorKind::not_met, "CARD-TYPING-STOPPED", "the card was not typed to its end",
            "the same command again begins anew; a picture or a file is read too: --qr, --words"};
}

bool is_one(ByteView token, char letter) {
    return token.size() == 1 && token.front() == static_cast<std::uint8_t>(letter);
}

bool is_shown_as_typed(ByteView token) {
    for (const std::uint8_t byte : token) {
        if (byte < 'A' || (byte > 'Z' && byte < 'a') || byte > 'z') return false;
    }
    return true;
}

/// A number that stands alone on a line: 1 to most.
std::optional<std::size_t> number_in(ByteView line, std::size_t most) {
    std::size_t number = 0;
    const std::string_view text = as_text(line);
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    if (number < 1 || number > most) return std::nullopt;
    return number;
}

ByteView nth_word(ByteView mnemonic, std::size_t position) {
    ByteView word;
    for (std::size_t i = 0; i < position; ++i)
        word = next_token(mnemonic);
    return word;
}

class Typing {
  public:
    Typing(console::Terminal& terminal, const records::Manifest& manifest)
        : terminal_(terminal), manifest_(manifest), screen_(terminal) {}

    Result<SecretBytes> run() {
        for (;;) {
            while (!words_.complete()) {
                if (Status taken = take_line(); !taken) return std::move(taken).error();
            }
            SecretBytes text = words_.text();
            if (slip39::parse_mnemonic(text.expose())) return text;
            auto repaired = offer_repair(text);
            if (!repaired) return std::move(repaired).error();
            if (*repaired) return std::move(**repaired);
            if (Status changed = change_one(); !changed) return std::move(changed).error();
        }
    }

  private:
    void show(ByteView bytes) { terminal_.show(as_text(bytes)); }

    void draw() {
        screen_.clear();
        terminal_.show(fmt::format(
            "The card of set {}: {} words, as they are numbered on it. The first four letters of "
            "each\nare enough; one or many at a time; ? for one that cannot be read.\n"
            "<  takes the last word back     .  gives up     nothing typed here is kept\n\n",
            manifest_.set_id, TypedWords::needed));
        for (std::size_t i = 0; i < words_.count(); ++i) {
            const ByteView word = words_.word(i);
            terminal_.show(fmt::format("{:>3} ", i + 1));
            show(word);
            terminal_.show((i + 1) % words_a_row == 0
                               ? std::string("\n")
                               : std::string(word.size() < 9 ? 9 - word.size() : 1, ' '));
        }
        terminal_.show("\n\n");
        if (!note_.empty()) terminal_.show(note_ + "\n");
        note_.clear();
    }

    Status take_line() {
        draw();
        const auto line = terminal_.ask_shown_secret(fmt::format("word {}: ", words_.count() + 1));
        if (!line) return line.error();
        if (is_one(line->expose(), '.')) return stopped();
        if (is_one(line->expose(), '<')) {
            words_.remove_last();
            return {};
        }
        ByteView rest = line->expose();
        for (;;) {
            const ByteView token = next_token(rest);
            if (token.empty()) return {};
            if (words_.complete()) {
                note_ = fmt::format("that was more than {} words: look whether one came twice",
                                    TypedWords::needed);
                return {};
            }
            auto known = settle(token, words_.count() + 1);
            if (!known) return std::move(known).error();
            if (known->empty()) return {};  // the rest of the line is typed again
            words_.add(known->expose());
        }
    }

    /// A token that is a word, or what the typist makes of it; empty to type on from here.
    Result<SecretBytes> settle(ByteView token, std::size_t position) {
        if (is_one(token, '?') || slip39::is_listed(token)) return SecretBytes::copy_of(token);
        const auto near = slip39::suggest_words(token);
        draw();
        terminal_.show(fmt::format("word {} is not in the list of words", position));
        if (is_shown_as_typed(token) && token.size() <= TypedWords::longest_token) {
            terminal_.show(": ");
            show(token);
        }
        terminal_.show(near.empty() ? "\n" : "; perhaps\n");
        for (std::size_t i = 0; i < near.size(); ++i)
            terminal_.show(fmt::format("  {}  {}\n", i + 1, near[i]));
        const auto answer = terminal_.ask_shown_secret(
            near.empty() ? fmt::format("word {} again: ", position)
                         : fmt::format("its number, or word {} again: ", position));
        if (!answer) return answer.error();
        if (is_one(answer->expose(), '.')) return stopped();
        if (const auto chosen = number_in(answer->expose(), near.size()))
            return SecretBytes::copy_of(as_bytes(near[*chosen - 1]));
        ByteView rest = answer->expose();
        const ByteView again = next_token(rest);
        if (!again.empty()) return settle(again, position);
        note_ = fmt::format("from word {} on again", position);
        return SecretBytes();
    }

    /// The only reading of these words that the manifest's commitment proves, if the typist says
    /// that the card has it; nothing when there is none.
    Result<std::optional<SecretBytes>> offer_repair(const SecretBytes& text) {
        auto repairs = slip39::repair(text.expose());
        if (!repairs) return std::optional<SecretBytes>();
        for (slip39::Repair& repair : *repairs) {
            gathering::CardCollector trial(manifest_);
            const auto fits = trial.take_words(repair.mnemonic.expose(), "the typed words");
            if (!fits || !fits->checked) continue;
            draw();
            terminal_.show("The words do not fit together. They do when\n");
            for (const std::size_t position : repair.positions) {
                terminal_.show(fmt::format("  word {:>2} is not ", position));
                show(words_.word(position - 1));
                terminal_.show(" but ");
                show(nth_word(repair.mnemonic.expose(), position));
                terminal_.show("\n");
            }
            const auto yes = console::confirm(terminal_, "Look at the card: does it say so?");
            if (!yes) return yes.error();
            if (*yes) return std::optional(std::move(repair.mnemonic));
        }
        return std::optional<SecretBytes>();
    }

    Status change_one() {
        note_ = "The words do not fit together: compare each with the card.";
        draw();
        for (;;) {
            const auto answer =
                terminal_.ask_shown_secret("number of the word to change, . to give up: ");
            if (!answer) return answer.error();
            if (is_one(answer->expose(), '.')) return stopped();
            const auto number = number_in(answer->expose(), words_.count());
            if (!number) continue;
            const auto typed = terminal_.ask_shown_secret(fmt::format("word {}: ", *number));
            if (!typed) return typed.error();
            ByteView rest = typed->expose();
            const ByteView token = next_token(rest);
            if (token.empty()) continue;
            auto word = settle(token, *number);
            if (!word) return std::move(word).error();
            if (!word->empty()) words_.set(*number - 1, word->expose());
            return {};
        }
    }

    console::Terminal& terminal_;
    const records::Manifest& manifest_;
    console::PrivateScreen screen_;
    TypedWords words_;
    std::string note_;
};

}  // namespace

Result<Reading> type_card(console::Terminal& terminal, const records::Manifest& manifest) {
    auto words = Typing(terminal, manifest).run();
    if (!words) return std::move(words).error();
    Reading reading{.medium = Reading::Medium::typed, .path = "the typed words"};
    reading.typed = *std::move(words);
    return reading;
}

Result<Reading> scan_card(console::Terminal& terminal) {
    auto line = terminal.ask_secret("scan the card's code now (nothing is shown; empty to stop): ");
    if (!line) return std::move(line).error();
    Reading reading{.medium = Reading::Medium::scan, .path = "the scanned line"};
    reading.typed = *std::move(line);
    return reading;
}

}  // namespace breakglass::reading
