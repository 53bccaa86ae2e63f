#include "plan.h"
#include "receipt.h"
#include "set_home.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <tuple>
#include <utility>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/confirm.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::ceremony {

namespace {

/// One run of confirm: what was seen in it, so that the same card twice is noticed.
class Confirming {
  public:
    Confirming(escrow::Directory& escrow, SetHome& home, const ConfirmRequest& request,
               Confirmed& outcome, records::Manifest manifest,
               std::vector<records::Manifest> others, std::int64_t now)
        : escrow_(escrow),
          home_(home),
          request_(request),
          outcome_(outcome),
          collector_(std::move(manifest), std::move(others)),
          now_(now) {}

    Status take(const Reading& reading) {
        std::vector<reading::CardOnTable> cards =
            reading::read_card(collector_, reading, request_.identities, request_.child);
        for (reading::CardOnTable& card : cards) {
            if (!card.accepted) {
                refuse(card.source, std::move(card.accepted).error());
                continue;
            }
            const std::string holder = card.holder.empty() ? reading.holder : card.holder;
            if (!reading.holder.empty() && holder != reading.holder) {
                refuse(card.source,
                       Error{ErrorKind::unverified, "CARD-HOLDER",
                             "\"" + card.source + "\" names " + holder + ", not " + reading.holder,
                             "look for the card that names " + reading.holder});
                continue;
            }
            const auto position =
                reading::position_of(collector_.manifest(), *card.accepted, holder, card.source);
            if (!position) {
                refuse(card.source, position.error());
                continue;
            }
            if (Status noted = note(reading, card, *position); !noted) return noted;
        }
        return {};
    }

  private:
    void refuse(const std::string& source, Error error) {
        outcome_.refused.push_back(Refused{source, std::move(error)});
    }

    Status note(const Reading& reading, const reading::CardOnTable& card, std::size_t position) {
        const records::Group& group = collector_.manifest().groups[card.accepted->group];
        const std::string how = std::string(reading::name_of(reading.medium));
        const Seen seen{card.accepted->group, position, how};
        const std::string place = group.name + " " + std::to_string(position + 1) + " (" +
                                  group.members[position].holder + ")";
        if (!seen_.insert(seen).second) {
            refuse(card.source,
                   Error{ErrorKind::unverified, "CARD-DUPLICATE",
                         "\"" + card.source + "\" is " + place + " again, which was read already",
                         "each card once: one that is still unread may be missing"});
            return {};
        }
        auto earlier = home_.confirmations(outcome_.set_id);
        if (!earlier) return std::move(earlier).error();
        ReadBack read{.source = card.source,
                      .group = group.name,
                      .number = position + 1,
                      .holder = group.members[position].holder};
        read.earlier = std::any_of(earlier->begin(), earlier->end(),
                                   [&](const catalog::Confirmation& confirmation) {
                                       return confirmation.group == card.accepted->group &&
                                              confirmation.member == position;
                                   });
        ledger::Record act{.act = home_.act("confirm"),
                           .facts = {{"set", outcome_.set_id},
                                     {"group", group.name},
                                     {"number", std::to_string(position + 1)},
                                     {"holder", read.holder},
                                     {"how", how}}};
        read.receipt = has_receipt(escrow_.ledger(), act);
        const bool signs = request_.signer && !read.receipt;
        if (signs) {
            if (request_.signer->person != read.holder) {
                refuse(card.source, not_theirs(card.source, place, request_.signer->person));
                return {};
            }
            if (Status signed_for = add_receipt(escrow_, act, *request_.signer, now_); !signed_for)
                return signed_for;
            read.receipt = true;
        }
        if (!read.earlier || signs) {
            if (auto announced = escrow_.record(act); !announced) return announced;
        }
        outcome_.read.push_back(std::move(read));
        // "member" counts the holders of a group: for copies of one share that is not SLIP-39's
        // index, because every copy is read back.
        return home_.confirm(
            catalog::Confirmation{.set_id = outcome_.set_id,
                                  .group = static_cast<std::uint32_t>(card.accepted->group),
                                  .member = static_cast<std::uint32_t>(position),
                                  .at = now_,
                                  .how = how});
    }

    using Seen = std::tuple<std::size_t, std::size_t, std::string>;
    escrow::Directory& escrow_;
    SetHome& home_;
    const ConfirmRequest& request_;
    Confirmed& outcome_;
    gathering::CardCollector collector_;
    std::int64_t now_;
    std::set<Seen> seen_;
};

}  // namespace

bool Confirmed::all_confirmed() const {
    return std::all_of(cards.begin(), cards.end(),
                       [](const CardStatus& card) { return card.confirmed; });
}

Result<std::vector<CardStatus>> cards_of(escrow::Directory& escrow, const std::string& set_id,
                                         bool practice) {
    const auto home = home_of(escrow, practice);
    const auto manifest = home->manifest(set_id);
    if (!manifest) return manifest.error();
    const auto confirmations = home->confirmations(set_id);
    if (!confirmations) return confirmations.error();
    std::vector<CardStatus> cards;
    for (std::size_t group = 0; group < manifest->groups.size(); ++group) {
        const auto& members = manifest->groups[group].members;
        for (std::size_t position = 0; position < members.size(); ++position) {
            CardStatus card{.group = manifest->groups[group].name,
                            .number = position + 1,
                            .holder = members[position].holder,
                            .delivery = members[position].delivery};
            for (const catalog::Confirmation& confirmation : *confirmations) {
                if (confirmation.group != group || confirmation.member != position) continue;
                card.confirmed = true;
                card.confirmed_at = confirmation.at;
                card.how = confirmation.how;
            }
            cards.push_back(std::move(card));
        }
    }
    return cards;
}

Result<Confirmed> confirm(escrow::Directory& escrow, const ConfirmRequest& request,
                          std::int64_t now) {
    const auto home = home_of(escrow, request.practice);
    const auto set = home->needed(request.set_id);
    if (!set) return set.error();
    auto manifest = home->manifest(set->id);
    if (!manifest) return std::move(manifest).error();
    auto others = other_manifests(escrow, set->id);
    if (!others) return std::move(others).error();

    reading::warn_of_disk(request.readings);
    Confirmed outcome{.set_id = set->id};
    Confirming confirming(escrow, *home, request, outcome, *std::move(manifest), *std::move(others),
                          now);
    for (const Reading& reading : request.readings) {
        if (Status taken = confirming.take(reading); !taken) return std::move(taken).error();
    }
    auto cards = cards_of(escrow, set->id, request.practice);
    if (!cards) return std::move(cards).error();
    outcome.cards = *std::move(cards);
    if (outcome.all_confirmed() && set->delivered) {
        if (Status marked = home->mark_confirmed(set->id); !marked)
            return std::move(marked).error();
    }
    return outcome;
}

Result<std::vector<Reading>> readings_in(escrow::Directory& escrow, const std::string& set_id,
                                         const std::string& directory, bool with_age_files,
                                         bool practice) {
    const auto home = home_of(escrow, practice);
    const auto set = home->needed(set_id);
    if (!set) return set.error();
    const auto manifest = home->manifest(set->id);
    if (!manifest) return manifest.error();
    std::error_code problem;
    if (!std::filesystem::is_directory(directory, problem))
        return disk::system_error("cannot list", directory, problem ? problem.value() : ENOTDIR);
    std::vector<Reading> readings;
    for (const records::Group& group : manifest->groups) {
        for (std::size_t position = 0; position < group.members.size(); ++position) {
            const std::string& holder = group.members[position].holder;
            const std::string stem =
                (std::filesystem::path(directory) / card_stem(group.name, position + 1, holder))
                    .string();
            const auto add = [&](Reading::Medium medium, const char* ending) {
                const std::string path = stem + ending;
                if (std::filesystem::exists(path, problem))
                    readings.push_back(Reading{.medium = medium, .path = path, .holder = holder});
            };
            add(Reading::Medium::words, ".txt");
            add(Reading::Medium::qr, ".png");
            // for a printer there is a page alone
            if (readings.empty() || !readings.back().path.starts_with(stem + "."))
                add(Reading::Medium::pdf, ".pdf");
            if (with_age_files) add(Reading::Medium::age_file, ".age");
        }
    }
    return readings;
}

}  // namespace breakglass::ceremony
