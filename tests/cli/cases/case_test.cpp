#include "courtroom.h"

#include <algorithm>
#include <random>

#include <breakglass/age/x25519.h>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

std::string parse_rule(ByteView stored) {
    const auto parsed = parse_case(stored);
    return parsed ? "" : parsed.error().rule;
}

Bytes stored_of(const Courtroom& room) {
    return encode_case(room.it());
}

/// A request with one thing changed by hand, signed as it then stands.
template <typename Change>
std::string request_rule(Change change) {
    Courtroom room;
    room.ask();
    auto statement = to_statement(room.request);
    change(statement);
    return parse_rule(signed_by("platform-lead", statement).stored);
}

std::string made_recipient() {
    return age::X25519Identity::generate().recipient().text();
}

}  // namespace

TEST_CASE("a case comes back from its file, in whatever order the file has it") {
    Courtroom room;
    room.ask().approve("legal", noon + 5).approve("finance", noon + 3).stop("director");
    const Bytes stored = stored_of(room);
    Bytes shuffled;
    for (auto each = room.file.rbegin(); each != room.file.rend(); ++each) {
        append(shuffled, each->stored);
    }
    REQUIRE(shuffled != stored);
    for (const Bytes& file : {stored, shuffled}) {
        const auto parsed = parse_case(file);
        REQUIRE(parsed);
        CHECK(parsed->request == room.request);
        CHECK(parsed->said.size() == 3);
        CHECK(encode_case(*parsed) == stored);
    }
}

TEST_CASE("merging is a union: any order of any copies gives the same bytes") {
    Courtroom room;
    room.ask();
    room.file.push_back(signed_by("finance", to_statement(room.request)));  // a forged copy
    const Saying said = room.saying("approval", "finance", noon + 10);
    room.say(said).say(said, "legal").approve("legal", noon + 10).approve("director", noon + 30);
    room.stop("auditor-room").approve("stranger", noon + 40);
    const Bytes whole = stored_of(room);
    std::mt19937 chance(20311102);
    for (int round = 0; round < 300; ++round) {
        // Copies with some of the statements each; together they have all of them.
        std::vector<std::vector<statement::SignedStatement>> copies(2 + chance() % 4);
        for (auto& copy : copies)
            copy.push_back(room.file[0]);
        for (const auto& each : room.file) {
            copies[chance() % copies.size()].push_back(each);
            if (chance() % 2 == 0) copies[chance() % copies.size()].push_back(each);
        }
        std::shuffle(copies.begin(), copies.end(), chance);
        auto merged = assemble(copies[0]);
        REQUIRE(merged);
        for (std::size_t index = 1; index < copies.size(); ++index) {
            const auto other = assemble(copies[index]);
            REQUIRE(other);
            merged = chance() % 2 == 0 ? merge(*merged, *other) : merge(*other, *merged);
            REQUIRE(merged);
        }
        REQUIRE(encode_case(*merged) == whole);
    }
}

TEST_CASE("CASE-TWO-REQUESTS: one name, two requests") {
    Courtroom one;
    one.ask();
    Courtroom other;
    other.request.scope = {"label=*"};
    other.ask();
    REQUIRE(one.request.case_name == other.request.case_name);
    for (const auto& [a, b] : {std::pair(one.it(), other.it()), std::pair(other.it(), one.it())}) {
        const auto merged = merge(a, b);
        REQUIRE_FALSE(merged);
        CHECK(merged.error().rule == "CASE-TWO-REQUESTS");
    }
    Bytes both = stored_of(one);
    append(both, stored_of(other));
    CHECK(parse_rule(both) == "CASE-TWO-REQUESTS");
}

TEST_CASE("CASE-FOREIGN: copies of different cases do not merge") {
    Courtroom one;
    Courtroom other;
    other.request.nonce[0] = '0';
    const auto merged = merge(one.ask().it(), other.ask().it());
    REQUIRE_FALSE(merged);
    CHECK(merged.error().rule == "CASE-FOREIGN");
}

TEST_CASE("CASE-NO-REQUEST: statements without a request, and nothing at all") {
    Courtroom room;
    room.ask().approve("finance");
    CHECK(parse_rule(room.file[1].stored) == "CASE-NO-REQUEST");
    CHECK(parse_rule({}) == "CASE-NO-REQUEST");
}

TEST_CASE("CASE-TOO-LARGE, CASE-TOO-MANY: limits on bytes and statements") {
    Courtroom room;
    room.ask().approve("finance");
    CHECK(parse_rule(Bytes(max_case_bytes + 1, 'x')) == "CASE-TOO-LARGE");
    Bytes many = stored_of(room);
    for (std::size_t count = 2; count < max_statements; ++count)
        append(many, room.file[1].stored);
    CHECK(parse_rule(many).empty());  // 256 of them, and most say the same
    append(many, room.file[1].stored);
    CHECK(parse_rule(many) == "CASE-TOO-MANY");
    CHECK(request_rule([](statement::Statement& request) {
              for (int count = 0; count < 15; ++count) {
                  request.fields.push_back({"scope", std::string(1000, 'x')});
              }
          }) == "CASE-TOO-LARGE");
}

TEST_CASE("CASE-MALFORMED: a request that lacks, repeats, adds or misspells a field") {
    const auto with = [](std::string_view name, const std::string& value) {
        return request_rule([&](statement::Statement& request) {
            for (statement::Field& field : request.fields) {
                if (field.name == name) field.value = value;
            }
        });
    };
    CHECK(request_rule([](statement::Statement&) {}).empty());
    CHECK(with("escrow", "payroll") == "CASE-MALFORMED");
    CHECK(with("escrow", escrow_id) == "CASE-MALFORMED");
    CHECK(with("case", "incident-20311102-00000000") == "CASE-MALFORMED");
    CHECK(with("case", "../../escape") == "CASE-MALFORMED");
    CHECK(with("act", "holiday") == "CASE-MALFORMED");
    CHECK(with("act", "restore") == "CASE-MALFORMED");  // then its name would be another
    CHECK(with("policy", "00") == "CASE-MALFORMED");
    CHECK(with("nonce", "7F3A91C2000102030405060708090A0B") == "CASE-MALFORMED");
    CHECK(with("time", "2031-11-02 12:00:00") == "CASE-MALFORMED");
    CHECK(with("time", "2031-02-30T12:00:00Z") == "CASE-MALFORMED");
    CHECK(with("reason", std::string(513, 'x')) == "CASE-MALFORMED");
    CHECK(with("reason", "another reason than in the words") == "CASE-WORDS");
    const std::size_t count = to_statement(Courtroom().ask().request).fields.size();
    for (std::size_t index = 0; index < count; ++index) {
        // Without its scope, a request still has every field it must; its words tell.
        const auto cut = request_rule([index](statement::Statement& request) {
            request.fields.erase(request.fields.begin() + static_cast<std::ptrdiff_t>(index));
        });
        CHECK(cut == (index == 6 ? "CASE-WORDS" : "CASE-MALFORMED"));
        CHECK(request_rule([index](statement::Statement& request) {
                  request.fields.push_back(request.fields[index]);
              }) == "CASE-MALFORMED");
    }
    CHECK(request_rule([](statement::Statement& request) {
              std::swap(request.fields[0], request.fields[1]);
          }) == "CASE-MALFORMED");
    CHECK(request_rule([](statement::Statement& request) {
              request.fields.push_back({"x", "y"});
          }) == "CASE-MALFORMED");
}

TEST_CASE("CASE-MALFORMED: recipients only where shares are gathered, and only real ones") {
    const auto asking = [](policy::CaseKind act, const std::string& recipient,
                           const std::string& export_to) {
        Courtroom court(act);
        court.request.recipient = recipient;
        court.request.export_to = export_to;
        court.ask();
        const auto read = read_request(to_statement(court.request));
        if (read) CHECK(*read == court.request);
        return read ? std::string() : read.error().rule;
    };
    using policy::CaseKind;
    CHECK(asking(CaseKind::incident, made_recipient(), "").empty());
    CHECK(asking(CaseKind::incident, made_recipient(), made_recipient()).empty());
    CHECK(asking(CaseKind::drill, made_recipient(), "").empty());
    CHECK(asking(CaseKind::restore, made_recipient(), "") == "CASE-MALFORMED");
    CHECK(asking(CaseKind::drill, "", made_recipient()) == "CASE-MALFORMED");
    CHECK(asking(CaseKind::incident, "age1notone", "") == "CASE-MALFORMED");
    CHECK(asking(CaseKind::incident, "", "age1notone") == "CASE-MALFORMED");

    Courtroom court;
    court.request.recipient = made_recipient();
    court.request.export_to = made_recipient();
    const std::string words = words_of(court.ask().request);
    CHECK_THAT(words, Catch::Matchers::Contains("handed out, encrypted to: age1"));
}

TEST_CASE("CASE-WORDS: a request whose words say something else than its fields") {
    CHECK(request_rule([](statement::Statement& request) { request.words += "And lunch.\n"; }) ==
          "CASE-WORDS");
    CHECK(request_rule([](statement::Statement& request) { request.words.clear(); }) ==
          "CASE-WORDS");
}

TEST_CASE("a statement that was cut off or misspelt is named and costs only itself") {
    Courtroom room;
    room.ask().approve("finance").approve("legal", noon + 20);
    const std::string whole(as_text(stored_of(room)));
    for (const std::string& noise :
         {std::string("noise\n"), std::string("\xff\xfe\n\x1b[2J"), whole.substr(0, 700)}) {
        const auto parsed = parse_case(as_bytes(whole + noise));
        REQUIRE(parsed);
        CHECK(parsed->unread.size() == 1);
        CHECK(as_text(encode_case(*parsed)) == whole);
    }
    // Cut anywhere: what is whole counts, the rest is named, and nothing else happens.
    const std::size_t request_end = room.file[0].stored.size();
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        const auto parsed = parse_case(as_bytes(whole.substr(0, size)));
        REQUIRE(static_cast<bool>(parsed) == (size >= request_end));
        if (!parsed) continue;
        room.circumstances.policy = &room.policy;
        const auto standing = judge(*parsed, room.circumstances);
        REQUIRE(standing);
        CHECK(standing->approvals.size() == parsed->said.size());
        CHECK(standing->ignored.size() == parsed->unread.size());
    }
}

TEST_CASE("no single turned bit makes an approval count for something else") {
    Courtroom room;
    room.ask().approve("finance");
    const Bytes whole = stored_of(room);
    room.circumstances.policy = &room.policy;
    const auto sound = judge(room.it(), room.circumstances);
    REQUIRE(sound->approvals.size() == 1);
    std::size_t tried = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        for (const unsigned bit : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U}) {
            Bytes turned = whole;
            turned[at] = static_cast<std::uint8_t>(turned[at] ^ (1U << bit));
            ++tried;
            const auto parsed = parse_case(turned);
            if (!parsed) continue;
            const auto standing = judge(*parsed, room.circumstances);
            if (standing) REQUIRE(standing->approvals.empty());
        }
    }
    CHECK(tried == whole.size() * 8);
}

TEST_CASE("names of cases: act, day and eight digits, and nothing a path could be made of") {
    CHECK(is_case_name("incident-20311102-7f3a91c2"));
    CHECK(is_case_name("exception-20311102-00000000"));
    for (const char* name :
         {"", "incident", "incident-20311102-7f3a91c", "incident-20311102-7f3a91c20",
          "incident-20311102-7F3A91C2", "Incident-20311102-7f3a91c2", "holiday-20311102-7f3a91c2",
          "incident-2031110a-7f3a91c2", "incident-20311102/7f3a91c2", "../x-20311102-7f3a91c2",
          "incident-20311102-7f3a91c2\n"}) {
        CHECK_FALSE(is_case_name(name));
    }
}
