#include "texts.h"

#include "catch.h"

#include <set>
#include <string>

using namespace breakglass;
using namespace breakglass::page;

namespace {

std::multiset<std::string> places_in(std::string_view text) {
    std::multiset<std::string> places;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
        places.insert(std::string(text.substr(at, text.find('}', at) - at + 1)));
    return places;
}

}  // namespace

TEST_CASE("every text of a page exists in both languages, with the same facts in it") {
    for (std::size_t number = 0; number < text_count; ++number) {
        const std::string_view en = text_of(static_cast<Text>(number), Language::en);
        const std::string_view id = text_of(static_cast<Text>(number), Language::id);
        INFO(en);
        CHECK_FALSE(en.empty());
        CHECK_FALSE(id.empty());
        const auto in_english = places_in(en);
        const auto in_indonesian = places_in(id);
        // a fact may be said twice in one language and once in the other
        CHECK(std::set<std::string>(in_english.begin(), in_english.end()) ==
              std::set<std::string>(in_indonesian.begin(), in_indonesian.end()));
    }
}

TEST_CASE("nothing but loan words is left untranslated") {
    const std::set<Text> loan_words = {Text::escrow, Text::set, Text::id};
    for (std::size_t number = 0; number < text_count; ++number) {
        const Text text = static_cast<Text>(number);
        INFO(text_of(text, Language::en));
        CHECK((text_of(text, Language::en) == text_of(text, Language::id)) ==
              (loan_words.count(text) == 1));
    }
}

TEST_CASE("whoever reads one language alone knows a practice card") {
    for (const Text text : {Text::practice_title, Text::practice_code}) {
        CHECK(text_of(text, Language::en).find("PRACTICE") != std::string_view::npos);
        CHECK(text_of(text, Language::id).find("LATIHAN") != std::string_view::npos);
    }
}
