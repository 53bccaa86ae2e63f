// The recipient and its set id: made with age-keygen 1.1.1, hashed with sha256sum.

#include "catch.h"

#include <algorithm>

#include <breakglass/card/qr_text.h>
#include <breakglass/scheme/split.h>

using namespace breakglass;

namespace {

const std::string recipient = "age13ah658hfayjkcnn9n4hgrc4q4hlkrqjvnkfjf87u3utnf0g9qemqhdsmyu";
const std::string expected_set_id = "0040c589";

slip39::Share sample_share(std::size_t bytes = 32) {
    slip39::SplitPlan plan;
    plan.groups = {{3, 5}};
    auto shares = slip39::split(random_secret(bytes), SecretBytes(), plan);
    REQUIRE(shares);
    return shares->front().clone();
}

std::string text_of(const SecretBytes& secret) {
    return std::string(as_text(secret.expose()));
}

std::string rule_of(std::string_view text) {
    const auto card = card::parse_qr_text(as_bytes(text));
    return card ? "" : card.error().rule;
}

}  // namespace

TEST_CASE("the set id is the beginning of the recipient's SHA-256") {
    CHECK(card::set_id(recipient) == expected_set_id);
}

TEST_CASE("a QR text is upper-case alphanumeric, starts as specified and reads back") {
    for (const std::size_t bytes : {16U, 32U, 64U}) {
        const slip39::Share share = sample_share(bytes);
        const std::string text = text_of(card::format_qr_text(recipient, share));
        CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ") == std::string::npos);
        CHECK(text.starts_with("BREAKGLASS 1 "));
        const auto read = card::parse_qr_text(as_bytes(text));
        REQUIRE(read);
        CHECK(read->set_id == expected_set_id);
        CHECK(read->recipient == recipient);
        CHECK(text_of(slip39::format_mnemonic(read->share)) ==
              text_of(slip39::format_mnemonic(share)));
    }
}

TEST_CASE("a QR text of 33 words fits a version 15 code at level Q") {
    // ISO/IEC 18004, table 7: 426 alphanumeric characters
    std::size_t longest = 0;
    for (int round = 0; round < 50; ++round) {
        longest = std::max(longest, card::format_qr_text(recipient, sample_share()).size());
    }
    CHECK(longest <= 426);
}

TEST_CASE("a QR text is read in lower case and with other blanks, as phones paste it") {
    std::string text = text_of(card::format_qr_text(recipient, sample_share()));
    for (char& letter : text)
        letter = static_cast<char>(std::tolower(letter));
    CHECK(rule_of(text).empty());
    CHECK(rule_of("  " + text + "\r\n").empty());
    std::ranges::replace(text, ' ', '\n');
    CHECK(rule_of(text).empty());
}

TEST_CASE("CARD-QR: other texts and other versions are refused") {
    const std::string text = text_of(card::format_qr_text(recipient, sample_share()));
    CHECK(rule_of("") == "CARD-QR");
    CHECK(rule_of("https://example.org") == "CARD-QR");
    CHECK(rule_of("BREAKGLASS") == "CARD-QR");
    CHECK(rule_of("BREAKGLASS RECOVERY CARD") == "CARD-QR");
    CHECK(rule_of("BREAKGLASS 2" + text.substr(12)) == "CARD-QR");
    CHECK(rule_of("BREAKGLASS 01" + text.substr(12)) == "CARD-QR");
}

TEST_CASE("CARD-RECIPIENT: a recipient that was not copied exactly is refused") {
    std::string text = text_of(card::format_qr_text(recipient, sample_share()));
    text[40] = text[40] == 'Q' ? 'P' : 'Q';
    CHECK(rule_of(text) == "CARD-RECIPIENT");
    CHECK(rule_of("BREAKGLASS 1") == "CARD-RECIPIENT");
}

TEST_CASE("CARD-SET-ID: a set id that is not the recipient's is refused") {
    std::string text = text_of(card::format_qr_text(recipient, sample_share()));
    text[13] = text[13] == '0' ? '1' : '0';
    CHECK(rule_of(text) == "CARD-SET-ID");
}

TEST_CASE("a QR text with wrong words is refused by the rules of the words") {
    const std::string text = text_of(card::format_qr_text(recipient, sample_share()));
    CHECK(rule_of(text.substr(0, text.rfind(' '))) == "SHARE-LENGTH");
    CHECK(rule_of(text.substr(0, text.rfind(' ')) + " ?") == "SHARE-WORD-ILLEGIBLE");
    CHECK(rule_of(text + " ACID") == "SHARE-LENGTH");
}

TEST_CASE(
    "CARD-PRACTICE: a rehearsal's QR text says so first, and is refused where a card is read") {
    const slip39::Share share = sample_share();
    const std::string text =
        text_of(card::format_qr_text(recipient, share, card::Purpose::practice));
    CHECK(text.starts_with("BREAKGLASS PRACTICE 1 0040C589 AGE1"));
    CHECK(text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ") == std::string::npos);
    CHECK(text.size() <= 426);  // ISO/IEC 18004, table 7: version 15 at level Q
    CHECK(rule_of(text) == "CARD-PRACTICE");
    CHECK(card::starts_as_qr_text(as_bytes(text)));
    const auto parts = card::split_qr_text(as_bytes(text));
    REQUIRE(parts);
    CHECK(parts->purpose == card::Purpose::practice);
    CHECK(parts->recipient == recipient);
    const std::string real = text_of(card::format_qr_text(recipient, share));
    CHECK(card::split_qr_text(as_bytes(real))->purpose == card::Purpose::real);
}

TEST_CASE("CARD-QR: the word PRACTICE twice, or elsewhere, is no card") {
    const std::string text = text_of(card::format_qr_text(recipient, sample_share()));
    CHECK(rule_of("BREAKGLASS PRACTICE PRACTICE" + text.substr(10)) == "CARD-QR");
    CHECK(rule_of("PRACTICE " + text) == "CARD-QR");
    CHECK(rule_of("BREAKGLASS PRACTICE") == "CARD-QR");
}
