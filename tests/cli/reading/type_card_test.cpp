#include "catch.h"
#include "cli/gathering/share_set.h"

#include <deque>
#include <sstream>

#include <breakglass/reading/reading.h>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

/// Somebody who types prepared lines; remembers what was shown.
class Typist final : public console::Terminal {
  public:
    explicit Typist(std::deque<std::string> lines) : lines_(std::move(lines)) {}
    Result<std::string> ask(std::string_view prompt) override {
        shown_ += prompt;
        if (lines_.empty()) return Error{ErrorKind::failed, "TERMINAL-CLOSED", "closed", ""};
        std::string line = lines_.front();
        lines_.pop_front();
        return line;
    }
    Result<SecretBytes> ask_secret(std::string_view prompt) override {
        const auto line = ask(prompt);
        if (!line) return line.error();
        return SecretBytes::copy_of(as_bytes(*line));
    }
    void show(std::string_view text) override { shown_ += text; }
    bool done() const { return lines_.empty(); }
    const std::string& shown() const { return shown_; }
    bool showed(const std::string& text) const { return shown_.find(text) != std::string::npos; }

  private:
    std::deque<std::string> lines_;
    std::string shown_;
};

std::string text_of(const SplitSet& set, std::size_t share) {
    const SecretBytes text = set.words(share);
    return std::string(as_text(text.expose()));
}

std::vector<std::string> words_of(const SplitSet& set, std::size_t share) {
    std::istringstream stream{text_of(set, share)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

std::string line_of(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        line += word + " ";
    return line;
}

std::string typed_share(const Result<reading::Reading>& typed) {
    REQUIRE(typed);
    const auto share = slip39::parse_mnemonic(typed->typed.expose());
    REQUIRE(share);
    const SecretBytes whole = slip39::format_mnemonic(*share);
    return std::string(as_text(whole.expose()));
}

std::string other_than(const std::string& word) {
    return word == "acid" ? "zero" : "acid";
}

}  // namespace

TEST_CASE("a card is typed word by word, in lines, by four letters, with its numbers") {
    const SplitSet set = split_set({{2, 3}}, 1);
    const auto words = words_of(set, 0);
    std::string line;
    for (std::size_t i = 1; i < words.size(); ++i)
        line += " " + std::to_string(i + 1) + ". " + words[i].substr(0, 4) + ",";
    Typist typist({words[0], line});
    CHECK(typed_share(reading::type_card(typist, set.manifest)) == text_of(set, 0));
    CHECK(typist.done());
    // The other screen is entered first and left last, cleared.
    CHECK(typist.shown().starts_with("\x1b[?1049h"));
    CHECK(typist.shown().ends_with("\x1b[2J\x1b[H\x1b[?1049l"));
}

TEST_CASE("a misspelt word is taken from the suggestions, or typed again") {
    const SplitSet set = split_set({{2, 3}}, 1);
    auto words = words_of(set, 1);
    const std::string third = words[2];
    const std::string fourth = words[3];
    words[2] = "zz" + third;
    Typist typist({line_of({words.begin(), words.begin() + 3}), third, "xx" + fourth, "yy" + fourth,
                   fourth, line_of({words.begin() + 4, words.end()})});
    CHECK(typed_share(reading::type_card(typist, set.manifest)) == text_of(set, 1));
    CHECK(typist.showed("word 3 is not in the list of words: zz"));
}

TEST_CASE("the last word is taken back, and a word too many is said to be one") {
    const SplitSet set = split_set({{2, 3}}, 1);
    Typist typist({"acid zero", "<", "<", "<", line_of(words_of(set, 0)) + " acid"});
    CHECK(typed_share(reading::type_card(typist, set.manifest)) == text_of(set, 0));
}

TEST_CASE("a wrong word is repaired when the manifest proves it and the typist agrees") {
    const SplitSet set = split_set({{2, 3}}, 1);
    auto words = words_of(set, 2);
    const std::string right = words[16];
    words[16] = other_than(right);
    words[4] = "?";
    Typist typist({line_of(words), "y"});
    CHECK(typed_share(reading::type_card(typist, set.manifest)) == text_of(set, 2));
    CHECK(typist.showed("word 17 is not " + words[16] + " but " + right));
    CHECK(typist.showed("word  5 is not ? but "));
}

TEST_CASE("a repair that the typist does not see on the card is not taken") {
    const SplitSet set = split_set({{2, 3}}, 1);
    auto words = words_of(set, 0);
    const std::string right = words[7];
    words[7] = other_than(right);
    Typist typist({line_of(words), "n", "99", "", "8", right});
    CHECK(typed_share(reading::type_card(typist, set.manifest)) == text_of(set, 0));
    CHECK(typist.done());
}

TEST_CASE("no repair is offered that only fits another set") {
    const SplitSet ours = split_set({{2, 3}}, 1);
    const SplitSet theirs = split_set({{2, 3}}, 1);
    auto words = words_of(theirs, 0);
    words[7] = other_than(words[7]);
    Typist typist({line_of(words), "."});
    const auto typed = reading::type_card(typist, ours.manifest);
    REQUIRE_FALSE(typed);
    CHECK(typed.error().rule == "CARD-TYPING-STOPPED");
    CHECK_FALSE(typist.showed("does it say so?"));
}

TEST_CASE("no repair is offered without a commitment that proves it") {
    const SplitSet set = split_set({{2, 3}}, 1, false);
    auto words = words_of(set, 0);
    words[7] = other_than(words[7]);
    Typist typist({line_of(words), "."});
    REQUIRE_FALSE(reading::type_card(typist, set.manifest));
    CHECK_FALSE(typist.showed("does it say so?"));
}

TEST_CASE("CARD-TYPING-STOPPED: giving up, anywhere") {
    const SplitSet set = split_set({{2, 3}}, 1);
    const auto words = words_of(set, 0);
    for (const std::deque<std::string>& lines :
         {std::deque<std::string>{"."}, {words[0], "."}, {"qqqqqq", "."}}) {
        Typist typist(lines);
        const auto typed = reading::type_card(typist, set.manifest);
        REQUIRE_FALSE(typed);
        CHECK(typed.error().rule == "CARD-TYPING-STOPPED");
        CHECK(typed.error().kind == ErrorKind::not_met);
        CHECK(typist.shown().ends_with("\x1b[?1049l"));
    }
    Typist gone({words[0]});
    const auto typed = reading::type_card(gone, set.manifest);
    REQUIRE_FALSE(typed);
    CHECK(typed.error().rule == "TERMINAL-CLOSED");
}

TEST_CASE("what is no letter does not drive the terminal, and a long token is not repeated") {
    const SplitSet set = split_set({{2, 3}}, 1);
    Typist typist({"\x1b]title\x07", "aVeryLongTokenThatNoWordIs", "."});
    REQUIRE_FALSE(reading::type_card(typist, set.manifest));
    CHECK_FALSE(typist.showed("title"));
    CHECK_FALSE(typist.showed("aVeryLong"));
}

TEST_CASE("a scanner's line at the terminal is a card, and an empty one ends it") {
    const SplitSet set = split_set({{2, 3}}, 1);
    const SecretBytes code = set.qr(1);
    Typist typist({std::string(as_text(code.expose())), ""});
    const auto scanned = reading::scan_card(typist);
    REQUIRE(scanned);
    gathering::CardCollector table(set.manifest);
    const auto cards = reading::read_card(table, *scanned, {}, {});
    REQUIRE(cards.size() == 1);
    REQUIRE(cards.front().accepted);
    CHECK(cards.front().accepted->member == 1);
    const auto none = reading::scan_card(typist);
    REQUIRE(none);
    CHECK(none->typed.empty());
}
