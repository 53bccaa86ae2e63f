#include "catch.h"
#include "cli/ledger/lives.h"

#include <iostream>

#include <breakglass/ledger/listing.h>

using namespace breakglass;
using namespace breakglass::testing;
using ledger::Ledger;

namespace {

/// A ledger at the end of its first year, and its head as a checkpoint keeps it.
struct Year {
    TemporaryDirectory here;
    Ledger ledger = lived(here / "ledger");
    tree::Head head = ledger.head();
    std::string stored = file_text(here / "ledger/entries.jsonl");
};

struct Count {
    int tried = 0;
    int by_itself = 0;  // found in the entries alone
    int missed = 0;     // not even against the checkpoint
};

void examine(const Year& year, const std::string& changed, Count& count) {
    std::optional<ledger::Break> broken;
    const Ledger read = Ledger::read_sound_part("ledger", as_bytes(changed), broken);
    ++count.tried;
    if (broken) ++count.by_itself;
    if (!broken && read.compare(year.head.size, year.head.root, "the checkpoint")) ++count.missed;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

std::vector<std::string> copied_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (const std::string_view line : ledger::lines_of(text))
        lines.emplace_back(line);
    return lines;
}

void tell(const std::string& what, const Count& count) {
    std::cout << what << ": " << count.tried << " tried, " << count.by_itself
              << " found by the entries alone, " << count.tried - count.by_itself - count.missed
              << " more by the checkpoint, " << count.missed << " missed\n";
}

}  // namespace

TEST_CASE("every single flipped bit of a year's ledger is found") {
    const Year year;
    REQUIRE(year.head.size == 40);
    std::string changed = year.stored;
    Count count;
    for (std::size_t bit = 0; bit < changed.size() * 8; ++bit) {
        const char before = changed[bit / 8];
        changed[bit / 8] = static_cast<char>(static_cast<unsigned char>(before) ^ 1U << bit % 8);
        examine(year, changed, count);
        changed[bit / 8] = before;
    }
    tell("flipped bits", count);
    CHECK(count.tried == static_cast<int>(year.stored.size() * 8));
    CHECK(count.missed == 0);
}

TEST_CASE("every truncation of a year's ledger is found") {
    const Year year;
    Count count;
    for (std::size_t size = 0; size < year.stored.size(); ++size)
        examine(year, year.stored.substr(0, size), count);
    tell("truncations", count);
    CHECK(count.missed == 0);
}

TEST_CASE("lines removed, doubled, exchanged, moved or put in are found") {
    const Year year;
    const auto lines = copied_lines(year.stored);
    Count removed;
    Count doubled;
    Count exchanged;
    Count put_in;
    records::LedgerEntry foreign = year.ledger.entries()[7];
    foreign.login = "intruder@desk";
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto changed = lines;
        const auto at = static_cast<std::ptrdiff_t>(i);
        changed.erase(changed.begin() + at);
        examine(year, joined(changed), removed);
        changed = lines;
        changed.insert(changed.begin() + at, lines[i]);
        examine(year, joined(changed), doubled);
        for (std::size_t other = i + 1; other < lines.size(); ++other) {
            changed = lines;
            std::swap(changed[i], changed[other]);
            examine(year, joined(changed), exchanged);
        }
        // an entry that fits in its place, number and hash and all
        foreign.number = i;
        foreign.after = year.ledger.head_at(i).root;
        foreign.time = year.ledger.entries()[i].time;
        changed = lines;
        changed.insert(changed.begin() + at, std::string(as_text(records::encode_entry(foreign))));
        examine(year, joined(changed), put_in);
        changed = lines;
        changed[i] = std::string(as_text(records::encode_entry(foreign)));
        examine(year, joined(changed), put_in);
    }
    tell("lines removed", removed);
    tell("lines doubled", doubled);
    tell("lines exchanged", exchanged);
    tell("lines put in or replaced", put_in);
    CHECK(removed.missed + doubled.missed + exchanged.missed + put_in.missed == 0);
}

TEST_CASE(
    "a history rewritten from any entry on, every hash made anew, is found by the checkpoint") {
    const Year year;
    Count count;
    for (std::size_t from = 0; from < 40; ++from) {
        tree::GrowingTree tree;
        std::string text;
        for (records::LedgerEntry entry : year.ledger.entries()) {
            if (entry.number >= from) {
                entry.login = "somebody@else";
                entry.after = tree.root();
            }
            const Bytes line = records::encode_entry(entry);
            tree.append(tree::leaf_hash(line));
            text += std::string(as_text(line)) + "\n";
        }
        examine(year, text, count);
    }
    tell("histories rewritten", count);
    CHECK(count.by_itself == 0);
    CHECK(count.missed == 0);
}
