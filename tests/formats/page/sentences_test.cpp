#include "sentences.h"

#include "catch.h"
#include "formats/page/sample.h"

using namespace breakglass;
using namespace breakglass::page;
using breakglass::testing::sample_card;

TEST_CASE("a card says which number it is and what opens the set") {
    const Card card = sample_card();
    const Sentences say(card, Language::en);
    CHECK(say.number() == "number 2 of 5, group custodians");
    CHECK(say.opens_with() == "any 3 of the 5 cards of group custodians");
    CHECK(say.ledger() == "12 entries, root 3f2a 9c01 77be 0d41");
    CHECK(say.made() == "2031-03-02 04:05 UTC");
    CHECK(say.call() == "platform-lead\n+62 21 5550 0199");
    CHECK(say.what().find("Alone it opens nothing") != std::string::npos);
}

TEST_CASE("several groups are said one a line, many of them in one paragraph") {
    Card card = sample_card();
    card.groups = {{"security", 2, 3}, {"operations", 2, 3}, {"board", 1, 2}};
    card.groups_required = 2;
    CHECK(Sentences(card, Language::id).opens_with() ==
          "diperlukan 2 dari 3 kelompok ini, yang mana saja:\n"
          "2 dari 3 kartu kelompok security, yang mana saja\n"
          "2 dari 3 kartu kelompok operations, yang mana saja\n"
          "kartu mana saja dari kelompok board; kata-katanya sama");
    card.groups_required = 3;
    CHECK(Sentences(card, Language::en).opens_with().find("all 3 groups are needed:") == 0);
    card.groups.assign(5, Group{"desk", 2, 3});
    CHECK(Sentences(card, Language::en).opens_with().find('\n') == std::string::npos);
}

TEST_CASE("a card that opens the backups alone says so; a practice card never does") {
    Card card = sample_card();
    card.groups = {{"owner", 1, 2}};
    CHECK(Sentences(card, Language::en).number() == "copy 2 of 2, group owner");
    CHECK(Sentences(card, Language::en).what().find("It opens them alone") != std::string::npos);
    card.groups_required = 1;
    card.practice = true;
    CHECK(Sentences(card, Language::en).what().find("alone") == std::string::npos);
    CHECK(Sentences(card, Language::id).title() == "Kartu LATIHAN");
}

TEST_CASE("a name from right to left is set apart, a plain one is not touched") {
    CHECK(isolated("finance") == "finance");
    CHECK(isolated("محمد") == "\u2068محمد\u2069");
}
