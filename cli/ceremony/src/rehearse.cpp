#include "walk_to_confirmed.h"

#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/ceremony/rehearse.h>
#include <breakglass/console/amounts.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::ceremony {

Result<Rehearsed> rehearse(escrow::Directory& escrow, const WalkRequest& request,
                           std::int64_t now) {
    check(request.start.practice, "a rehearsal with a real key");
    const auto begin = std::chrono::steady_clock::now();
    const auto confirmed = walk_to_confirmed(escrow, request, now);
    if (!confirmed) return confirmed.error();
    const auto manifest = rehearsal_manifest(escrow, confirmed->set_id);
    if (!manifest) return manifest.error();
    const auto here =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - begin);
    const Rehearsed rehearsed{.set_id = confirmed->set_id,
                              .cards = confirmed->cards.size(),
                              .seconds = now - manifest->created_at + here.count()};
    const auto lock = escrow.lock(escrow::LockKind::exclusive);
    if (!lock) return lock.error();
    const ledger::Record act{.act = "rehearsal.end",
                             .facts = {{"set", rehearsed.set_id},
                                       {"cards", std::to_string(rehearsed.cards)},
                                       {"seconds", std::to_string(rehearsed.seconds)}}};
    if (auto announced = escrow.record(act); !announced) return std::move(announced).error();
    if (Status ended = end_rehearsal(escrow, rehearsed.set_id, now); !ended)
        return std::move(ended).error();
    return rehearsed;
}

std::string to_text(const Rehearsed& rehearsed) {
    return fmt::format("rehearsal {} is over: all {} practice cards were read back, {}\n",
                       rehearsed.set_id, rehearsed.cards,
                       console::readable_duration(std::chrono::seconds(rehearsed.seconds)));
}

std::string to_json(const Rehearsed& rehearsed) {
    return nlohmann::ordered_json{{"set", rehearsed.set_id},
                                  {"practice", true},
                                  {"cards", rehearsed.cards},
                                  {"seconds", rehearsed.seconds}}
               .dump() +
           "\n";
}

}  // namespace breakglass::ceremony
