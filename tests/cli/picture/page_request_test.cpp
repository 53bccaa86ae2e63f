#include "page_request.h"

#include "catch.h"
#include "formats/page/sample.h"

#include <vector>

#include <breakglass/qr/qr.h>

using namespace breakglass;
using namespace breakglass::picture;

namespace {

const Child real{.program = PICTURE_CHILD, .allow_unlocked = true};

PageRequest sample_request() {
    PageRequest request{
        .card = breakglass::testing::sample_card(),
        .words = SecretBytes::copy_of(as_bytes(breakglass::testing::sample_words)),
        .qr_text = SecretBytes::copy_of(as_bytes(breakglass::testing::sample_code())),
        .look = {.format = page::Format::png,
                 .paper = page::Paper::letter,
                 .layout = page::Layout::folded,
                 .language = page::Language::id}};
    request.card.groups = {{"security", 2, 3}, {"operations", 1, 4}};
    request.card.groups_required = 2;
    request.card.group = 1;
    request.card.number = 4;
    request.card.ledger_size = 0x0102030405060708;
    request.card.holder_name = "Sri Wahyuni";
    return request;
}

}  // namespace

TEST_CASE("a request for a page keeps look, facts, words and code") {
    const PageRequest sent = sample_request();
    const auto read = parse_page_request(encode_page_request(sent).expose());
    REQUIRE(read);
    CHECK(read->card == sent.card);
    CHECK(read->look == sent.look);
    CHECK(as_text(read->words.expose()) == breakglass::testing::sample_words);
    CHECK(as_text(read->qr_text.expose()) == breakglass::testing::sample_code());
}

TEST_CASE("PICTURE-REQUEST: every cut of a request, and every request with more, is refused") {
    const SecretBytes whole = encode_page_request(sample_request());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto read = parse_page_request(whole.expose().first(size));
        // a cut between two groups leaves a whole request for fewer groups, which is no set
        REQUIRE_FALSE(read);
        CHECK((read.error().rule == "PICTURE-REQUEST" || read.error().rule == "PAGE-FACTS"));
    }
    Bytes longer;
    append(longer, whole.expose());
    longer.push_back(0);
    CHECK(parse_page_request(longer).error().rule == "PICTURE-REQUEST");
}

TEST_CASE("PICTURE-REQUEST: unknown versions, looks and marks are refused") {
    const SecretBytes whole = encode_page_request(sample_request());
    constexpr std::size_t version = 4;
    constexpr std::size_t choice = version + 6 + 4;
    const auto changed = [&](std::size_t at, std::uint8_t to) {
        Bytes bytes;
        append(bytes, whole.expose());
        bytes[at] = to;
        return parse_page_request(bytes);
    };
    CHECK(changed(version + 5, '2').error().rule == "PICTURE-REQUEST");
    for (std::size_t at = choice; at < choice + 5; ++at)
        CHECK(changed(at, 3).error().rule == "PICTURE-REQUEST");
    CHECK(changed(choice + 4, 1)->card.practice);
}

TEST_CASE("a page drawn in one child is read back in another") {
    PageRequest request = sample_request();
    const auto page = draw_page_in_child(request, real);
    REQUIRE(page);
    CHECK_FALSE(page->undrawn_characters);
    const auto text = qr::decode_one_png(page->bytes.expose());
    REQUIRE(text);
    CHECK(as_text(text->expose()) == breakglass::testing::sample_code());
    request.look.format = page::Format::pdf;
    const auto pdf = draw_page_in_child(request, real);
    REQUIRE(pdf);
    CHECK(as_text(pdf->bytes.expose().first(5)) == "%PDF-");
}

TEST_CASE("PAGE-FACTS, PAGE-WORDS: what no page can say arrives with its rule id") {
    PageRequest request = sample_request();
    request.words = SecretBytes::copy_of(as_bytes("too few"));
    CHECK(draw_page_in_child(request, real).error().rule == "PAGE-WORDS");
    request.card.holder = "two\nlines";
    CHECK(draw_page_in_child(request, real).error().rule == "PAGE-FACTS");
}

TEST_CASE("PICTURE-CHILD: a child that draws no page is an error") {
    CHECK(draw_page_in_child(sample_request(), Child{.program = "/bin/true"}).error().rule ==
          "PICTURE-CHILD");
}

TEST_CASE("a request with the longest names a card may have reaches the child whole") {
    PageRequest request = sample_request();
    for (std::string* text : {&request.card.escrow, &request.card.purpose, &request.card.holder,
                              &request.card.holder_name, &request.card.owner, &request.card.phone})
        *text = std::string(page::max_fact_bytes, 'W');
    request.card.groups.assign(page::max_groups, page::Group{std::string(1024, 'G'), 2, 4});
    const auto page = draw_page_in_child(request, real);
    REQUIRE(page);
    CHECK(qr::decode_one_png(page->bytes.expose()));
}
