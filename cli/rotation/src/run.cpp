#include "plan.h"
#include "proof.h"

#include <breakglass/age/recipient.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/progress.h>
#include <breakglass/disk/interrupt.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/rewrap/rewrap.h>
#include <breakglass/rotation/run.h>

namespace breakglass::rotation {

namespace {

/// The parts of one run, in their order.
class Runner {
  public:
    Runner(escrow::Directory& escrow, const Request& request, Plan plan)
        : escrow_(escrow), catalog_(escrow.catalog()), request_(request), plan_(std::move(plan)) {}

    Result<Report> run() {
        if (auto ready = prepare(); !ready) return std::move(ready).error();
        for (const Move& move : plan_.moves) {
            if (auto moved = rewrap(move); !moved) return std::move(moved).error();
        }
        auto published = publication::publish_pending(escrow_);
        if (!published) return std::move(published).error();
        report_.published = *std::move(published);
        if (auto proven = prove(); !proven) return std::move(proven).error();
        if (auto settled = settle(); !settled) return std::move(settled).error();
        return std::move(report_);
    }

  private:
    Status prepare() {
        report_.kek = plan_.kek;
        report_.set = plan_.set;
        auto recovery = age::parse_deriving_recipient(plan_.set.recipient);
        if (!recovery) return std::move(recovery).error();
        auto kek = age::parse_deriving_recipient(plan_.kek.recipient);
        if (!kek) return std::move(kek).error();
        recovery_ = *std::move(recovery);
        kek_ = *std::move(kek);
        wraps_ = {.recovery = recovery_.get(), .keks = {kek_.get()}};
        // Opened before anything changes: a wrong passphrase must not leave half a rotation, and
        // what cannot be opened afterwards should not be wrapped to.
        auto identity = request_.open_kek(plan_.kek);
        if (!identity) return std::move(identity).error();
        identity_.emplace(*std::move(identity));
        for (const Move& move : plan_.moves) {
            if (move.from.id == plan_.kek.id || old_identity(move.from.id) != nullptr) continue;
            auto old = request_.open_kek(move.from);
            if (!old) return std::move(old).error();
            old_identities_.push_back({move.from, *std::move(old)});
        }
        return start();
    }

    /// The run is on record before it changes anything; a cut-off run to the same keys goes on.
    Status start() {
        auto unfinished = catalog_.rotations().unfinished();
        if (!unfinished) return std::move(unfinished).error();
        if (unfinished->has_value() && (*unfinished)->kek_id == plan_.kek.id &&
            (*unfinished)->set_id == plan_.set.id) {
            run_ = **unfinished;
            tell("carrying on with the rotation that was cut off");
        } else {
            run_ = {.started_at = console::now_seconds(),
                    .set_id = plan_.set.id,
                    .kek_id = plan_.kek.id};
            auto number = catalog_.rotations().start(run_);
            if (!number) return std::move(number).error();
            run_.number = *number;
        }
        const ledger::Record act{.act = "rotation.run",
                                 .facts = {{"number", std::to_string(run_.number)},
                                           {"set", plan_.set.id},
                                           {"kek", plan_.kek.id}}};
        if (auto announced = escrow_.record(act); !announced) return announced;
        // New backups are sealed to the new KEK from here on.
        return catalog_.keks().activate(plan_.kek.id);
    }

    Status rewrap(const Move& move) {
        const age::Identity* identity =
            move.from.id == plan_.kek.id ? &*identity_ : old_identity(move.from.id);
        check(identity != nullptr, "every KEK of the plan was opened");
        console::Progress progress("rewrapping", move.backups, console::Progress::Unit::items);
        const rewrap::Options options{
            .progress = [&](std::uint64_t count) { progress.advance(count); },
            .announce =
                [&](std::span<const catalog::NextHeader> headers) {
                    return escrow_.record(rewrap::batch_record(headers, ""));
                },
            .finding = [&](const rewrap::Finding& finding) { tell_finding(finding); },
        };
        auto counts = rewrap::rewrap(
            catalog_, {.filter = move.filter, .identity = identity, .next = wraps_}, options);
        if (!counts) return std::move(counts).error();
        report_.rewrapped += counts->rewrapped;
        report_.failed += counts->failed;
        report_.not_rewritable += counts->not_rewritable;
        return {};
    }

    Status prove() {
        std::vector<OldKek> old;
        for (const OldIdentity& one : old_identities_) {
            old.push_back({one.kek.name, &one.identity});
            report_.proof.old_keks_tried.push_back(one.kek.name);
        }
        auto proof = prove_copies(
            escrow_, {.set_id = plan_.set.id, .kek_id = plan_.kek.id, .rewritable_only = true},
            *identity_, wraps_, old);
        if (!proof) return std::move(proof).error();
        proof->old_keks_tried = std::move(report_.proof.old_keks_tried);
        report_.proof = *std::move(proof);
        return {};
    }

    /// A key is settled when nothing stands under it, not in the catalog and not in a known copy,
    /// and nothing new will.
    Status settle() {
        auto forgotten = catalog_.backups().forget_previous_headers();
        if (!forgotten) return std::move(forgotten).error();
        if (auto looked = look_at_old_keys(); !looked) return looked;
        auto owed = catalog_.rotations().owed();
        if (!owed) return std::move(owed).error();
        const catalog::Time now = console::now_seconds();
        for (const catalog::OwedRotation& rotation : *owed) {
            const bool of_set = rotation.subject == catalog::RotationSubject::share_set;
            auto left = of_set ? catalog_.backups().remaining_under_set(rotation.subject_id)
                               : catalog_.backups().remaining_under_kek(rotation.subject_id);
            if (!left) return std::move(left).error();
            const std::string what = (of_set ? "share set " : "KEK ") + rotation.subject_id;
            // A custodian left, and the set that is to go is the one new backups are sealed to.
            if (of_set && rotation.subject_id == plan_.set.id) {
                report_.still_owed.push_back(what + " is still the active one: hold a ceremony");
            } else if (left->none()) {
                const ledger::Record act{
                    .act = "rotation.settle",
                    .facts = {{"owed", std::to_string(rotation.number)},
                              {"subject", what},
                              {"reason", console::printable(rotation.reason)}}};
                if (auto announced = escrow_.record(act); !announced) return announced;
                if (auto settled = catalog_.rotations().settle(rotation.number, now); !settled)
                    return settled;
                ++report_.settled;
            } else {
                report_.still_owed.push_back(what + ": " + std::to_string(left->headers) +
                                             " headers, " + std::to_string(left->copies) +
                                             " copies still under it");
            }
        }
        if (report_.still_owed.empty()) {
            if (auto noted = finish_incidents(now); !noted) return noted;
        }
        run_.rewrapped += report_.rewrapped;
        run_.published += report_.published.written;
        run_.unreached = report_.published.unreached;
        if (outcome_of(report_)) run_.finished_at = now;
        if (auto updated = catalog_.rotations().update(run_); !updated) return updated;
        return run_.finished_at ? close_earlier_runs(now) : Status();
    }

    /// A whole rotation has done what runs to older keys left undone.
    Status close_earlier_runs(catalog::Time now) {
        for (;;) {
            auto earlier = catalog_.rotations().unfinished();
            if (!earlier) return std::move(earlier).error();
            if (!*earlier) return {};
            (*earlier)->finished_at = now;
            if (auto closed = catalog_.rotations().update(**earlier); !closed) return closed;
        }
    }

    Status look_at_old_keys() {
        auto keks = catalog_.keks().all();
        if (!keks) return std::move(keks).error();
        for (const catalog::Kek& kek : *keks) {
            if (kek.id == plan_.kek.id || kek.state != catalog::KekState::retiring) continue;
            if (old_identity(kek.id) == nullptr)
                report_.proof.old_keks_not_tried.push_back(kek.name);
            auto left = catalog_.backups().remaining_under_kek(kek.id);
            if (!left) return std::move(left).error();
            if (left->none()) report_.free_keks.push_back(kek.name);
        }
        auto sets = catalog_.share_sets().all();
        if (!sets) return std::move(sets).error();
        for (const catalog::ShareSet& set : *sets) {
            if (set.state != catalog::SetState::retiring) continue;
            auto left = catalog_.backups().remaining_under_set(set.id);
            if (!left) return std::move(left).error();
            if (left->none()) report_.free_sets.push_back(set.id);
        }
        return {};
    }

    Status finish_incidents(catalog::Time now) {
        auto incidents = catalog_.incidents().all();
        if (!incidents) return std::move(incidents).error();
        for (const catalog::Incident& incident : *incidents) {
            if (incident.state != catalog::IncidentState::restored) continue;
            auto advanced = catalog_.incidents().advance(incident.case_name,
                                                         catalog::IncidentState::rotated, now);
            if (!advanced) return advanced;
        }
        return {};
    }

    const age::Identity* old_identity(const std::string& id) const {
        for (const OldIdentity& one : old_identities_) {
            if (one.kek.id == id) return &one.identity;
        }
        return nullptr;
    }

    void tell(const std::string& line) const {
        if (request_.news) request_.news(line);
    }

    void tell_finding(const rewrap::Finding& finding) const {
        tell(console::printable(finding.label) + " " + to_hex(finding.id) + ": " +
             finding.reason.message);
    }

    struct OldIdentity {
        catalog::Kek kek;
        age::X25519Identity identity;
    };

    escrow::Directory& escrow_;
    catalog::Catalog& catalog_;
    const Request& request_;
    Plan plan_;
    Report report_;
    catalog::RotationRun run_;
    std::unique_ptr<age::DerivingRecipient> recovery_;
    std::unique_ptr<age::DerivingRecipient> kek_;
    sealed::Wraps wraps_;
    std::optional<age::X25519Identity> identity_;
    std::vector<OldIdentity> old_identities_;
};

}  // namespace

Result<Report> run(escrow::Directory& escrow, const Request& request) {
    auto plan = make_plan(escrow.catalog(), request.kek);
    if (!plan) return std::move(plan).error();
    return Runner(escrow, request, *std::move(plan)).run();
}

Status outcome_of(const Report& report) {
    std::vector<std::string> missing;
    if (report.failed > 0)
        missing.push_back(std::to_string(report.failed) + " backups could not be rewrapped");
    if (report.published.unreached > 0) {
        missing.push_back(std::to_string(report.published.unreached) + " copies were not reached");
    }
    if (report.proof.unproven > 0) {
        missing.push_back(std::to_string(report.proof.unproven) + " copies did not prove");
    }
    for (const std::string& owed : report.still_owed)
        missing.push_back(owed);
    if (missing.empty()) return {};
    std::string message = "the rotation is not complete: ";
    for (std::size_t i = 0; i < missing.size(); ++i)
        message += (i == 0 ? "" : "; ") + missing[i];
    return Error{ErrorKind::partial, "ROTATION-PARTIAL", message,
                 "mend what is named above, then run: breakglass rotation run"};
}

}  // namespace breakglass::rotation
