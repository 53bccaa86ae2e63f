#include "catch.h"
#include "scheme_samples.h"

#include <algorithm>
#include <set>
#include <sstream>

#include <breakglass/scheme/repair.h>
#include <breakglass/scheme/words.h>

using namespace breakglass;
using namespace breakglass::slip39;

namespace {

std::vector<std::string> word_by_word(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string one; stream >> one;)
        words.push_back(one);
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& one : words)
        text += (text.empty() ? "" : " ") + one;
    return text;
}

std::string text_of(const Repair& repair) {
    return std::string(as_text(repair.mnemonic.expose()));
}

Share fresh_share(RepeatableRandomness& randomness, bool extendable) {
    SplitPlan plan;
    plan.groups = {{2, 3}};
    plan.extendable = extendable;
    auto shares = split(random_secret(32, randomness), SecretBytes(), plan, randomness);
    REQUIRE(shares);
    return (*shares)[randomness.below(3)].clone();
}

}  // namespace

TEST_CASE("one wrong word at any place is found and put right") {
    RepeatableRandomness randomness(11);
    for (const bool extendable : {false, true}) {
        const std::string right = words_of(fresh_share(randomness, extendable));
        for (std::size_t place = 0; place < 33; ++place) {
            auto words = word_by_word(right);
            const std::string before = words[place];
            while (words[place] == before)
                words[place] = word(randomness.below(1024));
            const auto repairs = repair(as_bytes(joined(words)));
            REQUIRE(repairs);
            REQUIRE(repairs->size() == 1);
            CHECK(text_of(repairs->front()) == right);
            CHECK(repairs->front().positions == std::vector<std::size_t>{place + 1});
        }
    }
}

TEST_CASE("up to three illegible or unknown words come back, the true reading among the answers") {
    RepeatableRandomness randomness(12);
    for (int round = 0; round < 200; ++round) {
        const std::string right = words_of(fresh_share(randomness, round % 2 == 1));
        auto words = word_by_word(right);
        std::set<std::size_t> places;
        while (places.size() < 1 + static_cast<std::size_t>(round) % 3) {
            places.insert(randomness.below(33));
        }
        for (const std::size_t place : places)
            words[place] = round % 5 == 0 ? "xylophon" : "?";
        const auto repairs = repair(as_bytes(joined(words)));
        REQUIRE(repairs);
        const auto found = std::ranges::find(*repairs, right, text_of);
        REQUIRE(found != repairs->end());
        std::vector<std::size_t> expected;
        for (const std::size_t place : places)
            expected.push_back(place + 1);
        CHECK(found->positions == expected);
        // without the flag's word among three illegible ones there is one answer only
        if (!places.contains(1)) CHECK(repairs->size() == 1);
    }
}

TEST_CASE("one illegible word and one wrong one elsewhere are both put right") {
    RepeatableRandomness randomness(13);
    for (int round = 0; round < 50; ++round) {
        const std::string right = words_of(fresh_share(randomness, false));
        auto words = word_by_word(right);
        const std::size_t illegible = randomness.below(33);
        const std::size_t wrong = (illegible + 1 + randomness.below(32)) % 33;
        words[illegible] = "?";
        const std::string before = words[wrong];
        while (words[wrong] == before)
            words[wrong] = word(randomness.below(1024));
        const auto repairs = repair(as_bytes(joined(words)));
        REQUIRE(repairs);
        CHECK(std::ranges::count(*repairs, right, text_of) == 1);
    }
}

TEST_CASE("words that are right need no repair") {
    RepeatableRandomness randomness(14);
    const std::string right = words_of(fresh_share(randomness, true));
    const auto repairs = repair(as_bytes(right));
    REQUIRE(repairs);
    REQUIRE(repairs->size() == 1);
    CHECK(repairs->front().positions.empty());
}

TEST_CASE("SHARE-REPAIR-IMPOSSIBLE: four illegible words, or two wrong ones, are too many") {
    RepeatableRandomness randomness(15);
    const std::string right = words_of(fresh_share(randomness, false));
    auto illegible = word_by_word(right);
    for (std::size_t place = 5; place < 9; ++place)
        illegible[place] = "?";
    const auto four = repair(as_bytes(joined(illegible)));
    REQUIRE_FALSE(four);
    CHECK(four.error().rule == "SHARE-REPAIR-IMPOSSIBLE");

    int refused = 0;
    for (int round = 0; round < 300; ++round) {
        auto words = word_by_word(right);
        const std::size_t first = randomness.below(32);
        for (std::size_t place = first; place < first + 2; ++place) {
            const std::string before = words[place];
            while (words[place] == before)
                words[place] = word(randomness.below(1024));
        }
        const auto repairs = repair(as_bytes(joined(words)));
        if (!repairs) {
            ++refused;
            CHECK(repairs.error().rule == "SHARE-REPAIR-IMPOSSIBLE");
        } else {
            // distance 4 leaves room for a wrong answer here, never for the right one
            CHECK(std::ranges::count(*repairs, right, text_of) == 0);
        }
    }
    CHECK(refused >= 298);
}

TEST_CASE("SHARE-LENGTH: a missing word is not repaired") {
    RepeatableRandomness randomness(16);
    auto words = word_by_word(words_of(fresh_share(randomness, false)));
    words.pop_back();
    const auto repairs = repair(as_bytes(joined(words)));
    REQUIRE_FALSE(repairs);
    CHECK(repairs.error().rule == "SHARE-LENGTH");
}
