#include "catch.h"
#include "cli/ceremony/room.h"

#include <filesystem>

#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/rehearse.h>
#include <breakglass/escrow/rehearsals.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/manifest.h>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

ceremony::WalkRequest practice_request(const Room& room, const std::string& folder,
                                       bool read_back) {
    ceremony::WalkRequest request{
        .start = folder.empty() ? Room::no_folder() : room.request(folder), .read_back = read_back};
    request.start.practice = true;
    return request;
}

}  // namespace

TEST_CASE("a rehearsal leaves nothing in the catalog and nothing among the manifests") {
    Room room;
    const auto rehearsed =
        ceremony::rehearse(room.escrow(), practice_request(room, "cards", true), noon);
    REQUIRE(rehearsed);
    CHECK(rehearsed->cards == 3);
    CHECK(room.sets().all()->empty());
    CHECK(room.escrow().set_ids()->empty());
    CHECK(ceremony::rehearsal_manifest(room.escrow(), rehearsed->set_id)->practice);
    CHECK_FALSE(ceremony::waiting_rehearsal(room.escrow())->has_value());
    const auto& last = room.escrow().ledger().entries().back();
    CHECK(last.act == "rehearsal.end");
    CHECK(*last.fact("cards") == "3");
}

TEST_CASE("a rehearsal that was interrupted goes on where it stood, beside a real ceremony") {
    Room room;
    const auto first = ceremony::rehearse(room.escrow(), practice_request(room, "p", false), noon);
    REQUIRE_FALSE(first);
    CHECK(first.error().rule == "CEREMONY-NOT-CONFIRMED");
    CHECK(first.error().hint.find("ceremony rehearse") != std::string::npos);
    const auto waiting = *ceremony::waiting_rehearsal(room.escrow());
    REQUIRE(waiting);
    room.start("real");  // a waiting rehearsal stops nothing real
    auto some = practice_request(room, "", false);
    some.readings.push_back(words_file(room.path("p/custodians-1-finance.txt")));
    const auto second = ceremony::rehearse(room.escrow(), some, noon + 60);
    REQUIRE_FALSE(second);
    CHECK(second.error().message.find("finance") == std::string::npos);
    CHECK(second.error().message.find("director") != std::string::npos);
    auto rest = practice_request(room, "", false);
    rest.readings.push_back(picture_file(room.path("p/custodians-2-director.png")));
    rest.readings.push_back(words_file(room.path("p/custodians-3-legal.txt")));
    const auto done = ceremony::rehearse(room.escrow(), rest, noon + 120);
    REQUIRE(done);
    CHECK(done->set_id == *waiting);
    CHECK(done->seconds >= 120);
}

TEST_CASE("CARD-PRACTICE: the real ceremony refuses every card of a rehearsal, in whatever form") {
    Room room;
    REQUIRE_FALSE(ceremony::rehearse(room.escrow(), practice_request(room, "p", false), noon));
    room.start("real");
    const std::string card = file_text(room.path("p/custodians-1-finance.txt"));
    const std::size_t at = card.find("(no passphrase):\n\n") + 18;
    ceremony::Reading typed{.medium = ceremony::Reading::Medium::typed, .path = "typed"};
    typed.typed = SecretBytes::copy_of(as_bytes(card.substr(at, card.find('\n', at) - at)));
    std::vector<ceremony::Reading> readings;
    readings.push_back(words_file(room.path("p/custodians-1-finance.txt")));
    readings.push_back(picture_file(room.path("p/custodians-1-finance.png")));
    readings.push_back(std::move(typed));
    for (ceremony::Reading& reading : readings) {
        const auto confirmed = room.confirm(std::move(reading));
        REQUIRE(confirmed.refused.size() == 1);
        CHECK(confirmed.refused.front().error.rule == "CARD-PRACTICE");
        CHECK(confirmed.read.empty());
    }
}

TEST_CASE("CARD-REAL: a rehearsal refuses the card of a real set") {
    Room room;
    room.start("real");
    REQUIRE_FALSE(ceremony::rehearse(room.escrow(), practice_request(room, "p", false), noon));
    for (const bool picture : {false, true}) {
        auto request = practice_request(room, "", false);
        const std::string stem = room.path("real/custodians-1-finance");
        request.readings.push_back(picture ? picture_file(stem + ".png")
                                           : words_file(stem + ".txt"));
        const auto refused = ceremony::rehearse(room.escrow(), request, noon);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().rule == "CARD-REAL");
    }
}

TEST_CASE("a rehearsal can be given up, and its cards stay practice cards") {
    Room room;
    REQUIRE_FALSE(ceremony::rehearse(room.escrow(), practice_request(room, "p", false), noon));
    const std::string id = **ceremony::waiting_rehearsal(room.escrow());
    REQUIRE(ceremony::abandon(room.escrow(), id));
    CHECK_FALSE(ceremony::waiting_rehearsal(room.escrow())->has_value());
    CHECK(room.escrow().ledger().entries().back().act == "rehearsal.abandon");
    room.start("real");
    const auto confirmed = room.confirm(words_file(room.path("p/custodians-1-finance.txt")));
    CHECK(confirmed.refused.front().error.rule == "CARD-PRACTICE");
    CHECK_FALSE(ceremony::abandon(room.escrow(), id));
}

TEST_CASE("REHEARSAL-NOT-PRACTICE: a real manifest among the rehearsals is refused") {
    Room room;
    const auto started = room.start("real");
    const auto stored = room.escrow().read_manifest(started.set_id);
    REQUIRE(stored);
    REQUIRE(escrow::write_rehearsal(room.escrow(), started.set_id, *stored));
    const auto refused = ceremony::rehearsal_manifest(room.escrow(), started.set_id);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "REHEARSAL-NOT-PRACTICE");
}

TEST_CASE("REHEARSAL-RECORD: a damaged record is named, with the way out") {
    Room room;
    REQUIRE_FALSE(ceremony::rehearse(room.escrow(), practice_request(room, "p", false), noon));
    const std::string id = **ceremony::waiting_rehearsal(room.escrow());
    std::ofstream(escrow::rehearsals_dir(room.escrow()) / (id + ".record")) << "read everything\n";
    const auto refused = ceremony::rehearse(room.escrow(), practice_request(room, "p", true), noon);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "REHEARSAL-RECORD");
}
