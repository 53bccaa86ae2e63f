#include <algorithm>

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/custodian/acts.h>
#include <breakglass/text/plain.h>

namespace breakglass::custodian {

namespace {

Result<std::vector<Custody>> sets_of(escrow::Directory& escrow, Time now) {
    return custody(escrow.manifests_dir(), escrow.catalog(), escrow.ledger(), escrow.policy(), now);
}

Status check_reason(const std::string& reason) {
    const bool blank = reason.find_first_not_of(' ') == std::string::npos;
    if (!blank && reason.size() <= max_reason_bytes && text::is_plain_line(reason)) return {};
    return Error{
        ErrorKind::usage, "CUSTODIAN-REASON",
        fmt::format("a reason is one line of plain text, up to {} bytes", max_reason_bytes),
        "say what happened to the card, and since when: --reason TEXT"};
}

Result<Custody> chosen_set(escrow::Directory& escrow, const std::string& set_id, Time now) {
    auto sets = sets_of(escrow, now);
    if (!sets) return std::move(sets).error();
    const auto found = std::ranges::find_if(*sets, [&set_id](const Custody& each) {
        return set_id.empty() ? each.state == catalog::SetState::active : each.set_id == set_id;
    });
    if (found != sets->end()) return *found;
    return Error{ErrorKind::usage, "CUSTODIAN-NO-SET",
                 set_id.empty() ? std::string("no share set is active")
                                : fmt::format("no active or retiring share set is called {}",
                                              console::quoted(set_id)),
                 "breakglass custodian list shows the sets; a set that never became active is "
                 "given up: breakglass ceremony abandon SET"};
}

}  // namespace

Result<Lost> note_loss(escrow::Directory& escrow, const LossRequest& request, Time now) {
    if (auto sound = check_reason(request.reason); !sound) return std::move(sound).error();
    const auto before = chosen_set(escrow, request.set_id, now);
    if (!before) return before.error();
    Lost lost;
    bool known = false;
    for (const Place& place : before->places) {
        if (place.person != request.person) continue;
        known = true;
        if (place.lost) continue;
        const ledger::Record act{.act = lost_act,
                                 .facts = {{"set", before->set_id},
                                           {"group", place.group},
                                           {"number", std::to_string(place.number)},
                                           {"holder", place.person},
                                           {"reason", request.reason}}};
        if (auto noted = escrow.record(act); !noted) return std::move(noted).error();
        ++lost.newly;
    }
    if (!known) {
        return Error{ErrorKind::usage, "CUSTODIAN-UNKNOWN",
                     fmt::format("{} holds no card of set {}", console::quoted(request.person),
                                 before->set_id),
                     "breakglass custodian list shows who holds what"};
    }
    auto after = chosen_set(escrow, before->set_id, now);
    if (!after) return std::move(after).error();
    lost.custody = *std::move(after);
    for (const Place& place : lost.custody.places) {
        if (place.person == request.person)
            lost.cards.push_back(place);
        else if (!place.lost)
            lost.holders_left.push_back(place.person);
    }
    return lost;
}

std::optional<Alarm> alarm_of(const Custody& custody) {
    const int margin = custody.margin();
    if (margin > 0) return std::nullopt;
    const std::string way =
        "while the KEK still opens, make a new key: breakglass ceremony run --output-dir DIR, "
        "then: breakglass rotation run";
    if (margin == 0) {
        return Alarm{"CUSTODIAN-LAST-SAFE",
                     fmt::format("set {} has no card to spare: one more loss may close it for "
                                 "good ({})",
                                 custody.set_id, custody.margin_text()),
                     "replace it now; " + way};
    }
    return Alarm{"CUSTODIAN-TOO-FEW",
                 fmt::format("set {} can no longer be opened with the cards that are left ({}); "
                             "the KEK is the only way to the backups",
                             custody.set_id, custody.margin_text()),
                 way + "; until then guard the KEK, its PIN and a copy of its keystore"};
}

}  // namespace breakglass::custodian
