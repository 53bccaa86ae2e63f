// The cards in their holders' hands.

#include "looks.h"

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/custodian/acts.h>

namespace breakglass::doctor {
namespace {

std::string name_of(const custodian::Place& place) {
    return fmt::format("{} {} ({})", console::printable(place.group), place.number,
                       console::printable(place.person));
}

void add_name(std::string& names, const custodian::Place& place) {
    names += (names.empty() ? "" : ", ") + name_of(place);
}

}  // namespace

Checks look_at_custodians(const Patient& patient) {
    const auto sets = custodian::custody(patient.pieces.manifests_dir(), patient.catalog(),
                                         patient.ledger(), patient.policy(), patient.now);
    if (!sets) return {};  // DOCTOR-MANIFEST or DOCTOR-SHARES names it
    Checks checks;
    for (const custodian::Custody& set : *sets) {
        if (set.state != catalog::SetState::active) continue;
        std::string overdue;
        std::string lost;
        for (const custodian::Place& place : set.places) {
            if (place.overdue) add_name(overdue, place);
            if (place.lost) add_name(lost, place);
        }
        if (const auto alarm = custodian::alarm_of(set))
            checks.push_back({"DOCTOR-CARDS-MARGIN", Weight::owed, alarm->message, alarm->hint});
        if (!lost.empty()) {
            checks.push_back({"DOCTOR-CARDS-LOST", Weight::owed,
                              fmt::format("lost cards of set {}: {}", set.set_id, lost),
                              "make a new key: breakglass ceremony run --output-dir DIR, then: "
                              "breakglass rotation run"});
        }
        if (!overdue.empty()) {
            checks.push_back(
                {"DOCTOR-CARDS-OVERDUE", Weight::owed,
                 fmt::format("cards of set {} that nobody looked at for {}: {}", set.set_id,
                             patient.policy().drill.card_check->text(), overdue),
                 "each holder, at home: breakglass custodian check --help"});
        }
        if (checks.empty()) {
            checks.push_back(
                {"DOCTOR-CARDS", Weight::ok,
                 fmt::format("the cards of set {} are good: {}", set.set_id, set.margin_text()),
                 ""});
        }
    }
    return checks;
}

}  // namespace breakglass::doctor
