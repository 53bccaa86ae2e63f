#include "catch.h"
#include "cli/gathering/share_set.h"

#include <breakglass/card/qr_text.h>
#include <breakglass/gathering/card_collector.h>

using namespace breakglass;
using breakglass::testing::forged_words;
using breakglass::testing::split_set;
using gathering::CardCollector;

namespace {

std::string rule_of(const Result<gathering::AcceptedCard>& card) {
    return card ? "" : card.error().rule;
}

}  // namespace

TEST_CASE("every three of five cards, in any order, rejoin the recovery key") {
    const auto set = split_set({{3, 5}}, 1);
    for (std::size_t a = 0; a < 5; ++a) {
        for (std::size_t b = 0; b < 5; ++b) {
            for (std::size_t c = 0; c < 5; ++c) {
                if (a == b || b == c || a == c) continue;
                CardCollector table(set.manifest);
                for (const std::size_t share : {a, b, c}) {
                    CHECK_FALSE(table.complete());
                    const auto taken = table.take_words(set.words(share).expose(), "card");
                    REQUIRE(taken);
                    CHECK(taken->member == share);
                    CHECK(taken->checked);
                }
                REQUIRE(table.complete());
                const auto key = table.rejoin();
                REQUIRE(key);
                CHECK(key->recipient().text() == set.manifest.recipient);
            }
        }
    }
}

TEST_CASE("two departments: only a quorum in each of them opens the set") {
    const auto set = split_set({{2, 3}, {2, 3}}, 2);
    CardCollector table(set.manifest);
    for (const std::size_t share : {0U, 1U, 2U})
        REQUIRE(table.take_words(set.words(share).expose(), "card"));
    CHECK_FALSE(table.complete());
    CHECK(table.rejoin().error().rule == "CARD-TOO-FEW");
    REQUIRE(table.take_words(set.words(3).expose(), "card"));
    CHECK_FALSE(table.complete());
    REQUIRE(table.take_words(set.words(5).expose(), "card"));
    REQUIRE(table.complete());
    CHECK(table.rejoin());
}

TEST_CASE("whose cards were taken is known, copies of one share as one or the other") {
    const auto set = split_set({{2, 3}, {1, 2}}, 2);
    CardCollector table(set.manifest);
    CHECK(table.holders().empty());
    REQUIRE(table.take_words(set.words(2).expose(), "card"));
    REQUIRE(table.take_words(set.words(2).expose(), "card"));
    REQUIRE(table.take_words(set.words(3).expose(), "card"));
    CHECK(table.holders() == "holder-1-3, holder-2-1 or holder-2-2");
}

TEST_CASE("CARD-TOO-FEW: what is missing is named by group and holder") {
    const auto set = split_set({{3, 5}}, 1);
    CardCollector table(set.manifest);
    REQUIRE(table.take_words(set.words(0).expose(), "card"));
    const auto key = table.rejoin();
    REQUIRE_FALSE(key);
    CHECK(key.error().rule == "CARD-TOO-FEW");
    CHECK(key.error().kind == ErrorKind::not_met);
    CHECK(table.summary() ==
          "custodians 1 of 3 (missing 2 of holder-1-2, holder-1-3, holder-1-4, holder-1-5)");
}

TEST_CASE("a card that comes twice, as words and as a code, counts once") {
    const auto set = split_set({{3, 5}}, 1);
    CardCollector table(set.manifest);
    REQUIRE(table.take_words(set.words(1).expose(), "card"));
    const auto again = table.take_qr(set.qr(1).expose(), "picture");
    REQUIRE(again);
    CHECK(again->repeated);
    CHECK(table.progress().front().taken == 1);
}

TEST_CASE("CARD-WRONG-SHARE: a forged card is named, left out, and more good ones still open") {
    const auto set = split_set({{3, 5}}, 1);
    CardCollector table(set.manifest);
    REQUIRE(table.take_words(set.words(0).expose(), "a.txt"));
    const auto forged = table.take_words(forged_words(set.shares[2]).expose(), "b.txt");
    REQUIRE(rule_of(forged) == "CARD-WRONG-SHARE");
    CHECK(forged.error().message.find("b.txt") != std::string::npos);
    CHECK(forged.error().message.find("custodians 3 (holder-1-3)") != std::string::npos);
    REQUIRE(table.take_words(set.words(3).expose(), "c.txt"));
    CHECK_FALSE(table.complete());
    REQUIRE(table.take_words(set.words(4).expose(), "d.txt"));
    CHECK(table.rejoin());
}

TEST_CASE("CARD-FOREIGN-SET: a card of another set is told by its set when that is known") {
    const auto wanted = split_set({{2, 3}}, 1);
    const auto other = split_set({{2, 3}}, 1);
    REQUIRE(wanted.manifest.identifier != other.manifest.identifier);
    CardCollector knowing(wanted.manifest, {other.manifest});
    const auto named = knowing.take_words(other.words(0).expose(), "old.txt");
    REQUIRE(rule_of(named) == "CARD-FOREIGN-SET");
    CHECK(named.error().message.find("set " + other.manifest.set_id) != std::string::npos);
    CHECK(rule_of(knowing.take_qr(other.qr(0).expose(), "old.png")) == "CARD-FOREIGN-SET");
    CardCollector alone(wanted.manifest);
    CHECK(rule_of(alone.take_words(other.words(0).expose(), "old.txt")) == "CARD-FOREIGN-SET");
    CHECK(rule_of(alone.take_qr(other.qr(0).expose(), "old.png")) == "CARD-FOREIGN-SET");
}

TEST_CASE("CARD-PRACTICE: a rehearsal's card never passes for a real one") {
    const auto wanted = split_set({{2, 3}}, 1);
    auto rehearsal = split_set({{2, 3}}, 1);
    rehearsal.manifest.practice = true;
    CardCollector table(wanted.manifest, {rehearsal.manifest});
    CHECK(rule_of(table.take_words(rehearsal.words(0).expose(), "p.txt")) == "CARD-PRACTICE");
    CHECK(rule_of(table.take_qr(rehearsal.qr(0).expose(), "p.png")) == "CARD-PRACTICE");
}

TEST_CASE("CARD-PRACTICE: a card that says PRACTICE is refused without its manifest too") {
    const auto wanted = split_set({{2, 3}}, 1);
    const auto rehearsal = split_set({{2, 3}}, 1);
    CardCollector table(wanted.manifest);
    const SecretBytes code = card::format_qr_text(rehearsal.manifest.recipient, rehearsal.shares[0],
                                                  card::Purpose::practice);
    CHECK(rule_of(table.take_qr(code.expose(), "p.png")) == "CARD-PRACTICE");
    // even one that names our own set and carries our own share: what it says of itself counts
    const SecretBytes ours =
        card::format_qr_text(wanted.manifest.recipient, wanted.shares[0], card::Purpose::practice);
    CHECK(rule_of(table.take_qr(ours.expose(), "p.png")) == "CARD-PRACTICE");
    const std::string page = "BREAKGLASS PRACTICE CARD: opens nothing real\n\n" +
                             std::string(as_text(rehearsal.words(0).expose())) + "\n";
    const auto taken = table.take_file(as_bytes(page), "p.txt");
    REQUIRE(taken);
    CHECK(rule_of(taken->front()) == "CARD-PRACTICE");
}

TEST_CASE("CARD-REAL: a real card is sent back to its envelope at a rehearsal") {
    const auto real = split_set({{2, 3}}, 1);
    auto rehearsal = split_set({{2, 3}}, 1);
    rehearsal.manifest.practice = true;
    CardCollector table(rehearsal.manifest, {real.manifest});
    CHECK(rule_of(table.take_words(real.words(0).expose(), "r.txt")) == "CARD-REAL");
    CHECK(rule_of(table.take_qr(real.qr(0).expose(), "r.png")) == "CARD-REAL");
    const SecretBytes code = card::format_qr_text(rehearsal.manifest.recipient, rehearsal.shares[0],
                                                  card::Purpose::practice);
    CHECK(table.take_qr(code.expose(), "p.png"));
    CHECK(table.take_words(rehearsal.words(1).expose(), "p.txt"));
    CHECK(table.complete());
}

TEST_CASE("CARD-UNKNOWN-MEMBER: a number that the set never had is refused") {
    const auto set = split_set({{3, 5}}, 1);
    auto extra = set.shares[0].clone();
    extra.member_index = 9;
    CardCollector table(set.manifest);
    CHECK(rule_of(table.take_words(slip39::format_mnemonic(extra).expose(), "x")) ==
          "CARD-UNKNOWN-MEMBER");
    extra.member_index = 1;
    extra.member_threshold = 2;
    CHECK(rule_of(table.take_words(slip39::format_mnemonic(extra).expose(), "x")) ==
          "CARD-UNKNOWN-MEMBER");
}

TEST_CASE("RECOVERY-MISMATCH: a forged single share without a commitment gives no wrong key") {
    const auto set = split_set({{1, 1}}, 1, false);
    CardCollector table(set.manifest);
    const auto taken = table.take_words(forged_words(set.shares[0]).expose(), "card");
    REQUIRE(taken);
    CHECK_FALSE(taken->checked);
    const auto key = table.rejoin();
    REQUIRE_FALSE(key);
    CHECK(key.error().rule == "RECOVERY-MISMATCH");
    CHECK(key.error().kind == ErrorKind::unverified);
}

TEST_CASE("copies of one share name all who hold them") {
    const auto set = split_set({{1, 3}, {2, 2}}, 1);
    CardCollector table(set.manifest);
    const auto taken = table.take_words(set.words(0).expose(), "card");
    REQUIRE(taken);
    CHECK(taken->holders == std::vector<std::string>{"holder-1-1", "holder-1-2", "holder-1-3"});
    CHECK(table.complete());
    CHECK(table.rejoin());
}

TEST_CASE("CARD-QR: the text of another code, and of another version, is refused") {
    const auto set = split_set({{3, 5}}, 1);
    CardCollector table(set.manifest);
    const auto rule = [&](const std::string& text) {
        return rule_of(table.take_qr(as_bytes(text), "picture"));
    };
    CHECK(rule("") == "CARD-QR");
    CHECK(rule("HTTPS://EXAMPLE.ORG") == "CARD-QR");
    CHECK(rule("BREAKGLASS 2 " + set.manifest.set_id) == "CARD-QR");
    CHECK(rule("BREAKGLASS 1 " + set.manifest.set_id + " " + set.manifest.recipient) ==
          "SHARE-LENGTH");
}

TEST_CASE("CARD-FOREIGN-SET: words of this set under another set's name are refused") {
    const auto wanted = split_set({{2, 3}}, 1);
    const auto other = split_set({{2, 3}}, 1);
    CardCollector table(wanted.manifest);
    const SecretBytes words = wanted.words(0);
    const std::string relabelled = "BREAKGLASS 1 " + other.manifest.set_id + " " +
                                   other.manifest.recipient + " " +
                                   std::string(as_text(words.expose()));
    CHECK(rule_of(table.take_qr(as_bytes(relabelled), "picture")) == "CARD-FOREIGN-SET");
    const auto in_file = table.take_file(as_bytes(relabelled), "file");
    REQUIRE(in_file);
    CHECK(rule_of(in_file->front()) == "CARD-FOREIGN-SET");
}

TEST_CASE("a words file may hold several cards and text for people") {
    const auto set = split_set({{3, 5}}, 1);
    CardCollector table(set.manifest);
    std::string file =
        "BREAKGLASS RECOVERY CARD: keep it\nSentences for people.\n  1 academic   2 acid\n\n";
    for (const std::size_t share : {0U, 4U}) {
        const SecretBytes words = set.words(share);
        file += std::string(as_text(words.expose())) + "\r\n";
    }
    const auto cards = table.take_file(as_bytes(file), "cards.txt");
    REQUIRE(cards);
    REQUIRE(cards->size() == 2);
    CHECK((*cards)[0]->member == 0);
    CHECK((*cards)[1]->member == 4);
}

TEST_CASE("a bad line of a words file is named by its number and spoils no other") {
    const auto set = split_set({{3, 5}}, 1);
    CardCollector table(set.manifest);
    std::string file(as_text(forged_words(set.shares[0]).expose()));
    const SecretBytes good = set.words(1);
    file += "\n" + std::string(as_text(good.expose()));
    const auto cards = table.take_file(as_bytes(file), "cards.txt");
    REQUIRE(cards);
    REQUIRE(cards->size() == 2);
    CHECK(rule_of((*cards)[0]) == "CARD-WRONG-SHARE");
    CHECK((*cards)[0].error().message.find("cards.txt line 1") != std::string::npos);
    CHECK((*cards)[1]);
}

TEST_CASE("CARD-NO-WORDS, CARD-LINE: empty files, prose and binary hold no card") {
    const auto set = split_set({{3, 5}}, 1);
    CardCollector table(set.manifest);
    const auto rule = [&](const std::string& file) {
        const auto cards = table.take_file(as_bytes(file), "x");
        return cards ? "" : cards.error().rule;
    };
    CHECK(rule("") == "CARD-NO-WORDS");
    CHECK(rule("# nothing here\n") == "CARD-NO-WORDS");
    CHECK(rule("nothing here\n") == "CARD-LINE");
    CHECK(rule(std::string(100'000, '\0')) == "CARD-LINE");
}

TEST_CASE("SHARE-CHECKSUM: a mistyped word is refused before anything is taken") {
    const auto set = split_set({{3, 5}}, 1);
    CardCollector table(set.manifest);
    const SecretBytes words = set.words(0);
    std::string text(as_text(words.expose()));
    const std::size_t last = text.rfind(' ') + 1;
    const std::string replaced = text.substr(last) == "academic" ? "acid" : "academic";
    text = text.substr(0, last) + replaced;
    CHECK(rule_of(table.take_words(as_bytes(text), "card")) == "SHARE-CHECKSUM");
    CHECK(table.progress().front().taken == 0);
}

TEST_CASE(
    "without a manifest the cards say what is needed, and all together whether they are right") {
    const auto set = split_set({{2, 3}, {2, 3}}, 2);
    CardCollector table = CardCollector::without_manifest();
    CHECK_FALSE(table.complete());
    REQUIRE(table.take_words(set.words(0).expose(), "card"));
    CHECK_THAT(table.summary(), Catch::Matchers::Contains("group 1 1 of 2 (missing 1); group 2"));
    REQUIRE(table.take_words(set.words(1).expose(), "card"));
    CHECK(table.take_words(set.words(1).expose(), "card")->repeated);
    CHECK_FALSE(table.complete());
    CHECK(table.rejoin().error().rule == "CARD-TOO-FEW");
    REQUIRE(table.take_words(set.words(3).expose(), "card"));
    const auto last = table.take_words(set.words(4).expose(), "card");
    REQUIRE(last);
    CHECK_FALSE(last->checked);
    REQUIRE(table.complete());
    const auto key = table.rejoin();
    REQUIRE(key);
    CHECK(key->recipient().text() == set.manifest.recipient);
}

TEST_CASE("without a manifest the first card says which set it is") {
    const auto set = split_set({{2, 3}}, 1);
    auto other = split_set({{2, 3}}, 1);
    while (other.manifest.identifier == set.manifest.identifier)
        other = split_set({{2, 3}}, 1);
    CardCollector table = CardCollector::without_manifest();
    REQUIRE(
        table.take_qr(card::format_qr_text(set.manifest.recipient, set.shares[0]).expose(), "a"));
    CHECK(table.manifest().recipient == set.manifest.recipient);
    CHECK(table.manifest().set_id == set.manifest.set_id);
    CHECK(rule_of(table.take_words(other.words(1).expose(), "b")) == "CARD-FOREIGN-SET");
    CHECK(rule_of(table.take_qr(
              card::format_qr_text(other.manifest.recipient, other.shares[1]).expose(), "c")) ==
          "CARD-FOREIGN-SET");
    CHECK(rule_of(table.take_qr(
              card::format_qr_text(set.manifest.recipient, set.shares[1], card::Purpose::practice)
                  .expose(),
              "d")) == "CARD-PRACTICE");
}

TEST_CASE("RECOVERY-MISMATCH: without a manifest too, when a card's code names another recipient") {
    const auto set = split_set({{2, 3}}, 1);
    const auto other = split_set({{2, 3}}, 1);
    CardCollector table = CardCollector::without_manifest();
    REQUIRE(
        table.take_qr(card::format_qr_text(other.manifest.recipient, set.shares[0]).expose(), "a"));
    REQUIRE(table.take_words(set.words(1).expose(), "b"));
    const auto key = table.rejoin();
    REQUIRE_FALSE(key);
    CHECK(key.error().rule == "RECOVERY-MISMATCH");
}
