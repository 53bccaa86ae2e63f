#include "formats/sealed/samples.h"

#include <breakglass/sealed/plain_text.h>

using namespace breakglass;
using namespace breakglass::testing;
using sealed::Description;

namespace {

Result<Description> round_trip(const Description& description) {
    const Sample sample;
    const auto& [dek, id] = sample.backup;
    const auto written = sealed::write_header(dek, id, description, sample.wraps());
    if (!written) return written.error();
    CHECK(written->size() == 4096);
    const auto header = sealed::parse_header(*written);
    if (!header) return header.error();
    return sealed::open_description(*header, dek, id);
}

}  // namespace

TEST_CASE("descriptions come back as they were, the shortest and the longest") {
    const std::vector<Description> descriptions = {
        {"a", sealed::Surface::disk, sealed::Kind::export_, "", 0},
        {std::string(128, 'l'), sealed::Surface::search_index, sealed::Kind::snapshot,
         std::string(512, 's'), 253402300799},
        {"cadangan \xe2\x80\x94 Jakarta \xf0\x9f\x94\x91", sealed::Surface::object_storage,
         sealed::Kind::incremental, "s3://bucket/a b", 1}};
    for (const Description& description : descriptions) {
        const auto read = round_trip(description);
        REQUIRE(read);
        CHECK(*read == description);
    }
}

TEST_CASE("BACKUP-DESCRIPTION: texts and times beyond the limits, naming the limit") {
    const Description good{"label", sealed::Surface::archive, sealed::Kind::full, "source", 5};
    const auto refused = [&good](const auto& change) {
        Description description = good;
        change(description);
        const auto result = round_trip(description);
        CHECK(rule_of(result) == "BACKUP-DESCRIPTION");
        return result ? std::string() : result.error().message;
    };
    CHECK(refused([](Description& d) { d.label.clear(); }).find("empty") != std::string::npos);
    CHECK(refused([](Description& d) { d.label = std::string(129, 'x'); }).find("128") !=
          std::string::npos);
    CHECK(refused([](Description& d) { d.source = std::string(513, 'x'); }).find("512") !=
          std::string::npos);
    refused([](Description& d) { d.label = "two\nlines"; });
    refused([](Description& d) { d.label = "\x1b[31mred"; });
    refused([](Description& d) { d.source = "\xff"; });
    refused([](Description& d) { d.surface = static_cast<sealed::Surface>(6); });
    refused([](Description& d) { d.kind = static_cast<sealed::Kind>(0); });
    refused([](Description& d) { d.time = -1; });
    refused([](Description& d) { d.time = 253402300800; });
}

TEST_CASE("BACKUP-DESCRIPTION: it opens with its own key and id only") {
    const Sample sample;
    const auto other = sealed::draw_backup();
    const auto header = sample.parsed();
    CHECK(rule_of(sealed::open_description(header, other.dek, sample.backup.id)) ==
          "BACKUP-DESCRIPTION");
    CHECK(rule_of(sealed::open_description(header, sample.backup.dek, other.id)) ==
          "BACKUP-DESCRIPTION");
}

TEST_CASE("a description tells nothing by its length") {
    const Sample sample;
    const auto fixed = [&sample](const Description& description) {
        const auto written =
            sealed::write_header(sample.backup.dek, sample.backup.id, description, sample.wraps());
        REQUIRE(written);
        return sealed::parse_header(*written)->age.stanzas[0].arguments[0].size();
    };
    CHECK(fixed({"a", sealed::Surface::disk, sealed::Kind::full, "", 0}) ==
          fixed({std::string(128, 'a'), sealed::Surface::disk, sealed::Kind::full,
                 std::string(512, 'b'), 1}));
}

TEST_CASE("plain text is UTF-8 in its one spelling, without controls and direction marks") {
    for (const char* text : {"", "payroll", "Jakarta \xe2\x80\x94 caf\xc3\xa9", "\xf0\x9f\x94\x91",
                             "\xed\x9f\xbf", "\xee\x80\x80", "\xf4\x8f\xbf\xbf"}) {
        CAPTURE(text);
        CHECK(sealed::check_plain_text(text, "label", 128, true));
    }
    for (const char* text : {"a\tb",
                             "a\nb",
                             "\x7f",
                             "\xc2\x85",
                             "\xe2\x80\xae",
                             "\xe2\x80\x8b",
                             "\xe2\x81\xa6",
                             "\xef\xbb\xbf",
                             "\xc0\x80",
                             "\xc1\xbf",
                             "\xe0\x80\x80",
                             "\xf0\x80\x80\x80",
                             "\xed\xa0\x80",
                             "\xf4\x90\x80\x80",
                             "\xf5\x80\x80\x80",
                             "\x80",
                             "\xc3",
                             "\xe2\x80",
                             "\xf0\x9f\x94",
                             "\xc3\x41"}) {
        CAPTURE(text);
        CHECK_FALSE(sealed::check_plain_text(text, "label", 128));
    }
    CHECK_FALSE(sealed::check_plain_text(std::string_view("a\0b", 3), "label", 128));
}

TEST_CASE("names of surfaces and kinds read back, others do not") {
    for (int number = 1; number <= 5; ++number) {
        const auto surface = static_cast<sealed::Surface>(number);
        CHECK(sealed::surface_from_text(sealed::to_text(surface)) == surface);
    }
    for (int number = 1; number <= 4; ++number) {
        const auto kind = static_cast<sealed::Kind>(number);
        CHECK(sealed::kind_from_text(sealed::to_text(kind)) == kind);
    }
    CHECK_FALSE(sealed::surface_from_text("Database"));
    CHECK_FALSE(sealed::surface_from_text(""));
    CHECK_FALSE(sealed::kind_from_text(""));
}
