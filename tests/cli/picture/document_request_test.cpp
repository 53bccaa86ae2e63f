#include "document_request.h"

#include "catch.h"

using namespace breakglass;

namespace {

page::Document sample() {
    return {.title = "A record",
            .foot = "payroll",
            .made_at = "2031-03-02T04:05:06Z",
            .mark = "PRACTICE",
            .paper = page::Paper::letter,
            .language = page::Language::id,
            .items = {{page::Mark::heading, "", "Who"},
                      {page::Mark::fact, "owner", "platform-lead"},
                      {page::Mark::signature, "", ""}}};
}

std::string refusal_of(std::string_view bytes) {
    const auto parsed = picture::parse_document_request(as_bytes(bytes));
    return parsed ? "" : parsed.error().rule;
}

}  // namespace

TEST_CASE("a document arrives at the child as it left") {
    const auto parsed = picture::parse_document_request(picture::encode_document_request(sample()));
    REQUIRE(parsed);
    CHECK(*parsed == sample());
}

TEST_CASE("PICTURE-REQUEST: anything but one whole request for a document") {
    const Bytes bytes = picture::encode_document_request(sample());
    const std::string good(as_text(bytes));
    CHECK(refusal_of("") == "PICTURE-REQUEST");
    CHECK(refusal_of("page 1\n") == "PICTURE-REQUEST");
    CHECK(refusal_of(good + "z\t\t\n") == "PICTURE-REQUEST");
    CHECK(refusal_of(good + "l\tno second tab\n") == "PICTURE-REQUEST");
    CHECK(refusal_of(good + "l\t\tno newline") == "PICTURE-REQUEST");
    CHECK(refusal_of("document 1\n2 0\na\nb\nc\nd\n") == "PICTURE-REQUEST");
    CHECK(refusal_of(good + "l\t\ta\ttab\n") == "PAGE-FACTS");
}
