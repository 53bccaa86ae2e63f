#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/retire.h>
#include <breakglass/console/printable.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/utc.h>

namespace breakglass::ceremony {

namespace {

using catalog::SetState;

constexpr const char* retire_act = "ceremony.retire";

bool was_announced(const ledger::Ledger& ledger, const std::string& set_id) {
    return std::ranges::any_of(ledger.entries(), [&](const records::LedgerEntry& entry) {
        const std::string* set = entry.fact("set");
        return entry.act == retire_act && set != nullptr && *set == set_id;
    });
}

/// The set that is meant: retiring, or retired by an earlier call.
Result<catalog::ShareSet> set_to_retire(escrow::Directory& escrow, const std::string& set_id) {
    if (!set_id.empty()) {
        const auto named = pending_set(escrow, set_id);  // whatever its state, or why it is none
        if (!named) return named.error();
        check(named->has_value(), "a set that was named");
        const catalog::ShareSet& set = **named;
        if (set.state == SetState::retiring) return set;
        if (set.state == SetState::destroyed && was_announced(escrow.ledger(), set.id)) return set;
        return Error{ErrorKind::failed, "CEREMONY-NOT-RETIRING",
                     "set " + set.id + " is " + std::string(catalog::name_of(set.state)) +
                         ", and only a set that another one has followed can be retired",
                     "make a new one first: breakglass ceremony run --output-dir DIR"};
    }
    const auto sets = escrow.catalog().share_sets().all();
    if (!sets) return sets.error();
    std::optional<catalog::ShareSet> found;
    for (const catalog::ShareSet& set : *sets) {
        if (set.state != SetState::retiring) continue;
        if (found) {
            return Error{ErrorKind::not_met, "CEREMONY-SET-UNCLEAR",
                         "two share sets are retiring: " + found->id + " and " + set.id,
                         "name one with --set"};
        }
        found = set;
    }
    if (found) return *std::move(found);
    return Error{ErrorKind::not_met, "CEREMONY-NOTHING-RETIRING", "no share set is retiring",
                 "breakglass ceremony status shows what stands"};
}

Result<catalog::ShareSet> successor_of(escrow::Directory& escrow, const std::string& set_id) {
    auto active = escrow.catalog().share_sets().active();
    if (!active) return std::move(active).error();
    if (*active && !(*active)->spent_at) return **std::move(active);
    return Error{ErrorKind::not_met, "CEREMONY-NO-SUCCESSOR",
                 "set " + set_id + " stays: " +
                     (*active ? "the recovery key of set " + (*active)->id + " was rejoined"
                              : std::string("no other set is active")),
                 "make a new recovery key first: breakglass ceremony run --output-dir DIR"};
}

Status nothing_is_left(escrow::Directory& escrow, const std::string& set_id) {
    const auto left = escrow.catalog().backups().remaining_under_set(set_id);
    if (!left) return left.error();
    if (left->none()) return {};
    return Error{ErrorKind::not_met, "CEREMONY-SET-IN-USE",
                 fmt::format("the cards of set {} are still needed: {} backups are wrapped to it, "
                             "{} kept headers and {} copies name it",
                             set_id, left->headers, left->previous_headers, left->copies),
                 "rewrap them: breakglass rotation run"};
}

/// Sealing files were made for whatever set was active then; a host may still use one.
std::optional<std::int64_t> sealed_until(const ledger::Ledger& ledger, const std::string& set_id) {
    std::string active;
    std::optional<std::int64_t> latest;
    for (const records::LedgerEntry& entry : ledger.entries()) {
        if (entry.act == "ceremony.activate") {
            if (const std::string* set = entry.fact("set")) active = *set;
        }
        if (entry.act != "escrow.export-sealing" || active != set_id) continue;
        const std::string* expires = entry.fact("expires");
        const auto until = expires != nullptr ? records::parse_utc(*expires) : std::nullopt;
        if (until && (!latest || *until > *latest)) latest = until;
    }
    return latest;
}

Status announce(escrow::Directory& escrow, const Retired& retired, const RetireRequest& request,
                std::int64_t now) {
    const auto until = sealed_until(escrow.ledger(), retired.set_id);
    const bool sealing = until && *until > now;
    if (sealing && !request.allow_sealing_file) {
        return Error{ErrorKind::not_met, "CEREMONY-SEALING-FILE",
                     "a sealing file that seals to set " + retired.set_id + " is good until " +
                         records::utc_text(*until) + ": a host that still has it needs these cards",
                     "give every host a new one (breakglass escrow export-sealing), then add "
                     "--allow-sealing-file"};
    }
    ledger::Record act{.act = retire_act,
                       .facts = {{"set", retired.set_id},
                                 {"successor", retired.successor},
                                 {"cards", std::to_string(retired.cards.size())}}};
    if (sealing)
        act.facts.push_back({"sealing-file", "deviation: one is good until " +
                                                 records::utc_text(*until) + ", allowed"});
    return escrow.record(act);
}

}  // namespace

Result<Retired> retire(escrow::Directory& escrow, const RetireRequest& request, std::int64_t now) {
    const auto set = set_to_retire(escrow, request.set_id);
    if (!set) return set.error();
    const auto successor = successor_of(escrow, set->id);
    if (!successor) return successor.error();
    Retired retired{.set_id = set->id,
                    .successor = successor->id,
                    .already = set->state == SetState::destroyed};
    auto cards = cards_of(escrow, set->id);
    if (!cards) return std::move(cards).error();
    retired.cards = *std::move(cards);
    if (retired.already) return retired;
    if (Status free = nothing_is_left(escrow, set->id); !free) return std::move(free).error();
    // Killed after the entry: what it announced is still to be done, and is announced once.
    if (!was_announced(escrow.ledger(), set->id)) {
        if (Status said = announce(escrow, retired, request, now); !said)
            return std::move(said).error();
    }
    if (Status marked = escrow.catalog().share_sets().mark_destroyed(set->id); !marked)
        return std::move(marked).error();
    return retired;
}

std::string to_text(const Retired& retired) {
    std::string text = fmt::format(
        "set {} is retired{}; set {} is active\nits cards open nothing that the catalog knows of. "
        "Each holder destroys the own card:\n",
        retired.set_id, retired.already ? ", as before" : "", retired.successor);
    for (const CardStatus& card : retired.cards) {
        const bool paper = card.delivery == "paper";
        text +=
            console::printable(fmt::format(
                "  {:<24} {:<16} {}", fmt::format("{} {}", card.group, card.number), card.holder,
                paper ? "burn or shred the card, and its envelope"
                      : "delete the age file, and every copy of it")) +
            "\n";
    }
    return text;
}

std::string to_json(const Retired& retired) {
    using Json = nlohmann::ordered_json;
    Json cards = Json::array();
    for (const CardStatus& card : retired.cards)
        cards.push_back(Json{{"group", card.group},
                             {"number", card.number},
                             {"holder", card.holder},
                             {"delivery", card.delivery}});
    return Json{{"set", retired.set_id},
                {"state", "destroyed"},
                {"successor", retired.successor},
                {"already", retired.already},
                {"cards_to_destroy", cards}}
               .dump(-1, ' ', false, Json::error_handler_t::replace) +
           "\n";
}

}  // namespace breakglass::ceremony
