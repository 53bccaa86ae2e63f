#include <algorithm>

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/custodian/acts.h>

namespace breakglass::custodian {

namespace {

bool holds_card(const Custody& set, const std::string& person) {
    return std::ranges::any_of(set.places,
                               [&person](const Place& place) { return place.person == person; });
}

bool holds_share(const policy::Policy& policy, const std::string& person) {
    for (const policy::Group& group : policy.recovery.groups) {
        for (const policy::Holder& holder : group.holders) {
            if (holder.person == person) return true;
        }
    }
    return false;
}

std::string reason_of(const std::string& person) {
    return "custodian " + person + " left";
}

/// Owes the rotation once; one that was done is not owed again.
Result<bool> owe_once(escrow::Directory& escrow, const std::string& set_id,
                      const std::string& person, Time now) {
    const auto history = escrow.catalog().rotations().history();
    if (!history) return history.error();
    bool open = false;
    bool known = false;
    for (const catalog::OwedRotation& each : *history) {
        if (each.subject != catalog::RotationSubject::share_set || each.subject_id != set_id ||
            each.reason != reason_of(person))
            continue;
        known = true;
        open = open || !each.done_at;
    }
    if (known) return open;
    const ledger::Record act{.act = replace_act, .facts = {{"set", set_id}, {"holder", person}}};
    if (auto noted = escrow.record(act); !noted) return std::move(noted).error();
    const auto number =
        escrow.catalog().rotations().owe({.subject = catalog::RotationSubject::share_set,
                                          .subject_id = set_id,
                                          .reason = reason_of(person),
                                          .since = now});
    if (!number) return number.error();
    return true;
}

bool names(const records::Manifest& manifest, const std::string& person) {
    for (const records::Group& group : manifest.groups) {
        for (const records::Member& member : group.members) {
            if (member.holder == person) return true;
        }
    }
    return false;
}

/// How the ceremony goes on: a set that waits may have been made for the person who leaves.
Result<std::string> ceremony_command(escrow::Directory& escrow, const std::string& person) {
    const auto sets = escrow.catalog().share_sets().all();
    if (!sets) return sets.error();
    for (const catalog::ShareSet& set : *sets) {
        if (set.state != catalog::SetState::delivered && set.state != catalog::SetState::confirmed)
            continue;
        const auto stored = escrow.read_manifest(set.id);
        if (!stored) return stored.error();
        const auto manifest = records::parse_manifest(*stored);
        if (!manifest) return with_context(manifest.error(), "the manifest of set " + set.id);
        if (names(*manifest, person)) {
            return fmt::format(
                "give up set {}, which has a card for {} too: breakglass ceremony "
                "abandon {}",
                set.id, console::printable(person), set.id);
        }
        return "breakglass ceremony run (set " + set.id + " waits)";
    }
    return std::string("breakglass ceremony run --output-dir DIR");
}

/// The first step that is not done is the one to take now.
void mark(std::vector<Step>& steps, const std::vector<bool>& done) {
    bool taken = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        steps[i].state = done[i] ? Step::State::done
                         : taken ? Step::State::later
                                 : Step::State::now;
        taken = taken || !done[i];
    }
}

}  // namespace

Result<Way> replace(escrow::Directory& escrow, const std::string& person, Time now) {
    const auto sets =
        custody(escrow.manifests_dir(), escrow.catalog(), escrow.ledger(), escrow.policy(), now);
    if (!sets) return sets.error();
    const auto theirs = std::ranges::find_if(
        *sets, [&person](const Custody& set) { return holds_card(set, person); });
    if (theirs == sets->end()) {
        return Error{ErrorKind::usage, "CUSTODIAN-UNKNOWN",
                     fmt::format("{} holds no card of an active or retiring share set",
                                 console::quoted(person)),
                     "breakglass custodian list shows who holds what"};
    }
    const auto owed = owe_once(escrow, theirs->set_id, person, now);
    if (!owed) return owed.error();
    const auto draft = escrow.draft();
    const bool edited = draft && !holds_share(*draft, person);
    const auto ceremony = ceremony_command(escrow, person);
    if (!ceremony) return ceremony.error();

    Way way{.person = person, .set_id = theirs->set_id, .steps = {}};
    const std::string name = console::printable(person);
    way.steps.push_back(
        {.what = fmt::format("the policy gives no share to {}", name),
         .command = "edit [recovery] in escrow.toml, then: breakglass policy check"});
    way.steps.push_back(
        {.what = "that policy is in force", .command = "breakglass policy apply --help"});
    way.steps.push_back({.what = "a new recovery key is active, its cards handed out and read back",
                         .command = *ceremony});
    way.steps.push_back({.what = "every backup is rewrapped to it through the KEK",
                         .command = "breakglass rotation run"});
    way.steps.push_back(
        {.what = fmt::format("the cards of set {} are destroyed, all of them", way.set_id),
         .command = "collect them only now: until the rotation is done they are needed"});
    const bool in_force = !holds_share(escrow.policy(), person);
    const bool renewed = theirs->state == catalog::SetState::retiring;
    mark(way.steps, {edited || in_force, in_force, renewed, renewed && !*owed, false});
    return way;
}

}  // namespace breakglass::custodian
