#include "catch.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <sys/types.h>
#include <unistd.h>

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

/// What a program of poppler says of a page.
std::string told_by(const std::string& program, const Page& page) {
    std::string name =
        (std::filesystem::temp_directory_path() / "breakglass-document-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    REQUIRE(file >= 0);
    const ByteView pdf = page.bytes.expose();
    CHECK(::write(file, pdf.data(), pdf.size()) == static_cast<ssize_t>(pdf.size()));
    ::close(file);
    const std::string output = program == "pdftotext" ? " -" : "";
    std::FILE* said = ::popen((program + " " + name + output).c_str(), "r");
    REQUIRE(said != nullptr);
    std::string text;
    char line[256];
    while (std::fgets(line, sizeof line, said) != nullptr)
        text += line;
    CHECK(::pclose(said) == 0);
    ::unlink(name.c_str());
    return text;
}

/// cairo may put the page objects into a compressed stream, so they are not counted in the bytes.
std::size_t pages_of(const Page& page) {
    const std::string told = told_by("pdfinfo", page);
    const std::size_t at = told.find("Pages:");
    REQUIRE(at != std::string::npos);
    return std::stoul(told.substr(at + 6));
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

TEST_CASE("what is copied out of a document is spelt letter by letter") {
    Document document = sample(1);
    document.items.push_back({Mark::fact, "hash", "00ff11fi22fl33ffi"});
    document.items.push_back({Mark::numbered, "1", "staff"});
    const auto page = draw_document(document);
    REQUIRE(page);
    const std::string text = told_by("pdftotext", *page);
    CHECK(text.find("00ff11fi22fl33ffi") != std::string::npos);
    CHECK(text.find("staff") != std::string::npos);
}

TEST_CASE("a name in another script is drawn as it is") {
    Document document = sample(1);
    for (const char* name : {"\xd8\xb3\xd9\x84\xd9\x85\xd9\x89", "\xe5\xb1\xb1\xe7\x94\xb0",
                             // with the joiner that its letters need
                             "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xad\xd8\xb3\xdb\x8c\xd9\x86"})
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
    document.items[0].text =
        "hid\xe2\x80\x8d"
        "den";
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
