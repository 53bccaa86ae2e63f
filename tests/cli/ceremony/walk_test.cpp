#include "catch.h"
#include "cli/ceremony/room.h"

#include <deque>

#include <breakglass/ceremony/status.h>
#include <breakglass/ceremony/walk.h>
#include <breakglass/ledger/ledger.h>

using namespace breakglass;
using namespace breakglass::testing;

namespace {

/// Somebody who types prepared answers; secrets are among them in their order.
class Typist final : public console::Terminal {
  public:
    explicit Typist(std::deque<std::string> answers) : answers_(std::move(answers)) {}
    Result<std::string> ask(std::string_view) override {
        if (answers_.empty()) return Error{ErrorKind::failed, "TERMINAL-CLOSED", "closed", ""};
        std::string answer = answers_.front();
        answers_.pop_front();
        return answer;
    }
    Result<SecretBytes> ask_secret(std::string_view prompt) override {
        const auto answer = ask(prompt);
        if (!answer) return answer.error();
        return SecretBytes::copy_of(as_bytes(*answer));
    }
    void show(std::string_view) override {}
    bool done() const { return answers_.empty(); }

  private:
    std::deque<std::string> answers_;
};

std::string words_of(const std::string& card) {
    const std::size_t start = card.find("(no passphrase):\n\n") + 18;
    return card.substr(start, card.find('\n', start) - start);
}

}  // namespace

TEST_CASE("one run with read-back makes, confirms and activates a set") {
    Room room;
    const auto walked =
        ceremony::walk(room.escrow(), {.start = room.request("cards"), .read_back = true}, noon);
    REQUIRE(walked);
    CHECK((*room.sets().active())->id == walked->set_id);
}

TEST_CASE("a run without a terminal delivers, says what is missing, and the next one carries on") {
    Room room;
    const auto first = ceremony::walk(room.escrow(), {.start = room.request("cards")}, noon);
    REQUIRE_FALSE(first);
    CHECK(first.error().rule == "CEREMONY-NOT-CONFIRMED");
    CHECK(first.error().kind == ErrorKind::not_met);
    CHECK(first.error().message.find("custodians 1 (finance), custodians 2 (director)") !=
          std::string::npos);
    const auto waiting = (*room.sets().all()).front().id;
    room.confirm_all("cards");
    const auto second = ceremony::walk(room.escrow(), {.start = room.no_folder()}, noon);
    REQUIRE(second);
    CHECK(second->set_id == waiting);
}

TEST_CASE("at the terminal cards come as words, pictures and typed, wrong ones are asked again") {
    Room room;
    room.start("cards");
    const std::string cards = room.path("cards/custodians-");
    Typist typist({cards + "1-finance.txt", cards + "1-finance.txt", room.path("absent.txt"),
                   cards + "2-director.png", "type", words_of(file_text(cards + "3-legal.txt")),
                   "yes"});
    ceremony::WalkRequest request{.start = room.request(""), .terminal = &typist};
    request.start.output_dir.clear();
    REQUIRE(ceremony::walk(room.escrow(), request, noon));
    CHECK(typist.done());
}

TEST_CASE("CEREMONY-NOT-ACTIVATED: a no at the end leaves the set confirmed") {
    Room room;
    const auto started = room.start("cards");
    room.confirm_all("cards");
    Typist typist({"no"});
    const auto walked =
        ceremony::walk(room.escrow(), {.start = room.no_folder(), .terminal = &typist}, noon);
    REQUIRE_FALSE(walked);
    CHECK(walked.error().rule == "CEREMONY-NOT-ACTIVATED");
    CHECK((*room.sets().find(started.set_id))->state == catalog::SetState::confirmed);
}

TEST_CASE("an operator who stops is told which cards are missing") {
    Room room;
    room.start("cards");
    Typist typist({room.path("cards/custodians-2-director.txt"), ""});
    const auto walked =
        ceremony::walk(room.escrow(), {.start = room.no_folder(), .terminal = &typist}, noon);
    REQUIRE_FALSE(walked);
    CHECK(walked.error().message.find("custodians 1 (finance), custodians 3 (legal)") !=
          std::string::npos);
}

TEST_CASE("CEREMONY-OUTPUT-DIR: the first run needs a directory, read-back always") {
    Room room;
    CHECK(ceremony::walk(room.escrow(), {.start = room.no_folder()}, noon).error().rule ==
          "CEREMONY-OUTPUT-DIR");
    room.start("cards");
    CHECK(ceremony::walk(room.escrow(), {.start = room.no_folder(), .read_back = true}, noon)
              .error()
              .rule == "CEREMONY-OUTPUT-DIR");
}

TEST_CASE("CEREMONY-CASE-UNKNOWN: a case that does not exist stops before anything is made") {
    Room room;
    const auto walked =
        ceremony::walk(room.escrow(), {.start = room.request("cards"), .case_name = "INC-9"}, noon);
    REQUIRE_FALSE(walked);
    CHECK(walked.error().rule == "CEREMONY-CASE-UNKNOWN");
    CHECK(room.sets().all()->empty());
}

TEST_CASE("status says where the ceremony stands and what to type next") {
    Room room;
    CHECK(ceremony::standing(room.escrow())->next.find("ceremony run") != std::string::npos);
    room.start("cards");
    CHECK(ceremony::standing(room.escrow())->next.find("ceremony confirm") != std::string::npos);
    room.confirm_all("cards");
    const auto ready = ceremony::standing(room.escrow());
    CHECK(ready->next == "breakglass ceremony activate");
    CHECK(ready->cards.size() == 3);
    REQUIRE(ceremony::activate(room.escrow(), ""));
    CHECK(ceremony::standing(room.escrow())->next == "nothing to do");
}

TEST_CASE("HOST-DISK: a run on a machine that is not fit makes nothing, carries nothing on") {
    Room room;
    const host::Finding disk{.rule = host::Rule::disk, .found = "lies on a disk", .mend = "tmpfs"};
    auto unfit = room.request("cards");
    unfit.host.push_back(disk);
    const auto refused = ceremony::walk(room.escrow(), {.start = std::move(unfit)}, noon);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().rule == "HOST-DISK");
    CHECK(room.sets().all()->empty());

    room.start("cards");
    auto later = room.no_folder();
    later.host.push_back(disk);
    const std::size_t before = room.escrow().ledger().entries().size();
    CHECK(ceremony::walk(room.escrow(), {.start = std::move(later)}, noon).error().rule ==
          "HOST-DISK");
    CHECK(room.escrow().ledger().entries().size() == before);
}

TEST_CASE("what was found and allowed stands in the ledger, at the start and when carried on") {
    Room room;
    auto request = room.request("cards");
    request.host.push_back({.rule = host::Rule::swap, .found = "on /dev/sda2", .mend = "off"});
    request.allowed.swap = true;
    REQUIRE(ceremony::start(room.escrow(), request, noon));
    const auto& start = room.escrow().ledger().entries().back();
    CHECK(start.act == "ceremony.start");
    CHECK(*start.fact("host_network") == "good: no interface but lo is up");
    CHECK(*start.fact("host_swap") == "deviation: on /dev/sda2");
    CHECK(*start.fact("allowed") == "swap");
    CHECK_FALSE(ceremony::walk(room.escrow(), {.start = room.no_folder()}, noon));
    const auto& carried_on = room.escrow().ledger().entries().back();
    CHECK(carried_on.act == "ceremony.continue");
    CHECK(*carried_on.fact("allowed") == "nothing");
}
