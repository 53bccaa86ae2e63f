#include "catch.h"
#include "cli/ceremony/room.h"

#include <filesystem>

#include <breakglass/age/x25519.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/status.h>

using namespace breakglass;
using namespace breakglass::testing;
using catalog::SetState;

namespace {

/// The one refusal of an outcome.
std::string refused(const ceremony::Confirmed& confirmed) {
    REQUIRE(confirmed.refused.size() == 1);
    CHECK(confirmed.read.empty());
    return confirmed.refused.front().error.rule;
}

SetState state_of(Room& room, const std::string& set_id) {
    return (*room.sets().find(set_id))->state;
}

}  // namespace

TEST_CASE("a set is confirmed when its last card is read back, and only then active") {
    Room room;
    const auto started = room.start("cards");
    const std::string cards = room.path("cards/custodians-");
    CHECK(room.confirm(words_file(cards + "1-finance.txt")).read.front().holder == "finance");
    room.confirm(picture_file(cards + "2-director.png"));
    CHECK(state_of(room, started.set_id) == SetState::delivered);
    const auto early = ceremony::activate(room.escrow(), "");
    REQUIRE_FALSE(early);
    CHECK(early.error().rule == "CEREMONY-NOT-CONFIRMED");
    CHECK(early.error().kind == ErrorKind::not_met);
    CHECK(early.error().message.find("custodians 3 (legal)") != std::string::npos);
    CHECK(early.error().message.find("finance") == std::string::npos);
    CHECK(room.confirm(words_file(cards + "3-legal.txt")).all_confirmed());
    CHECK(state_of(room, started.set_id) == SetState::confirmed);
    REQUIRE(ceremony::activate(room.escrow(), ""));
    CHECK(state_of(room, started.set_id) == SetState::active);
}

TEST_CASE("a new active set makes the old one retiring, a spent one too") {
    Room room;
    const auto first = room.start("a");
    room.confirm_all("a");
    REQUIRE(ceremony::activate(room.escrow(), ""));
    REQUIRE(room.sets().mark_spent(first.set_id, noon, "incident INC-1"));
    const auto second = room.start("b");
    CHECK(state_of(room, first.set_id) == SetState::active);
    room.confirm_all("b");
    const auto activated = ceremony::activate(room.escrow(), "");
    REQUIRE(activated);
    CHECK(activated->retiring == first.set_id);
    CHECK(state_of(room, first.set_id) == SetState::retiring);
    CHECK(state_of(room, second.set_id) == SetState::active);
}

TEST_CASE("activate asked again changes nothing, and nothing waiting is an error") {
    Room room;
    CHECK(ceremony::activate(room.escrow(), "").error().rule == "CEREMONY-NOTHING-PENDING");
    const auto started = room.start("cards");
    room.confirm_all("cards");
    REQUIRE(ceremony::activate(room.escrow(), started.set_id));
    const auto again = ceremony::activate(room.escrow(), started.set_id);
    REQUIRE(again);
    CHECK(again->already);
    CHECK(ceremony::activate(room.escrow(), "00000000").error().rule == "CEREMONY-SET-UNKNOWN");
}

TEST_CASE("CARD-DUPLICATE: one card given twice does not stand in for another") {
    Room room;
    room.start("cards");
    ceremony::ConfirmRequest request{.child = Room::child()};
    std::filesystem::copy_file(room.path("cards/custodians-1-finance.txt"), room.path("copy.txt"));
    request.readings.push_back(words_file(room.path("cards/custodians-1-finance.txt")));
    request.readings.push_back(words_file(room.path("copy.txt")));
    const auto confirmed = ceremony::confirm(room.escrow(), request, noon);
    REQUIRE(confirmed);
    CHECK(confirmed->read.size() == 1);
    REQUIRE(confirmed->refused.size() == 1);
    CHECK(confirmed->refused.front().error.rule == "CARD-DUPLICATE");
    CHECK(confirmed->refused.front().source == room.path("copy.txt"));
}

TEST_CASE("CARD-FOREIGN-SET: a card of the set that is active does not confirm the new one") {
    Room room;
    const auto first = room.start("old");
    room.confirm_all("old");
    REQUIRE(ceremony::activate(room.escrow(), ""));
    room.start("new");
    const auto words = room.confirm(words_file(room.path("old/custodians-1-finance.txt")));
    CHECK(refused(words) == "CARD-FOREIGN-SET");
    CHECK(words.refused.front().error.message.find("set " + first.set_id) != std::string::npos);
    CHECK(refused(room.confirm(picture_file(room.path("old/custodians-1-finance.png")))) ==
          "CARD-FOREIGN-SET");
}

TEST_CASE("CARD-HOLDER: a card that names one holder and carries another's words") {
    Room room;
    room.start("cards");
    std::string card = file_text(room.path("cards/custodians-1-finance.txt"));
    card.replace(card.find("holder      finance"), 19, "holder      director");
    put_file(room.path("mixed.txt"), card);
    CHECK(refused(room.confirm(words_file(room.path("mixed.txt")))) == "CARD-HOLDER");
    CHECK(refused(room.confirm(picture_file(room.path("cards/custodians-1-finance.png"),
                                            "director"))) == "CARD-HOLDER");
    CHECK(refused(room.confirm(words_file(room.path("cards/custodians-1-finance.txt"), "legal"))) ==
          "CARD-HOLDER");
}

TEST_CASE("CARD-HOLDER-UNSTATED: copies of one share are each confirmed by their holder's name") {
    Room room("[recovery]\ngroups_required = 2\n" +
              group("board", 1, {{"director", "paper"}, {"legal", "paper"}}) +
              group("custodians", 2, {{"finance", "paper"}, {"security-lead", "paper"}}));
    const auto started = room.start("cards");
    CHECK(started.trials.possible == 1);
    const std::string picture = room.path("cards/board-1-director.png");
    CHECK(refused(room.confirm(picture_file(picture))) == "CARD-HOLDER-UNSTATED");
    CHECK(room.confirm(picture_file(picture, "director")).read.front().number == 1);
    CHECK(room.confirm(words_file(room.path("cards/board-2-legal.txt"))).read.front().number == 2);
    const auto confirmed = room.confirm_all("cards");
    CHECK(confirmed.refused.empty());
    CHECK(confirmed.all_confirmed());
}

TEST_CASE("CARD-NO-CODE, FILE-MISSING: what shows no card is refused and stops nothing") {
    Room room;
    room.start("cards");
    ceremony::ConfirmRequest request{.child = Room::child()};
    request.readings.push_back(words_file(room.path("absent.txt")));
    request.readings.push_back(picture_file(room.path("cards/custodians-1-finance.txt")));
    request.readings.push_back(words_file(room.path("cards/custodians-2-director.txt")));
    const auto confirmed = ceremony::confirm(room.escrow(), request, noon);
    REQUIRE(confirmed);
    REQUIRE(confirmed->refused.size() == 2);
    CHECK(confirmed->refused[0].error.rule == "FILE-MISSING");
    CHECK(confirmed->refused[1].error.rule == "QR-PICTURE");
    CHECK(confirmed->read.size() == 1);
}

TEST_CASE("a share delivered as an age file is confirmed by whoever can decrypt it") {
    const auto key = age::X25519Identity::generate();
    Room room("[recovery]\ngroups_required = 1\n" +
              group("custodians", 2, {{"finance", "paper"}, {"legal", key.recipient().text()}}));
    const auto started = room.start("cards");
    const std::string file = room.path("cards/custodians-2-legal.age");
    CHECK(
        file_text(file) ==
        file_text(
            (room.escrow().manifests_dir() / started.set_id / "custodians-2-legal.age").string()));
    ceremony::ConfirmRequest request{.child = Room::child()};
    request.readings.push_back(
        ceremony::Reading{.medium = ceremony::Reading::Medium::age_file, .path = file});
    const auto other = age::X25519Identity::generate();
    request.identities = {&other};
    CHECK(refused(*ceremony::confirm(room.escrow(), request, noon)) == "AGE-NO-MATCH");
    request.identities = {&key};
    const auto confirmed = ceremony::confirm(room.escrow(), request, noon);
    REQUIRE(confirmed);
    REQUIRE(confirmed->read.size() == 1);
    CHECK(confirmed->read.front().holder == "legal");
}

TEST_CASE("a set that was given up cannot be confirmed, activated or given up again") {
    Room room;
    const auto started = room.start("cards");
    REQUIRE(ceremony::abandon(room.escrow(), started.set_id));
    CHECK(state_of(room, started.set_id) == SetState::destroyed);
    ceremony::ConfirmRequest request{.set_id = started.set_id, .child = Room::child()};
    CHECK(ceremony::confirm(room.escrow(), request, noon).error().rule == "CEREMONY-NOT-PENDING");
    CHECK(ceremony::activate(room.escrow(), started.set_id).error().rule == "CEREMONY-NOT-PENDING");
    CHECK(ceremony::abandon(room.escrow(), started.set_id).error().rule == "CEREMONY-NOT-PENDING");
    room.start("again");
}

TEST_CASE("a kill between the last card and the set's own mark is made good by activate") {
    Room room;
    const auto started = room.start("cards");
    for (std::uint32_t member = 0; member < 3; ++member)
        REQUIRE(room.sets().confirm(
            {.set_id = started.set_id, .member = member, .at = noon, .how = "words"}));
    CHECK(state_of(room, started.set_id) == SetState::delivered);
    REQUIRE(ceremony::activate(room.escrow(), ""));
    CHECK(state_of(room, started.set_id) == SetState::active);
}
