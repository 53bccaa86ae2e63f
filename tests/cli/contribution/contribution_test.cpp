#include "catch.h"
#include "cli/cases/courtroom.h"

#include <breakglass/contribution/contribution.h>

namespace breakglass::testing {

namespace {

const std::string armored =
    "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n";

contribution::Claim claim() {
    return {.escrow = "payroll " + escrow_id,
            .case_name = "incident-20311102-7f3a91c2",
            .request = sha256(as_bytes("request")),
            .set_id = "9c03aabb",
            .group = "custodians",
            .number = 2,
            .age_file = sha256(as_bytes(armored)),
            .signer = "legal",
            .time = noon};
}

Bytes file_of(const statement::Statement& said, const std::string& below = armored) {
    Bytes file = signed_by("legal", said).stored;
    append(file, as_bytes(below));
    return file;
}

std::string rule_of(const Bytes& file) {
    const auto parsed = contribution::parse_contribution(file);
    return parsed ? "" : parsed.error().rule;
}

}  // namespace

TEST_CASE("a contribution says what was claimed, and its age file is what follows") {
    const auto parsed =
        contribution::parse_contribution(file_of(contribution::to_statement(claim())));
    REQUIRE(parsed);
    REQUIRE(parsed->said);
    CHECK(parsed->claim == claim());
    CHECK(as_text(parsed->age_file) == armored);
}

TEST_CASE("a plain age file is taken as nobody's") {
    for (const std::string& text :
         {armored, "\n " + armored, std::string("age-encryption.org/v1\n")}) {
        const auto parsed = contribution::parse_contribution(as_bytes(text));
        REQUIRE(parsed);
        CHECK_FALSE(parsed->said);
        CHECK(as_text(parsed->age_file) == text);
    }
}

TEST_CASE("CONTRIBUTION-MALFORMED: fields and words are exactly those of the claim") {
    const statement::Statement good = contribution::to_statement(claim());
    for (std::size_t left_out = 0; left_out < good.fields.size(); ++left_out) {
        statement::Statement said = good;
        said.fields.erase(said.fields.begin() + static_cast<std::ptrdiff_t>(left_out));
        CHECK(contribution::read_claim(said).error().rule == "CONTRIBUTION-MALFORMED");
    }
    statement::Statement said = good;
    said.fields.push_back({"note", "one more"});
    CHECK_FALSE(contribution::read_claim(said));
    said = good;
    std::swap(said.fields[0], said.fields[1]);
    CHECK_FALSE(contribution::read_claim(said));
    said = good;
    said.words = "something else\n";
    CHECK_FALSE(contribution::read_claim(said));
    said = good;
    said.fields[5].value = "02";
    CHECK_FALSE(contribution::read_claim(said));
    said = good;
    said.kind = "approval";
    CHECK_FALSE(contribution::read_claim(said));
}

TEST_CASE("CONTRIBUTION-MALFORMED: what follows the statement is an armored age file") {
    const auto said = contribution::to_statement(claim());
    CHECK(rule_of(file_of(said, "")) == "CONTRIBUTION-MALFORMED");
    CHECK(rule_of(file_of(said, "\n" + armored)) == "CONTRIBUTION-MALFORMED");
    CHECK(rule_of(file_of(said, "age-encryption.org/v1\n")) == "CONTRIBUTION-MALFORMED");
    CHECK(rule_of({}) == "CONTRIBUTION-MALFORMED");
    const Bytes whole = file_of(said);
    for (std::size_t length = 0; length + armored.size() < whole.size(); length += 7)
        CHECK_FALSE(contribution::parse_contribution(ByteView(whole).first(length)));
}

TEST_CASE("CONTRIBUTION-TOO-LARGE: more than 64 KiB is not read") {
    CHECK(rule_of(Bytes(contribution::max_contribution_bytes + 1, '-')) ==
          "CONTRIBUTION-TOO-LARGE");
}

}  // namespace breakglass::testing
