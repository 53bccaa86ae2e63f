#include "catch.h"
#include "formats/page/sample.h"

#include <algorithm>

#include <cairo.h>

#include <breakglass/page/card_page.h>
#include <breakglass/qr/qr.h>

using namespace breakglass;
using namespace breakglass::page;
using breakglass::testing::sample_card;
using breakglass::testing::sample_code;
using breakglass::testing::sample_words;

namespace {

Result<Page> drawn(const Card& card, const Look& look, const std::string& words = sample_words) {
    return draw_card(card, SecretBytes::copy_of(as_bytes(words)),
                     SecretBytes::copy_of(as_bytes(sample_code())), look);
}

std::string bytes_of(const Card& card, const Look& look) {
    const auto page = drawn(card, look);
    REQUIRE(page);
    return std::string(as_text(page->bytes.expose()));
}

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("a card as PDF is one page of the paper's size, with the card's date and no other") {
    for (const Layout layout : {Layout::page, Layout::folded}) {
        const std::string a4 = bytes_of(sample_card(), {.layout = layout});
        CHECK(a4.substr(0, 5) == "%PDF-");
        CHECK(a4.find("/Count 1\n") != std::string::npos);
        CHECK(a4.find("/MediaBox [ 0 0 595.2755") != std::string::npos);
        CHECK(count_of(a4, "20310302040506Z") == 2);
        const std::string letter =
            bytes_of(sample_card(), {.paper = Paper::letter, .layout = layout});
        CHECK(letter.find("/MediaBox [ 0 0 612 792 ]") != std::string::npos);
    }
}

TEST_CASE("equal cards give equal PDF bytes, another card gives others") {
    const Look look;
    CHECK(bytes_of(sample_card(), look) == bytes_of(sample_card(), look));
    Card other = sample_card();
    other.number = 3;
    CHECK(bytes_of(other, look) != bytes_of(sample_card(), look));
}

TEST_CASE("a card as SVG is drawn in outlines: no word stands in it as text") {
    const std::string svg = bytes_of(sample_card(), {.format = Format::svg});
    CHECK(svg.find("<svg") != std::string::npos);
    CHECK(svg.find("</svg>") != std::string::npos);
    CHECK(svg.find("academic") == std::string::npos);
    CHECK(svg.find("<text") == std::string::npos);
}

TEST_CASE("the QR code reads back from every layout, paper and language, practice or not") {
    for (const Paper paper : {Paper::a4, Paper::letter})
        for (const Layout layout : {Layout::page, Layout::folded})
            for (const bool practice : {false, true}) {
                Card card = sample_card();
                card.practice = practice;
                const auto page = drawn(card, {.format = Format::png,
                                               .paper = paper,
                                               .layout = layout,
                                               .language = practice ? Language::id : Language::en});
                REQUIRE(page);
                CHECK_FALSE(page->undrawn_characters);
                const auto text = qr::decode_one_png(page->bytes.expose());
                REQUIRE(text);
                CHECK(as_text(text->expose()) == sample_code());
            }
}

TEST_CASE("a picture of a page is white up to its last pixel") {
    for (const Paper paper : {Paper::a4, Paper::letter}) {
        const auto page = drawn(sample_card(), {.format = Format::png, .paper = paper});
        REQUIRE(page);
        ByteView rest = page->bytes.expose();
        const auto read = [](void* from, unsigned char* to, unsigned int count) {
            ByteView& bytes = *static_cast<ByteView*>(from);
            if (count > bytes.size()) return CAIRO_STATUS_READ_ERROR;
            std::copy_n(bytes.begin(), count, to);
            bytes = bytes.subspan(count);
            return CAIRO_STATUS_SUCCESS;
        };
        cairo_surface_t* picture = cairo_image_surface_create_from_png_stream(read, &rest);
        REQUIRE(cairo_surface_status(picture) == CAIRO_STATUS_SUCCESS);
        const auto width = static_cast<std::size_t>(cairo_image_surface_get_width(picture));
        const auto height = static_cast<std::size_t>(cairo_image_surface_get_height(picture));
        const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(picture));
        const unsigned char* pixels = cairo_image_surface_get_data(picture);
        const unsigned char* last = pixels + (height - 1) * stride + (width - 1) * 4;
        CHECK(std::all_of(last, last + 3, [](unsigned char light) { return light == 255; }));
        cairo_surface_destroy(picture);
    }
}

TEST_CASE("names of any length and script leave the page one page and its code readable") {
    std::string words_of_javanese;
    for (int i = 0; i < 25; ++i)
        words_of_javanese += "ꦱꦿꦶꦮꦲꦾꦸꦤꦶ ";
    words_of_javanese.pop_back();
    Card longest = sample_card();
    longest.escrow = longest.owner = longest.holder = std::string(64, 'W');
    longest.purpose = std::string(max_fact_bytes, 'n');
    longest.phone = std::string(max_fact_bytes, '8');
    longest.holder_name = words_of_javanese;
    longest.groups.assign(max_groups, Group{std::string(64, 'G'), 16, 16});
    Card chinese = sample_card();
    chinese.holder = "陈美玲";
    Card arabic = sample_card();
    arabic.holder_name = "محمد عبد الله بن عبد العزيز";
    Card emoji = sample_card();
    emoji.holder = "🦊 fox";
    for (const Card& card : {longest, chinese, arabic, emoji})
        for (const Layout layout : {Layout::page, Layout::folded}) {
            INFO(card.holder);
            CHECK(bytes_of(card, {.paper = Paper::letter, .layout = layout}).find("/Count 1\n") !=
                  std::string::npos);
            const auto picture =
                drawn(card, {.format = Format::png, .paper = Paper::letter, .layout = layout});
            REQUIRE(picture);
            CHECK(qr::decode_one_png(picture->bytes.expose()));
        }
}

TEST_CASE("a character that no font has is told") {
    Card card = sample_card();
    card.holder = "\U000fff80";  // the last plane for private use: nobody draws it
    const auto page = drawn(card, {});
    REQUIRE(page);
    CHECK(page->undrawn_characters);
    Card named = sample_card();
    named.holder_name = card.holder;  // the id stands in for it
    const auto with_id = drawn(named, {});
    REQUIRE(with_id);
    CHECK(with_id->undrawn_characters);
}

TEST_CASE("PAGE-FACTS: texts that are not plain lines and numbers of no set are refused") {
    const auto rule_for = [](auto change) {
        Card card = sample_card();
        change(card);
        const auto page = drawn(card, {});
        REQUIRE_FALSE(page);
        CHECK(page.error().kind == ErrorKind::usage);
        return page.error().rule;
    };
    CHECK(rule_for([](Card& card) { card.escrow.clear(); }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.holder = "two\nlines"; }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.owner = "\u202eturned"; }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.phone = std::string(1025, '1'); }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.groups.clear(); }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.groups.assign(17, {"g", 1, 1}); }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.groups[0].threshold = 6; }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.groups[0].threshold = 0; }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.groups[0].cards = 17; }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.groups_required = 2; }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.group = 1; }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.number = 6; }) == "PAGE-FACTS");
    CHECK(rule_for([](Card& card) { card.number = 0; }) == "PAGE-FACTS");
}

TEST_CASE("PAGE-WORDS: anything but 33 words with single blanks is refused, and not quoted") {
    const std::string one_less = sample_words.substr(0, sample_words.rfind(' '));
    for (const std::string& words :
         {std::string(), one_less, sample_words + " extra", sample_words + " ", " " + one_less,
          one_less + "  wisdom", one_less + " Wisdom", one_less + " wisdoms?",
          one_less + " incredible"}) {
        const auto page = drawn(sample_card(), {}, words);
        REQUIRE_FALSE(page);
        CHECK(page.error().rule == "PAGE-WORDS");
        CHECK(page.error().message.find("academic") == std::string::npos);
    }
}
