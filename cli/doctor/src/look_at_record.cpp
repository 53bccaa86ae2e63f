// The escrow's own pieces: directory, policy, catalog, ledger.

#include "looks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/ledger/checkpoint.h>
#include <breakglass/reach/findings.h>

namespace breakglass::doctor {
namespace {

constexpr std::int64_t seconds_a_day = 86400;
constexpr std::int64_t checkpoint_days = 90;
constexpr std::int64_t tolerated_seconds = 300;  // what clocks of one desk may differ by

constexpr const char* open_a_kit =
    "open the newest kit elsewhere: breakglass escrow open KIT NEW-DIR";

}  // namespace

Checks look_at_directory(const Patient& patient) {
    const auto& missing = patient.pieces.missing;
    if (missing.empty()) return {};
    return {{"DOCTOR-DIRECTORY", Weight::failed,
             fmt::format("the escrow lacks {}", fmt::join(missing, ", ")), open_a_kit}};
}

Checks look_at_policy(const Patient& patient) {
    const escrow::Pieces& pieces = patient.pieces;
    if (pieces.policy_problem) return {failed("DOCTOR-POLICY", *pieces.policy_problem)};
    if (!pieces.policy_applied) {
        return {{"DOCTOR-POLICY", Weight::owed,
                 "no policy was applied yet: owner and witness sign the first one",
                 "breakglass policy check, then: breakglass policy apply --help"}};
    }
    if (pieces.policy_changed) {
        return {{"DOCTOR-POLICY", Weight::owed,
                 "escrow.toml was edited and not applied; another policy is in force",
                 "apply it: breakglass policy apply; or take it back: cp policy.applied "
                 "escrow.toml"}};
    }
    return {{"DOCTOR-POLICY", Weight::ok,
             fmt::format("the policy is applied and unchanged, {}",
                         to_hex(pieces.policy->hash).substr(0, 16)),
             ""}};
}

Checks look_at_findings(const Patient& patient) {
    const auto holdings = reach::holdings_of(patient.catalog(), patient.pieces.manifests_dir());
    if (!holdings) return {failed("DOCTOR-FINDINGS", holdings.error())};
    Checks checks;
    for (const Error& unreadable : holdings->unreadable) {
        checks.push_back(failed("DOCTOR-MANIFEST", unreadable));
    }
    std::size_t advice = 0;
    for (const reach::Finding& finding : reach::findings(patient.policy(), *holdings)) {
        if (finding.weight == reach::Weight::serious) {
            checks.push_back({finding.rule, Weight::owed, finding.message, finding.mend});
        } else {
            ++advice;
        }
    }
    if (advice > 0) {
        checks.push_back({"DOCTOR-FINDINGS", Weight::advice,
                          counted(advice, "finding of the policy is advice",
                                  "findings of the policy are advice"),
                          "breakglass policy check"});
    }
    if (checks.empty()) {
        checks.push_back({"DOCTOR-FINDINGS", Weight::ok, "nothing was found in the policy", ""});
    }
    return checks;
}

Checks look_at_catalog(const Patient& patient) {
    if (patient.pieces.catalog_problem) {
        return {failed("DOCTOR-CATALOG", *patient.pieces.catalog_problem)};
    }
    if (auto whole = patient.catalog().verify(); !whole) {
        return {failed("DOCTOR-CATALOG", whole.error())};
    }
    return {{"DOCTOR-CATALOG", Weight::ok, "the catalog is whole", ""}};
}

Checks look_at_ledger(const Patient& patient) {
    const escrow::Pieces& pieces = patient.pieces;
    if (pieces.ledger_problem) return {failed("DOCTOR-LEDGER", *pieces.ledger_problem)};
    const auto& entries = pieces.ledger->entries();
    Checks checks{{"DOCTOR-LEDGER", Weight::ok,
                   fmt::format("the ledger verifies: {}, head {}",
                               counted(pieces.ledger->head().size, "entry", "entries"),
                               to_hex(pieces.ledger->head().root).substr(0, 16)),
                   ""}};
    if (!entries.empty() && entries.back().time > patient.now + tolerated_seconds) {
        checks.push_back(
            {"DOCTOR-CLOCK", Weight::failed,
             fmt::format("this machine's clock says {}, and the newest entry of the "
                         "ledger was written {}",
                         console::rfc3339(patient.now), console::rfc3339(entries.back().time)),
             "set the clock: timedatectl set-ntp true"});
    }
    return checks;
}

Checks look_at_others_memory(const Patient& patient) {
    if (patient.pieces.rolled_back) {
        return {failed("DOCTOR-LEDGER-SEEN", *patient.pieces.rolled_back)};
    }
    const bool any = patient.pieces.kit || patient.pieces.sealing;
    if (!any) return {};
    return {{"DOCTOR-LEDGER-SEEN", Weight::ok,
             "the ledger holds all that the newest kit and sealing file saw of it", ""}};
}

Checks look_at_checkpoints(const Patient& patient) {
    if (patient.pieces.ledger_problem || patient.ledger().entries().empty()) return {};
    const auto& entries = patient.ledger().entries();
    const auto files = ledger::checkpoint_files(patient.ledger().folder());
    if (!files) return {failed("DOCTOR-CHECKPOINT", files.error())};
    // Its time is that of the last entry it covers: a checkpoint carries none of its own.
    std::int64_t newest = 0;
    for (const auto& file : *files) {
        const auto stored = disk::read_file(file.string(), note::max_note_bytes);
        if (!stored) return {failed("DOCTOR-CHECKPOINT", stored.error())};
        const auto sound = ledger::check_checkpoint(
            patient.ledger(), *stored, "checkpoint " + console::quoted(file.filename().string()));
        if (!sound) return {failed("DOCTOR-CHECKPOINT", sound.error())};
        if (sound->head.size == 0 || sound->head.size > entries.size()) continue;
        newest = std::max(newest, entries[sound->head.size - 1].time);
    }
    const char* mend = "breakglass ledger checkpoint --help";
    const std::int64_t since = files->empty() ? entries.front().time : newest;
    const std::int64_t days = (patient.now - since) / seconds_a_day;
    if (files->empty()) {
        return {{"DOCTOR-CHECKPOINT", days > checkpoint_days ? Weight::owed : Weight::advice,
                 "no checkpoint of the ledger was signed yet: a whole new ledger would go "
                 "unnoticed but by kits and cards",
                 mend}};
    }
    if (days > checkpoint_days) {
        return {{"DOCTOR-CHECKPOINT", Weight::owed,
                 fmt::format("the newest checkpoint of the ledger is {} days old", days), mend}};
    }
    return {{"DOCTOR-CHECKPOINT", Weight::ok,
             fmt::format("the newest checkpoint of the ledger is {} old",
                         counted(static_cast<std::uint64_t>(std::max<std::int64_t>(days, 0)), "day",
                                 "days")),
             ""}};
}

}  // namespace breakglass::doctor
