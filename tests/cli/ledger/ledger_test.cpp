#include "catch.h"
#include "cli/ledger/lives.h"

#include <breakglass/encoding/hex.h>

using namespace breakglass;
using namespace breakglass::testing;
using ledger::Ledger;
using ledger::Record;

TEST_CASE("a ledger begun, extended and opened again holds its entries in their order") {
    const TemporaryDirectory here;
    auto made = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(made);
    for (int i = 1; i < 20; ++i) {
        const auto entry = made->append({"kek.create", {{"id", std::to_string(i)}}}, noon + i);
        REQUIRE(entry);
        CHECK(entry->number == static_cast<std::uint64_t>(i));
        CHECK(entry->login.find('@') != std::string::npos);
    }
    const auto opened = Ledger::open(here / "ledger");
    REQUIRE(opened);
    CHECK(opened->entries() == made->entries());
    CHECK(opened->head() == made->head());
    CHECK(opened->head().size == 20);
    CHECK(*opened->entries()[7].fact("id") == "7");
    for (std::uint64_t size = 0; size <= 20; ++size) {
        CHECK(opened->head_at(size).root ==
              tree::root_of(std::span(opened->leaves()).first(static_cast<std::size_t>(size))));
    }
}

TEST_CASE("LEDGER-EXISTS: a ledger is never begun twice in one folder") {
    const TemporaryDirectory here;
    REQUIRE(Ledger::create(here / "ledger", first_record(), noon));
    CHECK(rule_of(Ledger::create(here / "ledger", first_record(), noon)) == "LEDGER-EXISTS");
}

TEST_CASE("LEDGER-MISSING and LEDGER-BROKEN: no ledger, and an empty one") {
    const TemporaryDirectory here;
    CHECK(rule_of(Ledger::open(here / "ledger")) == "LEDGER-MISSING");
    put_file(here / "entries.jsonl", "");
    CHECK(rule_of(Ledger::open(here.path())) == "LEDGER-BROKEN");
}

TEST_CASE("LEDGER-ENTRY: what cannot be said plainly is not written") {
    const TemporaryDirectory here;
    auto made = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(made);
    const std::string before = file_text(here / "ledger/entries.jsonl");
    CHECK(rule_of(made->append({"kek.create", {{"id", "\x1b[2J"}}}, noon)) == "LEDGER-ENTRY");
    CHECK(rule_of(made->append({"kek create", {}}, noon)) == "LEDGER-ENTRY");
    CHECK(rule_of(made->append({.act = "case.approve", .statement = "no newline"}, noon)) ==
          "LEDGER-ENTRY");
    CHECK(file_text(here / "ledger/entries.jsonl") == before);
}

TEST_CASE("the time of an entry is never before its predecessor's") {
    const TemporaryDirectory here;
    auto made = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(made);
    auto entry = made->append({"kek.create", {}}, noon - 300);
    REQUIRE(entry);
    CHECK(entry->time == noon);
    SECTION("LEDGER-CLOCK: a clock more than five minutes behind is refused") {
        CHECK(rule_of(made->append({"kek.create", {}}, noon - 301)) == "LEDGER-CLOCK");
        CHECK(rule_of(made->append({"kek.create", {}}, noon - 5 * 31557600)) == "LEDGER-CLOCK");
        CHECK(rule_of(made->append({"kek.create", {}}, -5)) == "LEDGER-CLOCK");
        CHECK(made->entries().size() == 2);
    }
    SECTION("a clock that ran years ahead once stops the ledger until somebody decides") {
        REQUIRE(made->append({"kek.create", {}}, noon + 10 * 31557600LL));
        CHECK(rule_of(made->append({"kek.create", {}}, noon + 60)) == "LEDGER-CLOCK");
        CHECK(Ledger::open(here / "ledger"));
    }
}

TEST_CASE("what another process added is read before the next entry is written") {
    const TemporaryDirectory here;
    auto one = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(one);
    auto two = Ledger::open(here / "ledger");
    REQUIRE(two);
    REQUIRE(one->append({"kek.create", {{"by", "one"}}}, noon));
    REQUIRE(two->append({"kek.create", {{"by", "two"}}}, noon));
    REQUIRE(one->append({"kek.create", {{"by", "one"}}}, noon));
    const auto opened = Ledger::open(here / "ledger");
    REQUIRE(opened);
    CHECK(opened->entries().size() == 4);
    CHECK(opened->entries() == one->entries());
}

TEST_CASE("an unfinished last line is no entry: it is cut off and kept when the next one comes") {
    const TemporaryDirectory here;
    auto made = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(made);
    const std::string file = here / "ledger/entries.jsonl";
    put_file(file, file_text(file) + "{\"breakglass\":\"entr");
    auto opened = Ledger::open(here / "ledger");
    REQUIRE(opened);
    CHECK(opened->unfinished_bytes() == 19);
    CHECK(opened->entries().size() == 1);
    REQUIRE(opened->append({"kek.create", {}}, noon));
    CHECK(opened->unfinished_bytes() == 0);
    const auto again = Ledger::open(here / "ledger");
    REQUIRE(again);
    CHECK(again->entries().size() == 2);
    CHECK(file_text(here / "ledger/unfinished-0000000001.part") == "{\"breakglass\":\"entr");
}

TEST_CASE("LEDGER-ROLLED-BACK: the file shrinks while a command runs") {
    const TemporaryDirectory here;
    auto made = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(made);
    const std::string before = file_text(here / "ledger/entries.jsonl");
    REQUIRE(made->append({"kek.create", {}}, noon));
    put_file(here / "ledger/entries.jsonl", before);
    CHECK(rule_of(made->append({"kek.create", {}}, noon)) == "LEDGER-ROLLED-BACK");
}

TEST_CASE("LEDGER-FORKED and LEDGER-ROLLED-BACK: compared with what others saw") {
    const TemporaryDirectory here;
    auto made = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(made);
    REQUIRE(made->append({"kek.create", {}}, noon));
    const Hash256 root = made->head().root;
    REQUIRE(made->append({"kek.create", {}}, noon));
    CHECK(made->compare(2, root, "a receipt"));
    CHECK(made->compare(0, std::nullopt, "a receipt"));
    CHECK(made->compare(3, std::nullopt, "a receipt"));
    CHECK(rule_of(made->compare(4, std::nullopt, "a receipt")) == "LEDGER-ROLLED-BACK");
    CHECK(rule_of(made->compare(1, root, "a receipt")) == "LEDGER-FORKED");
    CHECK(rule_of(made->compare(3, root, "a receipt")) == "LEDGER-FORKED");
}

TEST_CASE("the root of a batch is the Merkle root over its items") {
    const auto item = [](std::size_t i) { return Bytes{static_cast<std::uint8_t>(i)}; };
    CHECK(ledger::batch_root(0, item) == sha256({}));
    CHECK(ledger::batch_root(2, item) ==
          tree::node_hash(tree::leaf_hash(item(0)), tree::leaf_hash(item(1))));
}

TEST_CASE("a damaged ledger still shows the entries before the damage, and what follows it") {
    const TemporaryDirectory here;
    auto made = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(made);
    for (int i = 1; i < 6; ++i)
        REQUIRE(made->append({"kek.create", {{"id", std::to_string(i)}}}, noon));
    std::string text = file_text(here / "ledger/entries.jsonl");
    text.replace(text.find("\"id\":\"3\""), 8, "\"id\":\"9\"");
    put_file(here / "ledger/entries.jsonl", text);
    CHECK(rule_of(Ledger::open(here / "ledger")) == "LEDGER-BROKEN");
    std::optional<ledger::Break> broken;
    const auto sound = Ledger::open_sound_part(here / "ledger", broken);
    REQUIRE(sound);
    REQUIRE(broken);
    // the changed entry itself parses; the next one tells
    CHECK(broken->number == 4);
    CHECK(sound->entries().size() == 4);
    CHECK(broken->rest.find("\"number\":5") != std::string::npos);
}
