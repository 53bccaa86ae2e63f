#include "card_text.h"
#include "host_facts.h"
#include "output_folder.h"
#include "plan.h"
#include "trial.h"

#include <filesystem>
#include <utility>

#include <breakglass/age/file.h>
#include <breakglass/age/x25519.h>
#include <breakglass/card/qr_text.h>
#include <breakglass/catalog/catalog.h>
#include <breakglass/ceremony/pending.h>
#include <breakglass/ceremony/start.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/manifest.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::ceremony {

namespace {

/// One file on its way out. content is a share, or an age file that holds one.
struct CardFile {
    std::size_t card = 0;  // of the plan
    std::string name;
    SecretBytes content;
    bool into_escrow = false;
};

constexpr const char* words_ending = ".txt";
constexpr const char* picture_ending = ".png";
constexpr const char* age_ending = ".age";

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
            manifest.groups[card.group].members.push_back(
                records::Member{.index = share.member_index,
                                .holder = card.holder,
                                .delivery = card.delivery.text,
                                .commitment = records::share_commitment(
                                    set_id, share.group_index, share.member_index, share.value)});
        }
    }
    return manifest;
}

const slip39::Share& share_of(const std::vector<slip39::Share>& shares, const PlannedCard& card) {
    for (const slip39::Share& share : shares)
        if (share.group_index == card.group && share.member_index == card.member) return share;
    stop_on_bug("a planned card without a share", __FILE__, __LINE__);
}

std::vector<std::string> names_of(const PlannedCard& card) {
    if (card.delivery.kind == policy::DeliveryKind::paper)
        return {card.stem + words_ending, card.stem + picture_ending};
    return {card.stem + age_ending};
}

Result<std::vector<CardFile>> make_files(const policy::Policy& policy, const Plan& plan,
                                         const records::Manifest& manifest,
                                         const std::vector<slip39::Share>& shares,
                                         const picture::Child& child, Randomness& randomness) {
    std::vector<CardFile> files;
    for (std::size_t index = 0; index < plan.cards.size(); ++index) {
        const PlannedCard& planned = plan.cards[index];
        const slip39::Share& share = share_of(shares, planned);
        const SecretBytes mnemonic = slip39::format_mnemonic(share);
        SecretBytes text = card_text(policy, manifest, planned.group, planned.position, mnemonic);
        if (planned.delivery.kind == policy::DeliveryKind::paper) {
            const SecretBytes code = card::format_qr_text(manifest.recipient, share);
            auto png = picture::render_qr_in_child(code, child);
            if (!png) return with_context(std::move(png).error(), "the card of " + planned.holder);
            files.push_back({index, planned.stem + words_ending, std::move(text)});
            files.push_back({index, planned.stem + picture_ending, *std::move(png)});
            continue;
        }
        const auto recipient = age::parse_recipient(planned.delivery.text);
        if (!recipient) return recipient.error();
        const age::Recipient* to[] = {recipient->get()};
        const auto file =
            age::encrypt_secret(to, text, randomness, age::EncryptOptions{.armor = true});
        if (!file) return with_context(file.error(), "the share of " + planned.holder);
        files.push_back({index, planned.stem + age_ending, SecretBytes::copy_of(*file), true});
    }
    return files;
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

std::vector<Delivery> deliveries_of(const Plan& plan, const OutputFolder& folder) {
    std::vector<Delivery> deliveries;
    for (const PlannedCard& card : plan.cards) {
        Delivery delivery{.group = card.group_name,
                          .number = card.position + 1,
                          .holder = card.holder,
                          .encrypted = card.delivery.kind != policy::DeliveryKind::paper};
        for (const std::string& name : names_of(card))
            delivery.files.push_back(folder.file(name));
        deliveries.push_back(std::move(delivery));
    }
    return deliveries;
}

/// What is to be done with a folder that is not empty: nothing (it is), or go on where it stands.
Result<bool> finish_interrupted(escrow::Directory& escrow, const OutputFolder& folder,
                                Started& started) {
    const auto unfinished = folder.look();
    if (!unfinished) return unfinished.error();
    if (!*unfinished) return false;
    const auto set = escrow.catalog().share_sets().find((*unfinished)->set_id);
    if (!set) return set.error();
    if (*set) {
        // All is written and registered; only the note was left.
        if (Status finished = folder.finish(); !finished) return std::move(finished).error();
        const bool waits = (*set)->state == catalog::SetState::delivered ||
                           (*set)->state == catalog::SetState::confirmed;
        if (!waits) {
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
    const auto pending = pending_set(escrow, "");
    if (!pending) return pending.error();
    if (*pending) {
        return Error{ErrorKind::not_met, "CEREMONY-PENDING",
                     "set " + (*pending)->id + " was delivered and is not active yet",
                     "read its cards back (breakglass ceremony run), or give it up: breakglass "
                     "ceremony abandon " +
                         (*pending)->id};
    }
    return {};
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

Result<Started> start(escrow::Directory& escrow, const StartRequest& request, std::int64_t now,
                      Randomness& randomness) {
    const policy::Policy& policy = escrow.policy();
    auto plan = plan_cards(policy);
    if (!plan) return std::move(plan).error();
    const OutputFolder folder(request.output_dir);
    Started started{.host = request.host, .allowed = request.allowed};
    if (!request.output_dir.empty()) {
        const auto finished = finish_interrupted(escrow, folder, started);
        if (!finished) return finished.error();
        started.deliveries = deliveries_of(*plan, folder);
        if (*finished) return started;
    }
    if (Status ready = check_preconditions(escrow, request); !ready)
        return std::move(ready).error();
    auto identifiers = known_identifiers(escrow);
    if (!identifiers) return std::move(identifiers).error();
    plan->split.known_identifiers = *std::move(identifiers);

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
    const records::Manifest manifest =
        manifest_for(policy, *plan, shares, started.recipient, started.set_id, now);
    if (Status sound = records::check_manifest(manifest); !sound) return std::move(sound).error();
    const auto files = make_files(policy, *plan, manifest, shares, request.child, randomness);
    if (!files) return files.error();

    ledger::Record act{.act = "ceremony.start",
                       .facts = {{"set", started.set_id},
                                 {"recipient", started.recipient},
                                 {"manifest", to_hex(sha256(records::encode_manifest(manifest)))}}};
    add_host_facts(act, request);
    if (auto announced = escrow.record(act); !announced) return std::move(announced).error();
    Unfinished note{.set_id = started.set_id};
    for (const CardFile& file : *files)
        note.names.push_back(file.name);
    if (Status begun = folder.begin(note); !begun) return std::move(begun).error();
    Status written = write_files(escrow, folder, *files, started.set_id);
    if (written)
        written = escrow.write_manifest(started.set_id, records::encode_manifest(manifest));
    if (!written) {
        // Cards that no set stands behind help nobody. What cannot be removed now is removed by
        // the next start in the same folder.
        (void)folder.clean_up(note);
        return std::move(written).error();
    }
    // From here on only the catalog knows whether the set exists: nothing is removed any more.
    Status added = escrow.catalog().share_sets().add(
        catalog::ShareSet{.id = started.set_id,
                          .recipient = started.recipient,
                          .created_at = now,
                          .manifest = escrow.manifest_file(started.set_id).filename().string()});
    if (!added) return std::move(added).error();
    if (Status finished = folder.finish(); !finished) return std::move(finished).error();
    return started;
}

}  // namespace breakglass::ceremony
