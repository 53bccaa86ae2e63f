#include "catch.h"

#include <string>

#include <breakglass/records/ledger_entry.h>

using namespace breakglass;
using records::LedgerEntry;

namespace {

LedgerEntry good_entry() {
    LedgerEntry entry;
    entry.number = 17;
    entry.after = sha256(as_bytes("before"));
    entry.time = 1930190706;
    entry.act = "case.approve";
    entry.actor = "security-lead";
    entry.login = "root@desk";
    entry.case_name = "incident-20311102-7f3a91c2";
    entry.facts = {{"set", "9c03ab12"}, {"reason", R"(a "quoted" \ word, Malé)"}};
    entry.statement = "breakglass statement v1: approval\nsigner: security-lead\n\n\"Yes\"\n";
    return entry;
}

std::string line_of(const LedgerEntry& entry) {
    return std::string(as_text(records::encode_entry(entry)));
}

template <typename R>
std::string rule_of(const R& result) {
    return result ? "" : result.error().rule;
}

template <typename Change>
std::string rule_after(const Change& change) {
    LedgerEntry entry = good_entry();
    change(entry);
    return rule_of(records::check_entry(entry));
}

/// The good entry's line with one piece of text exchanged, which must stand in it.
std::string exchanged(const std::string& from, const std::string& to) {
    std::string line = line_of(good_entry());
    const std::size_t at = line.find(from);
    REQUIRE(at != std::string::npos);
    return line.replace(at, from.size(), to);
}

std::string rule_of_line(const std::string& line) {
    return rule_of(records::parse_entry(as_bytes(line)));
}

}  // namespace

TEST_CASE("an entry is one line with its keys in one order") {
    CHECK(line_of(good_entry()) ==
          R"({"breakglass":"entry v1","number":17,"after":")"
          R"(6db7d803e74f1ffa7d8f5adc0bf95b3e15bf4c8373fffadf546227cc6c6742cb")"
          R"(,"time":"2031-03-02T04:05:06Z","act":"case.approve","actor":"security-lead")"
          R"(,"login":"root@desk","case":"incident-20311102-7f3a91c2")"
          R"(,"facts":{"set":"9c03ab12","reason":"a \"quoted\" \\ word, Malé"})"
          R"(,"statement":"breakglass statement v1: approval\nsigner: security-lead\n\n)"
          R"(\"Yes\"\n"})");
    LedgerEntry least;
    least.act = "escrow.init";
    least.login = "root@desk";
    CHECK(
        line_of(least) ==
        R"({"breakglass":"entry v1","number":0,"after":")" + std::string(64, '0') +
            R"(","time":"1970-01-01T00:00:00Z","act":"escrow.init","login":"root@desk","facts":{}})");
}

TEST_CASE("an entry comes back from its line, with and without what may be left out") {
    LedgerEntry entry = good_entry();
    for (int round = 0; round < 2; ++round) {
        const auto read = records::parse_entry(records::encode_entry(entry));
        REQUIRE(read);
        CHECK(*read == entry);
        entry.actor.clear();
        entry.case_name.clear();
        entry.facts.clear();
        entry.statement.clear();
        entry.number = 0;
    }
    CHECK(good_entry().fact("set") != nullptr);
    CHECK(good_entry().fact("kek") == nullptr);
}

TEST_CASE("LEDGER-ENTRY: each part has its rule") {
    const auto refused = [](const auto& change) { CHECK(rule_after(change) == "LEDGER-ENTRY"); };
    refused([](LedgerEntry& e) { e.number = std::uint64_t{1} << 53U; });
    refused([](LedgerEntry& e) { e.time = -1; });
    refused([](LedgerEntry& e) { e.time = 253402300800; });
    refused([](LedgerEntry& e) { e.act.clear(); });
    refused([](LedgerEntry& e) { e.act = "Case.approve"; });
    refused([](LedgerEntry& e) { e.act.assign(65, 'a'); });
    refused([](LedgerEntry& e) { e.actor = "a\nb"; });
    refused([](LedgerEntry& e) { e.actor.assign(129, 'a'); });
    refused([](LedgerEntry& e) { e.login.clear(); });
    refused([](LedgerEntry& e) { e.login = "root@\x1b[31m"; });
    refused([](LedgerEntry& e) { e.login.assign(385, 'a'); });
    refused([](LedgerEntry& e) { e.case_name = "c\xe2\x80\xae"; });
    refused([](LedgerEntry& e) { e.facts[0].name.clear(); });
    refused([](LedgerEntry& e) { e.facts[0].name.assign(33, 'a'); });
    refused([](LedgerEntry& e) { e.facts[0].name = "a b"; });
    refused([](LedgerEntry& e) { e.facts[0].name = "reason"; });
    refused([](LedgerEntry& e) { e.facts[0].value = "a\nb"; });
    refused([](LedgerEntry& e) { e.facts[0].value = "\xff"; });
    refused([](LedgerEntry& e) { e.facts[0].value.assign(4097, 'a'); });
    refused([](LedgerEntry& e) {
        e.facts.clear();
        for (int i = 0; i < 65; ++i)
            e.facts.push_back({"f" + std::to_string(i), ""});
    });
    refused([](LedgerEntry& e) { e.statement = "no newline at the end"; });
    refused([](LedgerEntry& e) { e.statement = "a\tb\n"; });
    refused([](LedgerEntry& e) { e.statement = "a\r\n"; });
    refused([](LedgerEntry& e) { e.statement.assign(65000, '\n'); });
}

TEST_CASE("an entry at its largest still comes back") {
    LedgerEntry entry = good_entry();
    entry.number = (std::uint64_t{1} << 53U) - 1;
    entry.time = 253402300799;
    entry.act.assign(64, 'a');
    entry.actor.assign(128, '"');
    entry.login.assign(384, '\\');
    entry.case_name.assign(128, '"');
    for (int i = 0; i < 5; ++i)
        entry.facts.push_back({"name-" + std::to_string(i), std::string(4096, '"')});
    entry.statement.clear();
    while (records::check_entry(entry))
        entry.statement += std::string(63, 'x') + "\n";
    entry.statement.resize(entry.statement.size() - 64);
    const Bytes line = records::encode_entry(entry);
    CHECK(line.size() <= records::max_entry_bytes);
    CHECK(line.size() > records::max_entry_bytes - 512);
    const auto read = records::parse_entry(line);
    REQUIRE(read);
    CHECK(*read == entry);
}

TEST_CASE("LEDGER-MALFORMED: a second spelling of the same entry") {
    CHECK(rule_of_line(exchanged("17", "017")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("17", "+17")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("17", "17.0")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("17", "1e1")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("17", "18446744073709551616")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("{", "{ ")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged(",\"act\"", ", \"act\"")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("root@desk", "root@des\\u006b")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("root@desk", "root\\/desk")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("root@desk", "root\tdesk")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("root@desk", "root\\tdesk")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("Mal\xc3\xa9", "Mal\xc3")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("approval\\n", "approval\n")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("security-lead\",\"login", "\",\"login")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("entry v1", "entry v2")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("Z\"", "z\"")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("\"set\":\"9c03ab12\",", "\"set\":\"9c03ab12\",,")) ==
          "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged("\"set\":\"9c03ab12\"", "\"set\":12")) == "LEDGER-MALFORMED");
    const std::string after = to_hex(good_entry().after);
    CHECK(rule_of_line(exchanged(after, after.substr(2))) == "LEDGER-MALFORMED");
    std::string upper = after;
    for (char& c : upper)
        c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    CHECK(rule_of_line(exchanged(after, upper)) == "LEDGER-MALFORMED");
}

TEST_CASE("LEDGER-MALFORMED: keys removed, moved, doubled or added") {
    const std::string act = ",\"act\":\"case.approve\"";
    CHECK(rule_of_line(exchanged(act, "")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged(act, act + act)) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged(act, act + ",\"more\":\"x\"")) == "LEDGER-MALFORMED");
    CHECK(rule_of_line(exchanged(",\"number\":17", "")) == "LEDGER-MALFORMED");
    const std::string line = line_of(good_entry());
    CHECK(rule_of_line(line + " ") == "LEDGER-MALFORMED");
    CHECK(rule_of_line(line + "\n") == "LEDGER-MALFORMED");
    CHECK(rule_of_line(line.substr(0, line.size() - 1) + ",\"more\":\"x\"}") == "LEDGER-MALFORMED");
    CHECK(rule_of_line(std::string(70000, 'x')) == "LEDGER-MALFORMED");
}

TEST_CASE("LEDGER-MALFORMED or another entry: no cut and no flipped bit reads as the same one") {
    const LedgerEntry entry = good_entry();
    std::string line = line_of(entry);
    for (std::size_t size = 0; size < line.size(); ++size)
        CHECK(rule_of_line(line.substr(0, size)) == "LEDGER-MALFORMED");
    for (std::size_t bit = 0; bit < line.size() * 8; ++bit) {
        const char before = line[bit / 8];
        line[bit / 8] = static_cast<char>(static_cast<unsigned char>(before) ^ 1U << bit % 8);
        const auto read = records::parse_entry(as_bytes(line));
        const bool same = read && *read == entry;
        if (same) FAIL("bit " << bit << " changes nothing");
        line[bit / 8] = before;
    }
}
