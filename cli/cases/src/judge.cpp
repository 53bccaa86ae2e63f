#include "hearing.h"

#include <algorithm>

#include <fmt/format.h>

#include <breakglass/cases/standing.h>
#include <breakglass/console/printable.h>
#include <breakglass/records/utc.h>

namespace breakglass::cases {

namespace {

Error uncounted(const char* rule, std::string message) {
    return {ErrorKind::unverified, rule, std::move(message), ""};
}

Time later_by(Time time, const policy::Duration& duration) {
    return std::min<Time>(time + duration.seconds().count(), records::max_time);
}

/// The sentence of a judgement, step by step; the hearing is taken apart on the way.
class Judgement {
  public:
    Judgement(const Case& it, const Circumstances& circumstances, Hearing hearing)
        : it_(it),
          now_in_(circumstances),
          policy_(*circumstances.policy),
          rule_(policy_.rule(it.request.act)),
          hearing_(std::move(hearing)) {}

    Standing pronounce(const signature::PublicKey& requester_key) {
        standing_.ignored = std::move(hearing_.ignored);
        set_clock();
        standing_.needed = approvals_needed(it_.request, policy_, now_in_.first_policy);
        standing_.collect_until = later_by(it_.request.time, rule_.collect);
        count_approvals();
        set_windows();
        find_stop();
        find_closing();
        standing_.state = state();
        if (standing_.state == State::collecting) find_who_can(requester_key);
        return std::move(standing_);
    }

  private:
    void ignore(const Heard& heard, Error reason) {
        standing_.ignored.push_back({heard.stored, heard.what, std::move(reason)});
    }

    void set_clock() {
        NewestTime newest = hearing_.newest;
        if (now_in_.newest_entry > newest.time) {
            newest = {now_in_.newest_entry, "the ledger's newest entry"};
        }
        standing_.now = std::max(now_in_.clock, newest.time);
        if (newest.time - now_in_.clock <= tolerated_seconds) return;
        standing_.clock = Error{
            ErrorKind::not_met, "CASE-CLOCK",
            fmt::format("this machine's clock says {}, but {} is of {}",
                        records::utc_text(std::clamp<Time>(now_in_.clock, 0, records::max_time)),
                        newest.said_by, records::utc_text(newest.time)),
            "set the clock right; if it is right, ask who signed the later time"};
    }

    /// Why this approval does not count beside those that do; nothing when it does.
    std::optional<Error> objection(const Heard& heard) const {
        const Saying& saying = heard.saying;
        const std::string person = console::printable(saying.signer);
        const std::string_view role = approving_role(it_.request, now_in_.first_policy);
        if (!policy_.person(saying.signer)->has_role(role)) {
            return uncounted("CASE-APPROVER", fmt::format("{} has not the role {}", person, role));
        }
        if (saying.time < it_.request.time) {
            return uncounted("CASE-EARLY", fmt::format("it was signed at {}, before the request",
                                                       records::utc_text(saying.time)));
        }
        if (saying.time > standing_.collect_until) {
            return uncounted("CASE-LATE",
                             fmt::format("it was signed at {}, approvals counted until {}",
                                         records::utc_text(saying.time),
                                         records::utc_text(standing_.collect_until)));
        }
        for (const Heard* other : counted_) {
            if (other->saying.signer == saying.signer) {
                return uncounted("CASE-TWICE", fmt::format("{} approved already", person));
            }
            if (other->key == heard.key) {
                return uncounted("CASE-SAME-KEY",
                                 fmt::format("{} and {} have one and the same key", person,
                                             console::printable(other->saying.signer)));
            }
        }
        return std::nullopt;
    }

    void count_approvals() {
        for (const Heard& heard : hearing_.approvals) {
            if (auto reason = objection(heard)) {
                ignore(heard, *std::move(reason));
                continue;
            }
            counted_.push_back(&heard);
            standing_.approvals.push_back({heard.saying.signer, heard.saying.time});
        }
    }

    void set_windows() {
        const auto needed = static_cast<std::size_t>(standing_.needed);
        if (standing_.approvals.size() < needed) return;
        const Time approved = needed == 0 ? it_.request.time : standing_.approvals[needed - 1].time;
        standing_.usable_from = later_by(approved, rule_.cooling_off);
        standing_.usable_until = later_by(*standing_.usable_from, rule_.use);
    }

    void find_stop() {
        standing_.stop = now_in_.stopped;
        for (const Heard& heard : hearing_.stops) {
            const Saying& saying = heard.saying;
            if (!may_stop(policy_, it_.request, saying.signer)) {
                ignore(heard, uncounted("CASE-STOP-ROLE",
                                        fmt::format("{} is neither requester, approver, witness "
                                                    "nor owner",
                                                    console::printable(saying.signer))));
            } else if (!standing_.stop) {
                standing_.stop = Stop{saying.signer, saying.how, saying.reason, saying.time};
            }
        }
    }

    void find_closing() {
        closed_ = now_in_.closed_at.has_value();
        for (const Heard& heard : hearing_.closings) {
            if (may_close(policy_, it_.request, heard.saying.signer)) {
                closed_ = true;
            } else {
                ignore(heard, uncounted("CASE-CLOSE-ROLE",
                                        fmt::format("{} is neither requester nor owner",
                                                    console::printable(heard.saying.signer))));
            }
        }
    }

    /// Whether what began may be carried on.
    State state_in_use() const {
        const policy::CaseKind act = it_.request.act;
        if (act == policy::CaseKind::incident || act == policy::CaseKind::drill) {
            return State::in_use;  // nobody is left with half a recovery because a window closed
        }
        const bool outdated = it_.request.policy_hash != policy_.hash;
        const bool over = !standing_.usable_until || standing_.now > *standing_.usable_until;
        return outdated || over || now_in_.use->overtaken ? State::used : State::in_use;
    }

    bool is_before_ledger() const {
        return now_in_.ledger_since && it_.request.time <= *now_in_.ledger_since;
    }

    State state() {
        standing_.before_ledger = is_before_ledger();
        if (now_in_.use) standing_.used_at = now_in_.use->at;
        if (closed_) return State::closed;
        if (standing_.stop) return State::stopped;
        if (now_in_.use) return state_in_use();
        if (it_.request.policy_hash != policy_.hash || is_before_ledger()) return State::outdated;
        const Time now = standing_.now;
        if (!standing_.usable_until) {
            return now > standing_.collect_until ? State::expired : State::collecting;
        }
        if (now < *standing_.usable_from) return State::cooling_off;
        return now > *standing_.usable_until ? State::expired : State::open;
    }

    void find_who_can(const signature::PublicKey& requester_key) {
        const std::string_view role = approving_role(it_.request, now_in_.first_policy);
        for (const policy::Person& person : policy_.persons) {
            const auto key = key_of(policy_, person.id);
            if (!key || !person.has_role(role) || person.id == it_.request.requester) continue;
            const bool taken =
                *key == requester_key || std::ranges::any_of(counted_, [&](const Heard* other) {
                    return other->saying.signer == person.id || other->key == *key;
                });
            if (!taken) standing_.can_approve.push_back(person.id);
        }
    }

    const Case& it_;
    const Circumstances& now_in_;
    const policy::Policy& policy_;
    const policy::ApprovalRule& rule_;
    Hearing hearing_;
    std::vector<const Heard*> counted_;
    bool closed_ = false;
    Standing standing_;
};

}  // namespace

Result<Standing> judge(const Case& it, const Circumstances& circumstances) {
    signature::PublicKey requester_key;
    if (auto asked = hear_request(it, circumstances, requester_key); !asked) {
        return std::move(asked).error();
    }
    return Judgement(it, circumstances, hear(it, circumstances, requester_key))
        .pronounce(requester_key);
}

}  // namespace breakglass::cases
