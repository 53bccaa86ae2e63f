#include "catch.h"
#include "scheme_samples.h"

#include <algorithm>
#include <cctype>

#include <breakglass/scheme/words.h>

using namespace breakglass;
using namespace breakglass::slip39;

namespace {

Share sample_share(std::size_t value_bytes = 32) {
    RepeatableRandomness randomness(value_bytes);
    Share share;
    share.identifier = 0x5a5a;
    share.iteration_exponent = 3;
    share.group_index = 2;
    share.group_threshold = 2;
    share.group_count = 4;
    share.member_index = 7;
    share.member_threshold = 5;
    share.value = random_secret(value_bytes, randomness);
    return share;
}

std::string rule_of(std::string_view words) {
    const auto share = parse_mnemonic(as_bytes(words));
    return share ? "" : share.error().rule;
}

std::string replace_word(const std::string& words, std::size_t position, const std::string& by) {
    std::size_t begin = 0;
    for (std::size_t at = 0; at < position; ++at)
        begin = words.find(' ', begin) + 1;
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    return words.substr(0, begin) + by + words.substr(end);
}

}  // namespace

TEST_CASE("every size of value and every field comes back from the words") {
    for (std::size_t bytes = min_secret_bytes; bytes <= max_secret_bytes; bytes += 2) {
        for (const bool extendable : {false, true}) {
            Share share = sample_share(bytes);
            share.extendable = extendable;
            const SecretBytes words = format_mnemonic(share);
            const auto read = parse_mnemonic(words.expose());
            REQUIRE(read);
            CHECK(read->identifier == share.identifier);
            CHECK(read->extendable == extendable);
            CHECK(read->iteration_exponent == 3);
            CHECK(read->group_index == 2);
            CHECK(read->group_threshold == 2);
            CHECK(read->group_count == 4);
            CHECK(read->member_index == 7);
            CHECK(read->member_threshold == 5);
            CHECK(hex(read->value) == hex(share.value));
        }
    }
}

TEST_CASE("a 256-bit share has 33 words, a 128-bit share 20") {
    const std::string long_words = words_of(sample_share(32));
    CHECK(std::ranges::count(long_words, ' ') == 32);
    const std::string short_words = words_of(sample_share(16));
    CHECK(std::ranges::count(short_words, ' ') == 19);
}

TEST_CASE("words are read in any case, with any blanks, by their first four letters") {
    const Share share = sample_share();
    std::string words = words_of(share);
    std::string upper;
    std::string spaced = " \t";
    std::string prefixes;
    std::size_t in_word = 0;
    for (const char letter : words) {
        upper += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
        spaced += letter == ' ' ? "\r\n\t  " : std::string(1, letter);
        in_word = letter == ' ' ? 0 : in_word + 1;
        if (in_word <= 4) prefixes += letter;
    }
    for (const std::string& text : {upper, spaced, prefixes, words + "\n"}) {
        const auto read = parse_mnemonic(as_bytes(text));
        REQUIRE(read);
        CHECK(hex(read->value) == hex(share.value));
    }
}

TEST_CASE("SHARE-WORD-UNKNOWN names the number of the word and never the word") {
    const std::string words = words_of(sample_share());
    for (const char* token : {"zzzzzz", "aca", "aca1emic", "acade\x01", "\xc3\xa4pfel", "a?"}) {
        const auto read = parse_mnemonic(as_bytes(replace_word(words, 4, token)));
        REQUIRE_FALSE(read);
        CHECK(read.error().rule == "SHARE-WORD-UNKNOWN");
        CHECK(read.error().kind == ErrorKind::unverified);
        CHECK(read.error().message == "word 5 is not in the word list");
    }
}

TEST_CASE("SHARE-WORD-ILLEGIBLE: a question mark is no word") {
    CHECK(rule_of(replace_word(words_of(sample_share()), 32, "?")) == "SHARE-WORD-ILLEGIBLE");
    CHECK(rule_of(replace_word(words_of(sample_share()), 0, "????")) == "SHARE-WORD-ILLEGIBLE");
}

TEST_CASE("SHARE-CHECKSUM: one, two or three other words are always noticed") {
    const std::string words = words_of(sample_share());
    RepeatableRandomness randomness(7);
    for (int round = 0; round < 3000; ++round) {
        std::string wrong = words;
        const std::size_t first = randomness.below(31);
        for (std::size_t at = first; at <= first + randomness.below(3); ++at) {
            wrong = replace_word(wrong, at, std::string(word(randomness.below(1024))));
        }
        const std::string rule = rule_of(wrong);
        CHECK((wrong == words ? rule.empty() : rule == "SHARE-CHECKSUM"));
    }
}

TEST_CASE("SHARE-LENGTH: only counts of words that hold a whole value are read") {
    std::vector<std::size_t> accepted;
    std::string words = "acid";
    for (std::size_t count = 1; count <= 230; ++count) {
        const std::string rule = rule_of(words);
        if (rule != "SHARE-LENGTH") accepted.push_back(count);
        words += " acid";
    }
    std::vector<std::size_t> expected;
    for (std::size_t bytes = min_secret_bytes; bytes <= max_secret_bytes; bytes += 2) {
        expected.push_back(7 + (bytes * 8 + 9) / 10);
    }
    CHECK(accepted == expected);
    CHECK(rule_of("") == "SHARE-LENGTH");
    CHECK(rule_of(std::string(100'000, ' ')) == "SHARE-LENGTH");
    CHECK(rule_of(std::string(100'000, 'a')) == "SHARE-LENGTH");
}
