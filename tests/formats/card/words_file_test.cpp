#include "catch.h"

#include <breakglass/card/qr_text.h>
#include <breakglass/card/words_file.h>
#include <breakglass/scheme/split.h>

using namespace breakglass;

namespace {

const std::string recipient = "age13ah658hfayjkcnn9n4hgrc4q4hlkrqjvnkfjf87u3utnf0g9qemqhdsmyu";

std::vector<slip39::Share> sample_shares() {
    slip39::SplitPlan plan;
    plan.groups = {{2, 3}};
    auto shares = slip39::split(random_secret(32), SecretBytes(), plan);
    REQUIRE(shares);
    return *std::move(shares);
}

std::string words_of(const slip39::Share& share) {
    return std::string(as_text(slip39::format_mnemonic(share).expose()));
}

std::vector<std::size_t> lines_of(std::string_view file) {
    const auto shares = card::parse_words_file(as_bytes(file));
    std::vector<std::size_t> lines;
    if (!shares) return lines;
    for (const auto& share : *shares)
        lines.push_back(share.line);
    return lines;
}

Error error_of(std::string_view file) {
    const auto shares = card::parse_words_file(as_bytes(file));
    REQUIRE_FALSE(shares);
    return shares.error();
}

}  // namespace

TEST_CASE("a words file holds one share a line, comments and blank lines between them") {
    const auto shares = sample_shares();
    const std::string a = words_of(shares[0]);
    const std::string b = words_of(shares[1]);
    CHECK(lines_of(a) == std::vector<std::size_t>{1});
    CHECK(lines_of(a + "\n" + b + "\n") == std::vector<std::size_t>{1, 2});
    CHECK(lines_of("# finance\r\n\r\n  " + a + "  \r\n\t# legal\r\n" + b) ==
          std::vector<std::size_t>{3, 5});
    CHECK(lines_of("\xef\xbb\xbf" + a) == std::vector<std::size_t>{1});
}

TEST_CASE("the text of a QR code may stand where words do, and names its recipient") {
    const auto shares = sample_shares();
    const std::string qr(as_text(card::format_qr_text(recipient, shares[0]).expose()));
    const auto read = card::parse_words_file(as_bytes(words_of(shares[1]) + "\n" + qr + "\n"));
    REQUIRE(read);
    REQUIRE(read->size() == 2);
    CHECK(read->at(0).recipient.empty());
    CHECK(read->at(1).recipient == recipient);
    CHECK(read->at(1).line == 2);
}

TEST_CASE("on a printed card's page only the line with all words is read") {
    const auto shares = sample_shares();
    const std::string page =
        "BREAKGLASS RECOVERY CARD: keep it secret, keep it safe\n\n"
        "  holder      finance\n  card        number 1 of 3, group custodians\n\n"
        "The words, numbered:\n\n    1 academic    2 acid    3 acne\n\n"
        "The same words on one line, for any SLIP-39 tool (no passphrase):\n\n" +
        words_of(shares[0]) +
        "\n\nWhat this is. One part of the key that opens the backups when everything\n"
        "else is lost. Alone it opens nothing. It is needed together with other cards.\n";
    CHECK(lines_of(page) == std::vector<std::size_t>{12});
    CHECK(lines_of(page + page).size() == 2);
}

TEST_CASE("CARD-LINE names a line that is neither words nor a comment") {
    const Error error = error_of(words_of(sample_shares()[0]) + "\n\nhello there\n");
    CHECK(error.rule == "CARD-LINE");
    CHECK(error.message.starts_with("line 3 "));
    CHECK(error_of(std::string("\0\x01\xff", 3)).rule == "CARD-LINE");
}

TEST_CASE("CARD-NO-WORDS: an empty file and one of comments hold no share") {
    CHECK(error_of("").rule == "CARD-NO-WORDS");
    CHECK(error_of("\n\n# nothing\n").rule == "CARD-NO-WORDS");
    CHECK(error_of("BREAKGLASS RECOVERY CARD: keep it\nhello\n").rule == "CARD-NO-WORDS");
}

TEST_CASE("an error in the words names the line they stand on") {
    const auto shares = sample_shares();
    std::string second = words_of(shares[1]);
    second.replace(second.rfind(' '), std::string::npos, " ?");
    const Error error = error_of(words_of(shares[0]) + "\n# next\n" + second + "\n");
    CHECK(error.rule == "SHARE-WORD-ILLEGIBLE");
    CHECK(error.message == "line 3: word 33 is marked as illegible");
    second.erase(second.rfind(' '));
    CHECK(error_of(second).rule == "SHARE-LENGTH");
    CHECK(error_of("BREAKGLASS 2 whatever\n").rule == "CARD-QR");
}

TEST_CASE(
    "CARD-PRACTICE: the words below a rehearsal's heading are refused, by any reader of files") {
    const auto shares = sample_shares();
    const std::string words = words_of(shares[0]);
    const std::string page = "BREAKGLASS PRACTICE CARD: opens nothing real\n\n" + words + "\n";
    const auto refused = card::parse_words_file(as_bytes(page));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "CARD-PRACTICE");
    const auto lines = card::find_words(as_bytes(page));
    REQUIRE(lines);
    CHECK(lines->front().practice);
    // a real card further down in the same file is a real one
    const auto both = card::find_words(
        as_bytes(page + "BREAKGLASS RECOVERY CARD: keep it secret\n" + words_of(shares[1]) + "\n"));
    REQUIRE(both);
    REQUIRE(both->size() == 2);
    CHECK((*both)[0].practice);
    CHECK_FALSE((*both)[1].practice);
}
