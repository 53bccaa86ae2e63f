#include "catch.h"

#include <string>

#include <breakglass/page/document.h>

using namespace breakglass;
using namespace breakglass::page;

namespace {

Document sample(std::size_t steps) {
    Document document{.title = "A script", .foot = "foot", .made_at = "2031-03-02T04:05:06Z"};
    document.items.push_back({Mark::heading, "", "What happens"});
    for (std::size_t i = 1; i <= steps; ++i) {
        document.items.push_back({Mark::step, std::to_string(i) + ".", "Do it."});
        document.items.push_back({Mark::command, "", "breakglass ceremony status"});
        document.items.push_back({Mark::fill_in, "write down:", ""});
        document.items.push_back({Mark::fallback, "If it fails:", "try again."});
        document.items.push_back({Mark::boxes, "time", "initials"});
    }
    return document;
}

/// cairo 1.4 PDFs name each page as an object of its own.
std::size_t pages_of(const Page& page) {
    const std::string_view pdf = as_text(page.bytes.expose());
    std::size_t count = 0;
    for (std::size_t at = pdf.find("/Type /Page\n"); at != std::string_view::npos;
         at = pdf.find("/Type /Page\n", at + 1))
        ++count;
    return count;
}

}  // namespace

TEST_CASE("a document takes as many pages as it needs, and the same bytes each time") {
    const auto one = draw_document(sample(2));
    REQUIRE(one);
    CHECK(pages_of(*one) == 1);
    const auto many = draw_document(sample(40));
    REQUIRE(many);
    CHECK(pages_of(*many) >= 4);
    const auto again = draw_document(sample(40));
    REQUIRE(again);
    CHECK(as_text(again->bytes.expose()) == as_text(many->bytes.expose()));
}

TEST_CASE("an item longer than a page is drawn smaller, and nothing is left out") {
    Document document = sample(1);
    document.items.push_back({Mark::fact, "label", std::string(max_item_bytes, 'W')});
    const auto page = draw_document(document);
    REQUIRE(page);
    CHECK(pages_of(*page) == 2);
}

TEST_CASE("a name in another script is drawn as it is") {
    Document document = sample(1);
    for (const char* name : {"\xd8\xb3\xd9\x84\xd9\x85\xd9\x89", "\xe5\xb1\xb1\xe7\x94\xb0"})
        document.items.push_back({Mark::signature, name, "signature"});
    CHECK(draw_document(document));
}

TEST_CASE("PAGE-FACTS: a document with a text that is no plain line, or too much of it") {
    const auto refused = [](Document document) {
        const Status sound = check_document(document);
        return !sound && sound.error().rule == "PAGE-FACTS" && !draw_document(document);
    };
    CHECK(check_document(sample(1)));
    Document document = sample(1);
    document.items[0].text = "two\nlines";
    CHECK(refused(document));
    document.items[0].text = "turned \xe2\x80\xae around";
    CHECK(refused(document));
    document.items[0].text = std::string(max_item_bytes + 1, 'a');
    CHECK(refused(document));
    document = sample(1);
    document.made_at.clear();
    CHECK(refused(document));
    document = sample(1);
    document.items.assign(max_document_items + 1, {Mark::line, "", "a"});
    CHECK(refused(document));
    document.items.assign(300, {Mark::line, "", std::string(max_item_bytes, 'a')});
    CHECK(refused(document));
}
