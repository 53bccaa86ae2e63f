// Share sets, KEKs, and the rotations they owe.

#include "looks.h"

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>

namespace breakglass::doctor {
namespace {

constexpr std::int64_t seconds_a_day = 86400;

constexpr const char* new_set =
    "breakglass ceremony run --output-dir DIR, then: breakglass rotation run";

Checks look_at_waiting(const catalog::ShareSet& set) {
    if (set.state == catalog::SetState::delivered) {
        return {
            {"DOCTOR-SHARES-UNCONFIRMED", Weight::owed,
             fmt::format("the cards of share set {} were handed out and not all read back", set.id),
             "breakglass ceremony run, or give it up: breakglass ceremony abandon --set " +
                 set.id}};
    }
    if (set.state == catalog::SetState::confirmed) {
        return {{"DOCTOR-SHARES-UNCONFIRMED", Weight::owed,
                 fmt::format("share set {} is confirmed and not active", set.id),
                 "breakglass ceremony activate --set " + set.id}};
    }
    return {};
}

}  // namespace

Checks look_at_share_sets(const Patient& patient) {
    const auto sets = patient.catalog().share_sets().all();
    if (!sets) return {failed("DOCTOR-SHARES", sets.error())};
    Checks checks;
    bool active = false;
    for (const catalog::ShareSet& set : *sets) {
        for (Check& check : look_at_waiting(set))
            checks.push_back(std::move(check));
        if (set.state != catalog::SetState::active) continue;
        active = true;
        if (set.spent_at) {
            checks.push_back({"DOCTOR-SHARES", Weight::owed,
                              fmt::format("the key of share set {} was rejoined {}, and the set is "
                                          "still the active one",
                                          set.id, console::rfc3339(*set.spent_at)),
                              new_set});
        } else {
            checks.push_back(
                {"DOCTOR-SHARES", Weight::ok, fmt::format("share set {} is active", set.id), ""});
        }
    }
    if (!active) {
        checks.push_back({"DOCTOR-SHARES", Weight::owed,
                          "no share set is active: without the KEK nothing could be recovered",
                          "breakglass ceremony run --output-dir DIR"});
    }
    return checks;
}

Checks look_at_keks(const Patient& patient) {
    const auto keks = patient.catalog().keks().all();
    if (!keks) return {failed("DOCTOR-KEK", keks.error())};
    const auto& limit = patient.policy().rotation.kek_age;
    for (const catalog::Kek& kek : *keks) {
        if (kek.state != catalog::KekState::active) continue;
        const std::int64_t age = patient.now - kek.created_at;
        const std::string days =
            counted(static_cast<std::uint64_t>(std::max<std::int64_t>(age / seconds_a_day, 0)),
                    "day", "days");
        if (limit && age > limit->seconds().count()) {
            return {{"DOCTOR-KEK", Weight::owed,
                     fmt::format("KEK {} is {} old, the policy allows {}",
                                 console::quoted(kek.name), days, limit->text()),
                     "breakglass kek create --help, then: breakglass rotation run --kek NAME"}};
        }
        return {{"DOCTOR-KEK", Weight::ok,
                 fmt::format("KEK {} is active, {} old", console::quoted(kek.name), days), ""}};
    }
    return {{"DOCTOR-KEK", Weight::owed, "no KEK is active: every restore would need a quorum",
             "breakglass kek create --help"}};
}

Checks look_at_rotation(const Patient& patient) {
    auto& rotations = patient.catalog().rotations();
    const auto owed = rotations.owed();
    if (!owed) return {failed("DOCTOR-ROTATION", owed.error())};
    Checks checks;
    for (const catalog::OwedRotation& rotation : *owed) {
        const bool of_set = rotation.subject == catalog::RotationSubject::share_set;
        checks.push_back(
            {"DOCTOR-ROTATION", Weight::owed,
             fmt::format("a rotation of {} {} is owed since {}: {}", of_set ? "share set" : "KEK",
                         rotation.subject_id, console::rfc3339(rotation.since), rotation.reason),
             of_set ? new_set : "breakglass rotation run"});
    }
    const auto unfinished = rotations.unfinished();
    if (!unfinished) return {failed("DOCTOR-ROTATION", unfinished.error())};
    if (*unfinished) {
        checks.push_back({"DOCTOR-ROTATION", Weight::owed,
                          fmt::format("a rotation that began {} was cut off",
                                      console::rfc3339((*unfinished)->started_at)),
                          "carry on: breakglass rotation run"});
    }
    if (checks.empty()) {
        checks.push_back({"DOCTOR-ROTATION", Weight::ok, "no rotation is owed", ""});
    }
    return checks;
}

}  // namespace breakglass::doctor
