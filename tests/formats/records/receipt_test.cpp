#include "formats/records/samples.h"

#include <breakglass/records/utc.h>

using namespace breakglass;
using namespace breakglass::testing;
using records::BackupRecord;
using records::Receipt;

namespace {

/// The good receipt's line with one piece of text exchanged, which must stand in it.
std::string exchanged(const std::string& from, const std::string& to) {
    std::string line = records::encode_receipt(good_receipt());
    const std::size_t at = line.find(from);
    REQUIRE(at != std::string::npos);
    return line.replace(at, from.size(), to);
}

template <typename Change>
std::string rule_after(const Change& change) {
    BackupRecord record = good_record();
    change(record);
    return rule_of(records::check_record(record));
}

}  // namespace

TEST_CASE("a record comes back from its stored bytes, with and without a content hash") {
    BackupRecord record = good_record();
    for (int round = 0; round < 2; ++round) {
        const auto read = records::parse_record(records::encode_record(record));
        REQUIRE(read);
        CHECK(*read == record);
        record.content_sha256 = some_hash("content");
        record.attested = false;
        record.kek_ids.emplace_back("12345678");
        record.plain_bytes = 65536 * 3 + 1;
        record.file_bytes = 4112 + record.plain_bytes + std::uint64_t{4} * 16;
    }
}

TEST_CASE("RECORD-SIZE: a file size that no sealing gives") {
    CHECK(rule_after([](BackupRecord& r) { ++r.file_bytes; }) == "RECORD-SIZE");
    CHECK(rule_after([](BackupRecord& r) { r.plain_bytes = 0; }) == "RECORD-SIZE");
    CHECK(rule_after([](BackupRecord& r) { r.plain_bytes = ~std::uint64_t{0}; }) == "RECORD-SIZE");
}

TEST_CASE("RECORD-TEXT and RECORD-MALFORMED: each field has its rule") {
    CHECK(rule_after([](BackupRecord& r) { r.label.clear(); }) == "RECORD-TEXT");
    CHECK(rule_after([](BackupRecord& r) { r.host = "a\tb"; }) == "RECORD-TEXT");
    const auto malformed = [](const auto& change) {
        CHECK(rule_after(change) == "RECORD-MALFORMED");
    };
    malformed([](BackupRecord& r) { r.surface = static_cast<sealed::Surface>(0); });
    malformed([](BackupRecord& r) { r.kind = static_cast<sealed::Kind>(5); });
    malformed([](BackupRecord& r) { r.sealed_at = records::max_time + 1; });
    malformed([](BackupRecord& r) { r.set_id = "9C03AB12"; });
    malformed([](BackupRecord& r) { r.kek_ids.clear(); });
    malformed([](BackupRecord& r) { r.kek_ids = {"00000001", "00000002", "00000003"}; });
    malformed([](BackupRecord& r) { r.kek_ids = {"00000001", "00000001"}; });
    malformed([](BackupRecord& r) { r.kek_ids = {"0000001"}; });
}

TEST_CASE("RECORD-MALFORMED: cut, trailing, unknown and repeated fields") {
    BackupRecord record = good_record();
    record.kek_ids.emplace_back("12345678");
    const Bytes stored = records::encode_record(record);
    for (std::size_t size = 0; size < stored.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(records::parse_record(ByteView(stored).first(size)));
    }
    using namespace std::string_view_literals;
    for (const auto more :
         {"\x80\x01\x01"sv, "\x08\x01"sv, "\x62\x00"sv, "\x62\x01x"sv, "\xff"sv}) {
        Bytes longer = stored;
        append(longer, as_bytes(more));
        CHECK(rule_of(records::parse_record(longer)) == "RECORD-MALFORMED");
    }
    CHECK_FALSE(records::parse_record(Bytes(20000)));
}

TEST_CASE("a receipt is one line of JSON and comes back from it") {
    Receipt receipt = good_receipt();
    for (int round = 0; round < 2; ++round) {
        const std::string line = records::encode_receipt(receipt);
        CHECK(line.find('\n') == line.size() - 1);
        const auto read = records::parse_receipt(as_bytes(line));
        REQUIRE(read);
        CHECK(*read == receipt);
        CHECK(records::parse_receipt(as_bytes(std::string_view(line).substr(0, line.size() - 1))));
        receipt.record.label = "quote \" backslash \\ umlaut \xc3\xbc";
        receipt.record.content_sha256 = some_hash("content");
        receipt.record.kek_ids.emplace_back("12345678");
        receipt.record.host.clear();
        receipt.file.clear();
    }
}

TEST_CASE("a receipt says in these words what other tools look for") {
    const std::string line = records::encode_receipt(good_receipt());
    CHECK(line.starts_with(R"({"breakglass":"receipt v1","id":"0102030405060708090a0b0c0d0e0f10",)"
                           R"("label":"payroll-db",)"));
    for (const char* part : {R"("surface":"database")", R"("kind":"full")", R"("size":5128)",
                             R"("sealed_at":"2031-03-02T04:05:06Z")", R"("set":"9c03ab12")",
                             R"("kek":["00ff00ff"])", R"("file":"payroll-db-2031-03-02.age")",
                             R"("escrow":"payroll")", R"("ledger_size":17)"}) {
        CAPTURE(part);
        CHECK(line.find(part) != std::string::npos);
    }
}

TEST_CASE("RECEIPT-MALFORMED: unknown, repeated, missing and mistyped keys") {
    for (const std::string& line : {
             exchanged("\"host\"", "\"hosts\""),
             exchanged("\"set\":", "\"extra\":1,\"set\":"),
             exchanged("\"set\":", "\"set\":\"9c03ab12\",\"set\":"),
             exchanged("\"ledger_size\":17", "\"ledger_size\":\"17\""),
             exchanged("\"ledger_size\":17", "\"ledger_size\":-17"),
             exchanged("\"ledger_size\":17", "\"ledger_size\":17.0"),
             exchanged("\"ledger_size\":17", "\"ledger_size\":99999999999999999999"),
             exchanged("\"label\":\"payroll-db\"", "\"label\":null"),
             exchanged("[\"00ff00ff\"]", "\"00ff00ff\""),
             exchanged("[\"00ff00ff\"]", "[[\"00ff00ff\"]]"),
             exchanged("[\"00ff00ff\"]", "{}"),
             exchanged("[\"00ff00ff\"]", "[1]"),
             exchanged("receipt v1", "receipt v2"),
             exchanged("\"id\":\"01", "\"id\":\"0"),
             exchanged("0a0b0c", "0A0b0c"),
             exchanged("T04:05:06Z", "T04:05:06+00:00"),
             exchanged("T04:05:06Z", "t04:05:06z"),
             exchanged("\"full\"", "\"whole\""),
             exchanged("payroll-db-2031", "../payroll-db"),
             exchanged("payroll-db-2031-03-02.age", ".."),
             exchanged("{", "[{"),
             exchanged("}", "}{}"),
             exchanged("}", "} x"),
             exchanged(",\"label\"", ",\n\"label\""),
             exchanged("payroll-db\"", "payroll\\u0000\""),
             exchanged("payroll-db\"", "payroll\xff\""),
         }) {
        CAPTURE(line);
        const auto read = records::parse_receipt(as_bytes(line));
        REQUIRE_FALSE(read);
        CHECK((read.error().rule == "RECEIPT-MALFORMED" || read.error().rule == "RECORD-TEXT"));
    }
    CHECK(rule_of(records::parse_receipt({})) == "RECEIPT-MALFORMED");
    CHECK(rule_of(records::parse_receipt(Bytes(9000, ' '))) == "RECEIPT-MALFORMED");
    CHECK(rule_of(records::parse_receipt(Bytes(8000, '['))) == "RECEIPT-MALFORMED");
}

TEST_CASE("times read back, and only days that exist in their one spelling are read") {
    for (const std::int64_t seconds :
         {std::int64_t{0}, std::int64_t{951782400}, std::int64_t{1930190706}, records::max_time}) {
        CHECK(records::parse_utc(records::utc_text(seconds)) == seconds);
    }
    CHECK(records::utc_text(0) == "1970-01-01T00:00:00Z");
    CHECK(records::utc_text(951782400) == "2000-02-29T00:00:00Z");
    CHECK(records::utc_text(records::max_time) == "9999-12-31T23:59:59Z");
    for (const char* text :
         {"", "2031-02-29T00:00:00Z", "2031-13-01T00:00:00Z", "2031-00-01T00:00:00Z",
          "2031-01-32T00:00:00Z", "2031-01-01T24:00:00Z", "2031-01-01T00:60:00Z",
          "2031-01-01T00:00:60Z", "1969-12-31T23:59:59Z", "2031-01-01 00:00:00Z",
          "2031-01-01T00:00:00", "2031-01-01T00:00:00Z ", "+031-01-01T00:00:00Z"}) {
        CAPTURE(text);
        CHECK_FALSE(records::parse_utc(text));
    }
}
