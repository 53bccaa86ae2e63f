#include "catch.h"
#include "cli/ledger/lives.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace breakglass;
using namespace breakglass::testing;
using ledger::Ledger;

TEST_CASE("two processes that append 200 entries each at once make one ledger of 401") {
    const TemporaryDirectory here;
    const std::string folder = here / "ledger";
    REQUIRE(Ledger::create(folder, first_record(), noon));
    std::vector<pid_t> children;
    for (const char* name : {"one", "two"}) {
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            auto ledger = Ledger::open(folder);
            bool all = static_cast<bool>(ledger);
            for (int i = 0; all && i < 200; ++i) {
                const ledger::Record record{"kek.create",
                                            {{"by", name}, {"turn", std::to_string(i)}}};
                all = static_cast<bool>(ledger->append(record, noon + i));
            }
            ::_exit(all ? 0 : 1);
        }
        children.push_back(child);
    }
    for (const pid_t child : children) {
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        CHECK(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == 0);
    }
    const auto ledger = Ledger::open(folder);
    REQUIRE(ledger);
    CHECK(ledger->entries().size() == 401);
    int next_of_one = 0;
    int next_of_two = 0;
    int changes = 0;
    std::string last;
    for (const records::LedgerEntry& entry : ledger->entries()) {
        if (entry.number == 0) continue;
        const std::string by = *entry.fact("by");
        if (by != last) ++changes;
        last = by;
        int& next = by == "one" ? next_of_one : next_of_two;
        CHECK(*entry.fact("turn") == std::to_string(next));
        ++next;
    }
    CHECK(next_of_one == 200);
    CHECK(next_of_two == 200);
    CHECK(changes > 1);  // they did meet
}

TEST_CASE("LEDGER-REPLACED: a ledger that was begun anew is not written by who knew the old one") {
    const TemporaryDirectory here;
    auto old = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(old);
    ledger::Record anew = first_record();
    anew.act = ledger::continue_act;
    anew.facts.push_back({"last_size", "1"});
    anew.facts.push_back({"last_root", to_hex(old->head().root)});
    REQUIRE(Ledger::begin_anew(here / "ledger", anew, noon));
    const std::string before = file_text(here / "ledger/entries.jsonl");
    CHECK(rule_of(old->append({"kek.create", {}}, noon)) == "LEDGER-REPLACED");
    CHECK(file_text(here / "ledger/entries.jsonl") == before);
}

TEST_CASE("LEDGER-BUSY: a lock that is never let go of does not stop a command for ever") {
    const TemporaryDirectory here;
    auto ledger = Ledger::create(here / "ledger", first_record(), noon);
    REQUIRE(ledger);
    const std::string file = here / "ledger/entries.jsonl";
    const int held = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    REQUIRE(held >= 0);
    REQUIRE(::flock(held, LOCK_EX) == 0);
    CHECK(rule_of(ledger->append({"kek.create", {}}, noon)) == "LEDGER-BUSY");
    ::close(held);
    CHECK(ledger->append({"kek.create", {}}, noon));
}
