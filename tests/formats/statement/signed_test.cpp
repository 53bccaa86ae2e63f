#include "formats/statement/samples.h"

using namespace breakglass;
using testing::approval;
using testing::Desk;
using testing::rule_of;

namespace {

std::string rule_of_stored(const std::string& stored) {
    return rule_of(statement::parse_signed(as_bytes(stored)));
}

statement::Statement numbered(int number) {
    statement::Statement said = approval();
    said.fields.push_back({"number", std::to_string(number)});
    return said;
}

}  // namespace

TEST_CASE("a signed statement reads back, and its key and namespace verify") {
    const Desk desk;
    const std::string stored = desk.stored(approval());
    const auto read = statement::parse_signed(as_bytes(stored));
    REQUIRE(read);
    CHECK(read->statement == approval());
    CHECK(as_text(read->stored) == stored);
    CHECK(as_text(read->text) == *statement::to_text(approval()));
    CHECK(read->id == sha256(read->text));
    CHECK(statement::verify(*read, desk.key()));
}

TEST_CASE("SIGNATURE-KEY: somebody else's key did not sign it") {
    const Desk desk;
    const Desk other;
    const auto read = statement::parse_signed(as_bytes(desk.stored(approval())));
    REQUIRE(read);
    CHECK(rule_of(statement::verify(*read, other.key())) == "SIGNATURE-KEY");
}

TEST_CASE("SIGNATURE-NAMESPACE: an approval signed as something else is none") {
    const Desk desk;
    const std::string text = *statement::to_text(approval());
    for (const char* other : {"breakglass.request", "breakglass.approvals", "breakglass", "file",
                              "breakglass.sealing"}) {
        const auto joined = statement::join(as_bytes(text), desk.sign(text, other));
        REQUIRE(joined);
        CHECK(rule_of(statement::verify(*joined, desk.key())) == "SIGNATURE-NAMESPACE");
    }
}

TEST_CASE("SIGNATURE-FORGED: no bit of the text can change below its signature") {
    const Desk desk;
    const std::string stored = desk.stored(approval());
    const std::size_t text_size = statement::to_text(approval())->size();
    const auto key = desk.key();
    int forged = 0;
    for (std::size_t at = 0; at < text_size; ++at) {
        for (unsigned flip = 1; flip < 256; flip <<= 1U) {
            std::string changed = stored;
            changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ flip);
            const auto read = statement::parse_signed(as_bytes(changed));
            if (!read) continue;
            const std::string rule = rule_of(statement::verify(*read, key));
            if (rule != "SIGNATURE-FORGED" && rule != "SIGNATURE-NAMESPACE") FAIL("byte " << at);
            ++forged;
        }
    }
    CHECK(forged > 500);
}

TEST_CASE("no bit of the signature can change: it is refused, or proves nothing") {
    const Desk desk;
    const std::string stored = desk.stored(approval());
    const auto key = desk.key();
    for (std::size_t at = statement::to_text(approval())->size(); at < stored.size(); ++at) {
        for (unsigned flip = 1; flip < 256; flip <<= 1U) {
            std::string changed = stored;
            changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ flip);
            const auto read = statement::parse_signed(as_bytes(changed));
            if (read && statement::verify(*read, key)) FAIL("byte " << at << " flip " << flip);
        }
    }
}

TEST_CASE("STATEMENT-MALFORMED: a stored statement has one spelling and nothing around it") {
    const Desk desk;
    const std::string stored = desk.stored(approval());
    const std::size_t armor = stored.find("-----BEGIN");
    std::string unwrapped = stored;
    unwrapped.erase(stored.find('\n', armor + 40), 1);
    std::string crlf = stored;
    crlf.insert(crlf.size() - 1, "\r");
    for (const std::string& bad :
         {std::string(), stored.substr(0, stored.size() - 1), stored + "\n", stored + "x",
          stored + stored, "\n" + stored, unwrapped, crlf, stored.substr(0, armor),
          stored.substr(armor), stored.substr(0, armor) + "\n" + stored.substr(armor),
          stored.substr(0, armor) + stored.substr(armor) + stored.substr(armor)}) {
        CAPTURE(bad);
        const std::string rule = rule_of_stored(bad);
        // An empty line more is one more line of the words: another text, not another spelling.
        if (rule.empty()) {
            CHECK(statement::parse_signed(as_bytes(bad))->id !=
                  statement::parse_signed(as_bytes(stored))->id);
        } else {
            CHECK(rule == "STATEMENT-MALFORMED");
        }
    }
    for (std::size_t size = 0; size < stored.size(); ++size) {
        CHECK_FALSE(statement::parse_signed(as_bytes(stored).first(size)));
    }
}

TEST_CASE("join gives the armor its one spelling, and never moves the boundary") {
    const Desk desk;
    const std::string text = *statement::to_text(approval());
    const Bytes armor = desk.sign(text, "breakglass.approval");
    const auto plain = statement::join(as_bytes(text), armor);
    REQUIRE(plain);
    CHECK(as_text(plain->stored) == text + std::string(as_text(armor)));  // ssh-keygen's own
    std::string crlf;
    for (const char c : as_text(armor))
        crlf += c == '\n' ? "\r\n" : std::string(1, c);
    const auto respelt = statement::join(as_bytes(text), as_bytes(crlf));
    REQUIRE(respelt);
    CHECK(respelt->stored == plain->stored);

    const std::string inside = text + std::string(as_text(armor));
    CHECK(rule_of(statement::join(as_bytes(inside), armor)) == "STATEMENT-MALFORMED");
    CHECK(rule_of(statement::join(as_bytes(text), as_bytes("nothing"))) == "SIGNATURE-MALFORMED");
}

TEST_CASE("statements one after the other are read in their order") {
    const Desk desk;
    std::string all;
    for (int number = 0; number < 3; ++number)
        all += desk.stored(numbered(number));
    const auto read = statement::parse_all(as_bytes(all), 3);
    REQUIRE(read);
    REQUIRE(read->size() == 3);
    for (int number = 0; number < 3; ++number) {
        const auto& one = (*read)[static_cast<std::size_t>(number)];
        CHECK(one.statement == numbered(number));
        CHECK(statement::verify(one, desk.key()));
    }
    CHECK(statement::parse_all({}, 3)->empty());
    CHECK(rule_of(statement::parse_all(as_bytes(all), 2)) == "STATEMENT-TOO-MANY");

    const std::string between = desk.stored(numbered(0)) + "\n" + desk.stored(numbered(1));
    const auto refused = statement::parse_all(as_bytes(between), 3);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "STATEMENT-MALFORMED");
    CHECK_THAT(refused.error().message, Catch::Matchers::Contains("statement 2"));
    CHECK(rule_of(statement::parse_all(as_bytes(all + "x"), 9)) == "STATEMENT-MALFORMED");
}

TEST_CASE("ten thousand statements and megabytes of noise are refused at once") {
    const Desk desk;
    const std::string one = desk.stored(approval());
    std::string many;
    for (int number = 0; number < 10000; ++number)
        many += one;
    CHECK(rule_of(statement::parse_all(as_bytes(many), 256)) == "STATEMENT-TOO-MANY");
    const std::string noise(std::size_t{64} << 20U, '\n');
    CHECK(rule_of(statement::parse_all(as_bytes(noise), 256)) == "STATEMENT-MALFORMED");
    CHECK(rule_of_stored(noise) == "STATEMENT-MALFORMED");
    CHECK(rule_of_stored(*statement::to_text(approval()) + "-----BEGIN SSH SIGNATURE-----\n" +
                         noise) == "STATEMENT-MALFORMED");
}
