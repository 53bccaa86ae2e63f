#include "plan.h"
#include "set_home.h"
#include "walk_to_confirmed.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/ceremony/print.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::ceremony {

namespace {

constexpr std::size_t max_page_bytes = std::size_t{16} << 20U;

std::string place_of(const PrintedCard& card) {
    return fmt::format("{} {} ({})", card.group, card.number, card.holder);
}

/// How often the ledger says so of a card: "print" for "about to be", "printed" for "came out".
std::size_t count_of(const escrow::Directory& escrow, const std::string& act,
                     const std::string& set_id, const PrintedCard& card) {
    const auto is = [](const std::string* fact, const std::string& value) {
        return fact != nullptr && *fact == value;
    };
    const auto& entries = escrow.ledger().entries();
    return static_cast<std::size_t>(
        std::ranges::count_if(entries, [&](const records::LedgerEntry& entry) {
            return entry.act == act && is(entry.fact("set"), set_id) &&
                   is(entry.fact("group"), card.group) &&
                   is(entry.fact("number"), std::to_string(card.number));
        }));
}

Result<std::string> page_of(const PrintedCard& card, const std::string& output_dir,
                            const std::string& set_id) {
    const std::string stem =
        (std::filesystem::path(output_dir) / card_stem(card.group, card.number, card.holder))
            .string();
    std::error_code problem;
    if (std::filesystem::is_regular_file(stem + ".pdf", problem)) return stem + ".pdf";
    return Error{ErrorKind::failed, "CEREMONY-PAGE-GONE",
                 "the page of " + place_of(card) + " is not in " + console::quoted(output_dir),
                 "its words are on paper or nowhere: if the paper is lost or ruined, breakglass "
                 "ceremony abandon " +
                     set_id + ", and begin anew"};
}

class Printing {
  public:
    Printing(escrow::Directory& escrow, SetHome& home, const PrintRequest& request,
             std::string set_id)
        : escrow_(escrow), home_(home), request_(request), set_id_(std::move(set_id)) {}

    /// Until its page is whole, when there is somebody to say so.
    Status take(PrintedCard card, Printed& printed) {
        for (;;) {
            if (Status done = print(card); !done) return done;
            bool again = false;
            if (request_.terminal != nullptr) {
                const auto answer = request_.terminal->ask(
                    "take the page of " + console::printable(place_of(card)) +
                    " out and look at it (Enter when it is whole, \"again\" to print it once "
                    "more): ");
                if (!answer) return answer.error();
                again = *answer == "again";
            }
            if (again) continue;
            printed.cards.push_back(std::move(card));
            return {};
        }
    }

  private:
    Status print(PrintedCard& card) {
        const auto file = page_of(card, request_.output_dir, set_id_);
        if (!file) return file.error();
        const auto page = disk::read_secret_file(*file, max_page_bytes);
        if (!page) return page.error();
        card.page = count_of(escrow_, home_.act("print"), set_id_, card) + 1;
        if (card.page > 1) {
            console::warn(
                fmt::format("this is page {} of the card of {}", card.page,
                            console::printable(place_of(card))),
                "one page goes to its holder; destroy every other that came out, now: a card "
                "that nobody misses is one that nobody guards");
        }
        // how many pages of a card there may be belongs among what deviated
        const std::string again = fmt::format("page {} of {}", card.page, place_of(card));
        if (Status announced = record("print", card, "again", card.page > 1 ? again : "");
            !announced)
            return announced;
        console::note(fmt::format("printing the card of {}", console::printable(place_of(card))));
        const auto left = request_.printer->print(*page, "breakglass card");
        if (!left) {
            Error error = with_context(left.error(), "the card of " + place_of(card));
            error.hint += "; what did not come out: breakglass ceremony print --output-dir " +
                          console::quoted(request_.output_dir) + " with the same printer";
            return error;
        }
        return record("printed", card, "left", *left);
    }

    /// deviation: under that name among the facts, unless it is empty.
    Status record(const char* step, const PrintedCard& card, const char* name,
                  const std::string& deviation) {
        const auto lock = escrow_.lock(escrow::LockKind::exclusive);
        if (!lock) return lock.error();
        ledger::Record act{.act = home_.act(step),
                           .facts = {{"set", set_id_},
                                     {"group", card.group},
                                     {"number", std::to_string(card.number)},
                                     {"holder", card.holder},
                                     {"page", std::to_string(card.page)},
                                     {"printer", request_.printer->name()}}};
        if (!deviation.empty()) act.facts.push_back({name, "deviation: " + deviation});
        return escrow_.record(act);
    }

    escrow::Directory& escrow_;
    SetHome& home_;
    const PrintRequest& request_;
    std::string set_id_;
};

/// The cards that the request means, in the order of the groups.
std::vector<PrintedCard> wanted(const escrow::Directory& escrow, const PrintRequest& request,
                                const std::string& printed_act,
                                const std::vector<CardStatus>& cards, const std::string& set_id) {
    std::vector<PrintedCard> wanted;
    for (const CardStatus& status : cards) {
        if (status.delivery != "paper") continue;
        PrintedCard card{.group = status.group, .number = status.number, .holder = status.holder};
        const bool asked_for =
            request.holder.empty()
                ? !status.confirmed && count_of(escrow, printed_act, set_id, card) == 0
                : card.holder == request.holder &&
                      (request.group.empty() || card.group == request.group);
        if (asked_for) wanted.push_back(std::move(card));
    }
    return wanted;
}

/// Files of a card on paper, whatever wrote them.
std::vector<std::string> files_of(const CardStatus& card, const std::string& output_dir) {
    constexpr std::array<const char*, 4> endings = {".txt", ".png", ".pdf", ".svg"};
    const auto stem =
        std::filesystem::path(output_dir) / card_stem(card.group, card.number, card.holder);
    std::vector<std::string> files;
    std::error_code problem;
    for (const char* ending : endings)
        if (std::filesystem::is_regular_file(stem.string() + ending, problem))
            files.push_back(stem.string() + ending);
    return files;
}

}  // namespace

Result<Printed> print_cards(escrow::Directory& escrow, const PrintRequest& request) {
    check(request.printer != nullptr, "printing without a printer");
    if (request.output_dir.empty()) {
        return Error{ErrorKind::usage, "CEREMONY-OUTPUT-DIR",
                     "the directory that the pages lie in was not named", "add --output-dir DIR"};
    }
    const auto home = home_of(escrow, request.practice);
    const auto set = home->needed(request.set_id);
    if (!set) return set.error();
    const auto cards = cards_of(escrow, set->id, request.practice);
    if (!cards) return cards.error();
    Printed printed{.set_id = set->id};
    const auto chosen = wanted(escrow, request, home->act("printed"), *cards, set->id);
    if (chosen.empty() && !request.holder.empty()) {
        return Error{ErrorKind::usage, "CEREMONY-NO-SUCH-CARD",
                     "set " + set->id + " has no card on paper for " + request.holder +
                         (request.group.empty() ? "" : " in group " + request.group),
                     "breakglass ceremony status names the holders"};
    }
    if (request.looked != nullptr)
        if (Status noted = note_continuation(escrow, *request.looked, set->id); !noted)
            return std::move(noted).error();
    Printing printing(escrow, *home, request, set->id);
    for (const PrintedCard& card : chosen)
        if (Status done = printing.take(card, printed); !done) return std::move(done).error();
    return printed;
}

std::string to_text(const Printed& printed) {
    if (printed.cards.empty())
        return "set " + printed.set_id + ": every card on paper was printed before\n";
    std::string text;
    for (const PrintedCard& card : printed.cards)
        text += fmt::format("{}: printed{}\n", console::printable(place_of(card)),
                            card.page > 1 ? fmt::format(", page {}", card.page) : "");
    return text;
}

std::string to_json(const Printed& printed) {
    nlohmann::ordered_json cards = nlohmann::ordered_json::array();
    for (const PrintedCard& card : printed.cards)
        cards.push_back({{"group", card.group},
                         {"number", card.number},
                         {"holder", card.holder},
                         {"page", card.page}});
    return nlohmann::ordered_json{{"set", printed.set_id}, {"printed", cards}}.dump() + "\n";
}

Status remove_read_back(escrow::Directory& escrow, const std::string& set_id,
                        const std::string& output_dir, bool practice) {
    if (output_dir.empty() || !host::look_at_disk(output_dir).good) return {};
    const auto cards = cards_of(escrow, set_id, practice);
    if (!cards) return cards.error();
    std::error_code problem;
    for (const CardStatus& card : *cards) {
        if (!card.confirmed || card.delivery != "paper") continue;
        for (const std::string& file : files_of(card, output_dir))
            if (!std::filesystem::remove(file, problem) && problem)
                return disk::system_error("cannot remove", file, problem.value());
    }
    return {};
}

void ask_to_remove(escrow::Directory& escrow, const std::string& set_id,
                   const std::string& output_dir) {
    const auto cards = cards_of(escrow, set_id);
    if (output_dir.empty() || !cards) return;
    std::string files;
    std::size_t count = 0;
    for (const CardStatus& card : *cards) {
        if (card.delivery != "paper") continue;
        for (const std::string& file : files_of(card, output_dir)) {
            files += " " + console::quoted(file);
            ++count;
        }
    }
    if (count == 0) return;
    const bool memory = host::look_at_disk(output_dir).good;
    const std::string what =
        fmt::format("{} file{} with cards in the clear {} in {}", count, count == 1 ? "" : "s",
                    count == 1 ? "is" : "are", console::quoted(output_dir));
    if (memory) {
        console::note(what + ", in memory; remove them once the paper was read back: rm -r " +
                      console::quoted(output_dir));
    } else {
        console::warn(what + ", on a disk that keeps them [CARD-ON-DISK]",
                      "once the paper was read back: shred -u" + files +
                          "; a disk may keep copies all the same, treat it as a card");
    }
}

}  // namespace breakglass::ceremony
