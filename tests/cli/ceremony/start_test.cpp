#include "catch.h"
#include "cli/ceremony/room.h"

#include <filesystem>

#include <breakglass/card/words_file.h>
#include <breakglass/ceremony/pending.h>

using namespace breakglass;
using namespace breakglass::testing;
using catalog::SetState;

namespace fs = std::filesystem;

namespace {

std::string refusal(Room& room, const ceremony::StartRequest& request) {
    const auto started = ceremony::start(room.escrow(), request, noon);
    return started ? "" : started.error().rule;
}

}  // namespace

TEST_CASE("start writes a words file and a picture for each holder and registers the set") {
    Room room;
    const auto started = room.start("cards");
    CHECK(started.trials.possible == 3);
    CHECK(started.trials.tried == 3);
    REQUIRE(started.deliveries.size() == 3);
    CHECK(started.deliveries[1].files ==
          std::vector<std::string>{room.path("cards") + "/custodians-2-director.txt",
                                   room.path("cards") + "/custodians-2-director.png"});
    CHECK(std::distance(fs::directory_iterator(room.path("cards")), {}) == 6);
    for (const auto& entry : fs::directory_iterator(room.path("cards")))
        CHECK((entry.status().permissions() & fs::perms::mask) ==
              (fs::perms::owner_read | fs::perms::owner_write));
    const auto set = room.sets().find(started.set_id);
    REQUIRE(set);
    REQUIRE(set->has_value());
    CHECK((*set)->state == SetState::delivered);
    CHECK((*set)->recipient == started.recipient);
    CHECK_FALSE(room.sets().active()->has_value());
}

TEST_CASE("start draws a page for each card on paper in every format that is asked for") {
    Room room("[recovery]\ngroups_required = 1\n" +
              group("custodians", 2,
                    {{"finance", "paper"},
                     {"director", "paper"},
                     {"legal", age::X25519Identity::generate().recipient().text()}}));
    auto request = room.request("cards");
    request.pages.formats = {page::Format::pdf, page::Format::svg};
    const auto started = ceremony::start(room.escrow(), request, noon);
    REQUIRE(started);
    const std::string stem = room.path("cards") + "/custodians-2-director";
    CHECK(started->deliveries[1].files ==
          std::vector<std::string>{stem + ".txt", stem + ".png", stem + ".pdf", stem + ".svg"});
    CHECK(started->deliveries[2].files.size() == 1);
    CHECK(std::distance(fs::directory_iterator(room.path("cards")), {}) == 9);
    CHECK(file_text(stem + ".pdf").substr(0, 5) == "%PDF-");
    CHECK(file_text(stem + ".pdf").find("20300317174640Z") != std::string::npos);
    CHECK(file_text(stem + ".svg").find("<svg") != std::string::npos);
}

TEST_CASE("a page as PNG takes the place of the picture, and reads back like it") {
    Room room;
    auto request = room.request("cards");
    request.pages.formats = {page::Format::png};
    request.pages.layout = page::Layout::folded;
    const auto started = ceremony::start(room.escrow(), request, noon);
    REQUIRE(started);
    CHECK(started->deliveries[0].files.size() == 2);
    CHECK(room.confirm_all("cards").all_confirmed());
}

TEST_CASE("an interrupted start that had asked for other pages lists the files that are there") {
    Room room;
    const auto first = room.start("cards");
    put_file(room.path("cards/.unfinished-ceremony"),
             "breakglass unfinished ceremony v1\n" + first.set_id + "\ncustodians-1-finance.txt\n");
    auto request = room.request("cards");
    request.pages.formats = {page::Format::pdf};
    const auto again = ceremony::start(room.escrow(), request, noon);
    REQUIRE(again);
    CHECK(again->resumed);
    CHECK(again->deliveries[0].files == first.deliveries[0].files);
}

TEST_CASE("a card says whose it is, how many are needed, and whom to call") {
    Room room;
    const auto started = room.start("cards");
    const std::string card = file_text(room.path("cards/custodians-2-director.txt"));
    for (const std::string& part :
         {std::string("holder      director\n"), std::string("number 2 of 3, group custodians"),
          "set         " + started.set_id, started.recipient,
          std::string("any 2 of the 3 cards of group custodians"),
          std::string("call platform-lead, +62 21 0000 0001"), std::string("2030-03-17T17:46:40Z"),
          std::string("   33 ")})
        CHECK(card.find(part) != std::string::npos);
    CHECK(card::find_words(as_bytes(card))->size() == 1);
}

TEST_CASE("the escrow directory never holds a share in the clear") {
    Room room("[recovery]\ngroups_required = 1\n" +
              group("custodians", 2,
                    {{"finance", "paper"},
                     {"director", "paper"},
                     {"legal", age::X25519Identity::generate().recipient().text()}}));
    room.start("cards");
    std::vector<Bytes> needles;
    for (const char* name : {"finance", "director"}) {
        const std::string card =
            file_text(room.path("cards/custodians-") +
                      (std::string(name) == "finance" ? "1-" : "2-") + name + ".txt");
        auto shares = card::parse_words_file(as_bytes(card));
        REQUIRE(shares);
        const ByteView value = shares->front().share.value.expose();
        needles.emplace_back(value.begin(), value.end());
        const auto words = card::find_words(as_bytes(card))->front().words;
        needles.emplace_back(words.begin() + 40, words.begin() + 80);
    }
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(room.escrow().path())) {
        if (!entry.is_regular_file()) continue;
        const std::string content = file_text(entry.path().string());
        for (const Bytes& needle : needles)
            CHECK(content.find(std::string(as_text(needle))) == std::string::npos);
        ++files;
    }
    CHECK(files >= 4);
}

TEST_CASE("every new set has another identifier than all known ones") {
    Room room;
    const auto first = room.start("a");
    REQUIRE(ceremony::abandon(room.escrow(), first.set_id));
    const auto second = room.start("b");
    CHECK(ceremony::manifest_of(room.escrow(), first.set_id)->identifier !=
          ceremony::manifest_of(room.escrow(), second.set_id)->identifier);
}

TEST_CASE("CEREMONY-PENDING: a second start waits for the first set") {
    Room room;
    room.start("cards");
    CHECK(refusal(room, room.request("more")) == "CEREMONY-PENDING");
    CHECK_FALSE(fs::exists(room.path("more")));
}

TEST_CASE("CEREMONY-OUTPUT-NOT-EMPTY: cards never join other files") {
    Room room;
    fs::create_directory(room.path("cards"));
    put_file(room.path("cards/other"), "x");
    CHECK(refusal(room, room.request("cards")) == "CEREMONY-OUTPUT-NOT-EMPTY");
    CHECK(refusal(room, room.request("escrow")) == "CEREMONY-OUTPUT-NOT-EMPTY");
}

TEST_CASE("POLICY-CEREMONY-DELIVERY-UNSUPPORTED: a token delivery stops before anything is made") {
    Room room(
        "[recovery]\ngroups_required = 1\n" +
        group("custodians", 2,
              {{"finance", "paper"}, {"director", "paper"}, {"legal", "pkcs11:token=vault"}}));
    CHECK(refusal(room, room.request("cards")) == "POLICY-CEREMONY-DELIVERY-UNSUPPORTED");
    CHECK_FALSE(fs::exists(room.path("cards")));
    CHECK(room.sets().all()->empty());
    CHECK(room.escrow().set_ids()->empty());
}

TEST_CASE("a picture child that fails leaves no card, no manifest and no set") {
    Room room;
    auto request = room.request("cards");
    request.child.program = "/bin/false";
    CHECK(refusal(room, request) == "PICTURE-CHILD");
    CHECK_FALSE(fs::exists(room.path("cards")));
    CHECK(room.sets().all()->empty());
    CHECK(room.escrow().set_ids()->empty());
}

TEST_CASE("a start that was killed among its cards is cleaned up by the next one") {
    Room room;
    fs::create_directory(room.path("cards"));
    put_file(room.path("cards/.unfinished-ceremony"),
             "breakglass unfinished ceremony v1\n0a1b2c3d\ncustodians-1-finance.txt\n");
    put_file(room.path("cards/custodians-1-finance.txt"), "words of a key that died");
    const auto started = room.start("cards");
    CHECK(started.cleaned_up);
    CHECK_FALSE(started.resumed);
    CHECK(file_text(room.path("cards/custodians-1-finance.txt")).find(started.set_id) !=
          std::string::npos);
    CHECK_FALSE(fs::exists(room.path("cards/.unfinished-ceremony")));
}

TEST_CASE("a start that was killed after registering its set makes nothing new") {
    Room room;
    const auto first = room.start("cards");
    put_file(room.path("cards/.unfinished-ceremony"),
             "breakglass unfinished ceremony v1\n" + first.set_id + "\ncustodians-1-finance.txt\n");
    const auto again = room.start("cards");
    CHECK(again.resumed);
    CHECK(again.set_id == first.set_id);
    CHECK(fs::exists(room.path("cards/custodians-1-finance.txt")));
    CHECK_FALSE(fs::exists(room.path("cards/.unfinished-ceremony")));
}

TEST_CASE("CEREMONY-OUTPUT-NOT-EMPTY: the finished cards of an active set are never cleaned up") {
    Room room;
    const auto first = room.start("cards");
    room.confirm_all("cards");
    REQUIRE(ceremony::activate(room.escrow(), ""));
    put_file(room.path("cards/.unfinished-ceremony"),
             "breakglass unfinished ceremony v1\n" + first.set_id + "\ncustodians-1-finance.txt\n");
    CHECK(refusal(room, room.request("cards")) == "CEREMONY-OUTPUT-NOT-EMPTY");
    CHECK(fs::exists(room.path("cards/custodians-1-finance.txt")));
}
