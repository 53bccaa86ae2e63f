#include "card_files.h"
#include "host_facts.h"
#include "output_folder.h"
#include "room_facts.h"
#include "set_home.h"
#include "trial.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include <breakglass/age/x25519.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/start.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/manifest.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::ceremony {

namespace {

records::Manifest manifest_for(const policy::Policy& policy, const Plan& plan,
                               const std::vector<slip39::Share>& shares,
                               const std::string& recipient, const std::string& set_id,
                               std::int64_t now) {
    records::Manifest manifest{
        .escrow = policy.escrow,
        .set_id = set_id,
        .identifier = shares.front().identifier,
        .recipient = recipient,
        .groups_required = static_cast<std::uint8_t>(plan.split.groups_required),
        .created_at = now};
    for (const policy::Group& group : policy.recovery.groups)
        manifest.groups.push_back(records::Group{
            .name = group.name, .threshold = static_cast<std::uint8_t>(group.threshold)});
    for (const PlannedCard& card : plan.cards) {
        for (const slip39::Share& share : shares) {
            if (share.group_index != card.group || share.member_index != card.member) continue;
            const policy::Person* person = policy.person(card.holder);
            manifest.groups[card.group].members.push_back(
                records::Member{.index = share.member_index,
                                .holder = card.holder,
                                .name = person != nullptr ? person->name : "",
                                .delivery = card.delivery.text,
                                .commitment = records::share_commitment(
                                    set_id, share.group_index, share.member_index, share.value)});
        }
    }
    return manifest;
}

Status write_files(escrow::Directory& escrow, const OutputFolder& folder,
                   const std::vector<CardFile>& files, const std::string& set_id) {
    const std::filesystem::path kept = escrow.manifests_dir() / set_id;
    for (const CardFile& file : files) {
        if (Status written = disk::write_new_file(folder.file(file.name), file.content.expose());
            !written)
            return written;
        if (!file.into_escrow) continue;
        if (Status made = disk::ensure_directory(kept.string()); !made) return made;
        if (Status written = disk::replace_file((kept / file.name).string(), file.content.expose());
            !written)
            return written;
    }
    return {};
}

std::vector<Delivery> deliveries_of(const Plan& plan, const OutputFolder& folder,
                                    const Pages& pages) {
    std::vector<Delivery> deliveries;
    for (const PlannedCard& card : plan.cards) {
        Delivery delivery{.group = card.group_name,
                          .number = card.position + 1,
                          .holder = card.holder,
                          .encrypted = card.delivery.kind != policy::DeliveryKind::paper};
        for (const std::string& name : names_of(card, pages))
            delivery.files.push_back(folder.file(name));
        deliveries.push_back(std::move(delivery));
    }
    return deliveries;
}

/// An interrupted start may have been asked for other formats.
void leave_out_missing(std::vector<Delivery>& deliveries) {
    std::error_code problem;
    for (Delivery& delivery : deliveries)
        std::erase_if(delivery.files, [&](const std::string& file) {
            return !std::filesystem::exists(file, problem);
        });
}

/// What is to be done with a folder that is not empty: nothing (it is), or go on where it stands.
Result<bool> finish_interrupted(SetHome& home, const OutputFolder& folder, Started& started) {
    const auto unfinished = folder.look();
    if (!unfinished) return unfinished.error();
    if (!*unfinished) return false;
    const auto set = home.find((*unfinished)->set_id);
    if (!set) return set.error();
    if (*set) {
        // All is written and registered; only the note was left.
        if (Status finished = folder.finish(); !finished) return std::move(finished).error();
        if (!(*set)->waits) {
            const auto rest = folder.look();  // the cards of an earlier ceremony: not empty
            if (!rest) return rest.error();
            return false;
        }
        started.set_id = (*set)->id;
        started.recipient = (*set)->recipient;
        started.resumed = true;
        return true;
    }
    // It never reached the catalog: its key died with the process, nothing can be sealed to it.
    if (Status cleaned = folder.clean_up(**unfinished); !cleaned) return std::move(cleaned).error();
    started.cleaned_up = true;
    const auto rest = folder.look();
    if (!rest) return rest.error();
    return false;
}

Status check_preconditions(escrow::Directory& escrow, const StartRequest& request) {
    if (request.output_dir.empty()) {
        return Error{ErrorKind::usage, "CEREMONY-OUTPUT-DIR",
                     "no directory for the cards was named",
                     "add --output-dir DIR, best one in memory: /dev/shm/cards"};
    }
    check(!request.host.empty(), "a ceremony on a machine that nobody looked at");
    if (Status fit = host::check(request.host, request.allowed); !fit) return fit;
    return home_of(escrow, request.practice)->refuse_while_one_waits();
}

Result<std::vector<std::uint16_t>> known_identifiers(const escrow::Directory& escrow) {
    const auto manifests = other_manifests(escrow, "");
    if (!manifests) return manifests.error();
    std::vector<std::uint16_t> identifiers;
    for (const records::Manifest& manifest : *manifests)
        identifiers.push_back(manifest.identifier);
    return identifiers;
}

}  // namespace

Status check_start(escrow::Directory& escrow, const StartRequest& request) {
    if (const auto plan = plan_cards(escrow.policy()); !plan) return plan.error();
    return check_preconditions(escrow, request);
}

Result<Started> start(escrow::Directory& escrow, const StartRequest& request, std::int64_t now,
                      const Rolls& rolls, Randomness& kernel) {
    const policy::Policy& policy = escrow.policy();
    auto plan = plan_cards(policy);
    if (!plan) return std::move(plan).error();
    const auto home = home_of(escrow, request.practice);
    const OutputFolder folder(request.output_dir);
    Started started{.host = request.host, .allowed = request.allowed};
    if (rolls.count() > 0) started.dice = rolls.summary();
    if (!request.output_dir.empty()) {
        const auto finished = finish_interrupted(*home, folder, started);
        if (!finished) return finished.error();
        started.deliveries = deliveries_of(*plan, folder, request.pages);
        if (*finished) {
            leave_out_missing(started.deliveries);
            return started;
        }
    }
    if (Status ready = check_preconditions(escrow, request); !ready)
        return std::move(ready).error();
    auto identifiers = known_identifiers(escrow);
    if (!identifiers) return std::move(identifiers).error();
    plan->split.known_identifiers = *std::move(identifiers);

    DicedRandomness diced(kernel, rolls);
    Randomness& randomness = rolls.count() > 0 ? diced : kernel;
    std::vector<slip39::Share> shares;
    {
        // The recovery key lives in this block only.
        const age::X25519Identity key = age::X25519Identity::generate(randomness);
        started.recipient = key.recipient().text();
        auto split = slip39::split(key.secret(), SecretBytes(), plan->split, randomness);
        if (!split) return std::move(split).error();
        shares = *std::move(split);
        const auto trials =
            try_shares(key.secret(), shares, plan->split, request.max_trials, randomness);
        if (!trials) return trials.error();
        started.trials = *trials;
    }
    started.set_id = sealed::recipient_id(started.recipient);
    records::Manifest manifest =
        manifest_for(policy, *plan, shares, started.recipient, started.set_id, now);
    manifest.practice = request.practice;
    if (Status sound = records::check_manifest(manifest); !sound) return std::move(sound).error();
    const CardSource source{policy, *plan, manifest, shares};
    auto files = make_files(source, request.pages, request.child, randomness);
    if (!files) return files.error();

    ledger::Record act{.act = home->act("start"),
                       .facts = {{"set", started.set_id},
                                 {"recipient", started.recipient},
                                 {"manifest", to_hex(sha256(records::encode_manifest(manifest)))}}};
    act.facts.push_back({"dice", rolls.count() > 0 ? rolls.summary() : "none"});
    add_room_facts(act, policy, started.trials);
    add_host_facts(act, request);
    if (auto announced = escrow.record(act); !announced) return std::move(announced).error();
    // Drawn last: the head on the paper is that of a ledger which names this very manifest.
    auto pages = draw_pages(source, request.pages, escrow.ledger().head(), request.child);
    if (!pages) return std::move(pages).error();
    std::ranges::move(*pages, std::back_inserter(*files));
    Unfinished note{.set_id = started.set_id};
    for (const CardFile& file : *files)
        note.names.push_back(file.name);
    if (Status begun = folder.begin(note); !begun) return std::move(begun).error();
    Status written = write_files(escrow, folder, *files, started.set_id);
    if (written) written = home->write_manifest(manifest);
    if (!written) {
        // Cards that no set stands behind help nobody. What cannot be removed now is removed by
        // the next start in the same folder.
        (void)folder.clean_up(note);
        return std::move(written).error();
    }
    // From here on only the catalog knows whether the set exists: nothing is removed any more.
    Status added = home->add(manifest);
    if (!added) return std::move(added).error();
    if (Status finished = folder.finish(); !finished) return std::move(finished).error();
    return started;
}

}  // namespace breakglass::ceremony
