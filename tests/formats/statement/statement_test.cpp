#include "formats/statement/samples.h"

using namespace breakglass;
using statement::Statement;
using testing::approval;
using testing::rule_of;

namespace {

const std::string approval_text =
    "breakglass statement v1: approval\n"
    "escrow: payroll 0f1e2d3c4b5a69788796a5b4c3d2e1f0\n"
    "case: incident-20311102-7f3a91c2\n"
    "scope: label=payroll*,latest\n"
    "scope: label=ledger,latest\n"
    "signer: security-lead\n"
    "time: 2031-11-02T03:04:05Z\n"
    "\n"
    "The recovery key is rejoined to restore payroll.\n"
    "\n"
    "Asked by platform-lead.\n";

std::string rule_of_text(const std::string& text) {
    return rule_of(statement::parse_text(as_bytes(text)));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("a statement is the text that the format says, and reads back as itself") {
    const auto text = statement::to_text(approval());
    REQUIRE(text);
    CHECK(*text == approval_text);
    const auto read = statement::parse_text(as_bytes(*text));
    REQUIRE(read);
    CHECK(*read == approval());
}

TEST_CASE("the smallest statement has no field and no words") {
    const auto text = statement::to_text({"stop", {}, ""});
    REQUIRE(text);
    CHECK(*text == "breakglass statement v1: stop\n\n");
    const auto read = statement::parse_text(as_bytes(*text));
    REQUIRE(read);
    CHECK(*read == Statement{"stop", {}, ""});
}

TEST_CASE("words in any script, empty lines and colons stand in a statement") {
    Statement said = approval();
    said.fields.push_back({"reason", "a: b:  c — Yogyakarta 日本"});
    said.words = "\n\nscope: not a field\n  indented \n-----BEGIN something else-----\n";
    const auto text = statement::to_text(said);
    REQUIRE(text);
    const auto read = statement::parse_text(as_bytes(*text));
    REQUIRE(read);
    CHECK(*read == said);
}

TEST_CASE("a field is asked for by name: the only one, or all") {
    const Statement said = approval();
    REQUIRE(said.only("case") != nullptr);
    CHECK(*said.only("case") == "incident-20311102-7f3a91c2");
    CHECK(said.only("scope") == nullptr);
    CHECK(said.only("nothing") == nullptr);
    CHECK(said.all("scope") ==
          std::vector<std::string>{"label=payroll*,latest", "label=ledger,latest"});
    CHECK(said.all("nothing").empty());
    CHECK(statement::name_space("approval") == "breakglass.approval");
}

TEST_CASE("STATEMENT-TEXT: what cannot be said is refused before anybody signs") {
    const auto refused = [](const std::string& why, const auto& change) {
        Statement said = approval();
        change(said);
        const auto text = statement::to_text(said);
        REQUIRE_FALSE(text);
        CHECK(text.error().kind == ErrorKind::usage);
        CHECK(text.error().rule == "STATEMENT-TEXT");
        CHECK_THAT(text.error().message, Catch::Matchers::Contains(why));
    };
    for (const std::string& word :
         {std::string(), std::string("Approval"), std::string("a b"), std::string("a_b"),
          std::string("a:"), std::string("a\nb"), std::string(33, 'a')}) {
        CAPTURE(word);
        refused("its kind", [&](Statement& said) { said.kind = word; });
        refused("a field's name", [&](Statement& said) { said.fields[0].name = word; });
    }
    const auto value = [&](const std::string& why, const std::string& text) {
        refused("\"case\" " + why, [&](Statement& said) { said.fields[1].value = text; });
    };
    value("is empty", "");
    value("has 1025 bytes", std::string(1025, 'a'));
    value("begins or ends with a blank", " a");
    value("begins or ends with a blank", "a ");
    value("is not one line", "a\nb");
    value("is not one line", "a\rb");
    value("is not one line", "\x1b[2Ja");
    value("is not one line", "a\xe2\x80\xae");
    value("is not one line", "a\xff");
    const auto words = [&](const std::string& why, const std::string& text) {
        refused(why, [&](Statement& said) { said.words = text; });
    };
    words("do not end with a newline", "a");
    words("line 2 of its words is not plain text", "a\n\tb\n");
    words("line 1 of its words is not plain text", "a\r\n");
    words("line 2 of its words begins with", "a\n-----BEGIN SSH SIGNATURE-----\n");
    words("line 1 of its words begins with", "-----END SSH SIGNATURE----- so it seems\n");
    words("line 1 of its words begins with", "breakglass statement v1: approval\n");
    words("more than 32768", std::string(33000, 'a') + "\n");
}

TEST_CASE("the largest values and texts fit, one byte more does not") {
    Statement said{"note", {{std::string(32, 'n'), std::string(1024, 'v')}}, ""};
    const std::size_t head = statement::to_text(said)->size();
    said.words = std::string(statement::max_statement_bytes - head - 1, 'w') + "\n";
    const auto text = statement::to_text(said);
    REQUIRE(text);
    CHECK(text->size() == statement::max_statement_bytes);
    CHECK(rule_of_text(*text).empty());
    CHECK(rule_of_text(*text + "\n") == "STATEMENT-MALFORMED");
    said.words.insert(0, "w");
    CHECK(rule_of(statement::to_text(said)) == "STATEMENT-TEXT");
}

TEST_CASE("STATEMENT-MALFORMED: a second spelling of a statement is none") {
    for (const std::string& text :
         {std::string(),
          std::string("\n"),
          approval_text.substr(0, approval_text.size() - 1),
          "\n" + approval_text,
          "\xef\xbb\xbf" + approval_text,
          replaced(approval_text, "v1: ", "v2: "),
          replaced(approval_text, "v1: ", "v1:"),
          replaced(approval_text, "v1: ", "v1:  "),
          replaced(approval_text, "approval", "Approval"),
          replaced(approval_text, "approval\n", "approval \n"),
          replaced(approval_text, "approval\n",
                   "approval\n\nescrow\n-----END SSH SIGNATURE-----\n"),
          replaced(approval_text, "case: ", "case:"),
          replaced(approval_text, "case: ", "case:  "),
          replaced(approval_text, "case: ", "case : "),
          replaced(approval_text, "case: ", " case: "),
          replaced(approval_text, "case: ", "Case: "),
          replaced(approval_text, "case: ", ": "),
          replaced(approval_text, "case: ", "case\t: "),
          replaced(approval_text, "signer: security-lead", "signer: "),
          replaced(approval_text, "signer: security-lead", "signer"),
          replaced(approval_text, "security-lead", "security-lead "),
          replaced(approval_text, "security-lead", "security\xe2\x80\x8b-lead"),
          replaced(approval_text, "signer: ", "breakglass statement v1: approval\nsigner: "),
          replaced(approval_text, "Asked", "Asked\x1b[31m"),
          replaced(approval_text, "Asked", "-----BEGIN SSH SIGNATURE-----\nAsked"),
          replaced(approval_text, "\n", "\r\n")}) {
        CAPTURE(text);
        CHECK(rule_of_text(text) == "STATEMENT-MALFORMED");
    }
}

TEST_CASE("STATEMENT-MALFORMED names the line") {
    const auto read =
        statement::parse_text(as_bytes(replaced(approval_text, "signer: ", "Signer: ")));
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().message, Catch::Matchers::Contains("line 6"));
    CHECK(read.error().kind == ErrorKind::unverified);
}

TEST_CASE("every cut and every changed byte gives no statement or another one that round-trips") {
    int refused = 0;
    for (std::size_t at = 0; at < approval_text.size(); ++at) {
        for (unsigned flip = 1; flip < 256; flip <<= 1U) {
            std::string changed = approval_text;
            changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ flip);
            const auto read = statement::parse_text(as_bytes(changed));
            if (!read) {
                ++refused;
                continue;
            }
            const auto again = statement::to_text(*read);
            if (!again || *again != changed || *read == approval()) FAIL("byte " << at);
        }
        const auto cut = statement::parse_text(as_bytes(approval_text).first(at));
        if (cut && *statement::to_text(*cut) != approval_text.substr(0, at)) FAIL("cut " << at);
    }
    CHECK(refused > 500);
}
