// The desk without an escrow of its own: what the case, the catalog and the manifest would have
// said is learned from the cards and the files.

#include "desk.h"

#include <algorithm>
#include <array>
#include <chrono>

#include <fmt/format.h>

#include <breakglass/age/recipient.h>
#include <breakglass/backup/sealed_files.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/incident/bare.h>
#include <breakglass/incident/situation.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::incident {

namespace {

using catalog::IncidentState;

constexpr std::string_view bare_prefix = "bare-";
// Each DEK that is kept takes a locked page or more; what lies beyond comes through the fresh KEK.
constexpr std::size_t most_keys_kept = 512;

constexpr std::array not_checked{
    "approvals: no case and no policy of that escrow says who had to agree",
    "each card by itself: without the manifest only all together show that they are right",
    "the store: which backups there were, which are the newest, and whether one was swapped",
    "use before this: the ledger that would know it is gone",
};

void tell_what_is_not_checked() {
    console::warn("without an escrow these cannot be checked:");
    for (const char* each : not_checked)
        console::note(std::string("  ") + each);
}

Result<std::optional<catalog::Incident>> begun(escrow::Directory& escrow) {
    auto incidents = escrow.catalog().incidents().all();
    if (!incidents) return std::move(incidents).error();
    for (catalog::Incident& incident : *incidents) {
        if (incident.case_name.starts_with(bare_prefix)) return std::optional(std::move(incident));
    }
    return std::optional<catalog::Incident>{};
}

/// A share set of this escrow means that there is a manifest, or was: then a case is the way.
Status check_new(escrow::Directory& escrow) {
    auto sets = escrow.catalog().share_sets().all();
    if (!sets) return std::move(sets).error();
    if (sets->empty()) return {};
    return Error{
        ErrorKind::usage, "INCIDENT-BARE-KNOWN",
        fmt::format("this escrow has share set {}; --bare is for cards and files that no "
                    "escrow knows",
                    sets->front().id),
        "breakglass case request incident; or in a new escrow: breakglass escrow init DIR"};
}

/// The files, by the share set that their headers name.
Result<std::vector<backup::SealedFile>> files_of(const std::vector<std::string>& paths) {
    std::vector<backup::SealedFile> files;
    auto found = backup::find_sealed_files(
        paths,
        [&](const backup::SealedFile& file) -> Status {
            const bool copy =
                std::any_of(files.begin(), files.end(),
                            [&](const backup::SealedFile& other) { return other.id == file.id; });
            if (copy) {
                console::note(fmt::format("{} is a copy of a backup that was found before",
                                          console::quoted(file.path)));
            } else {
                files.push_back(file);
            }
            return {};
        },
        [](const Error& error) {
            console::warn(fmt::format("left out: {} [{}]", error.message, error.rule), error.hint);
        });
    if (!found) return std::move(found).error();
    if (!files.empty()) return files;
    return Error{ErrorKind::usage, "INCIDENT-BARE-FILES", "no sealed backup was named or found",
                 "add --sealed FILE or --sealed DIR, as often as needed"};
}

/// What the key opened, ready for the catalog.
struct Adopted {
    std::string set_id;
    std::string recipient;
    std::vector<catalog::NewBackup> backups;
    std::vector<catalog::NextHeader> headers;  // what the ledger is told of them
    ScopeKeys keys;
};

Status adopt(const escrow::Directory& escrow, const backup::SealedFile& file,
             const age::X25519Identity& key, const catalog::Kek& fresh, const sealed::Wraps& wraps,
             Adopted& all) {
    const std::array<const age::Identity*, 1> identities{&key};
    auto dek = sealed::open_dek(file.header, identities);
    if (!dek) return std::move(dek).error();
    auto header = sealed::rewrite_header(file.header, *dek, file.id, wraps);
    if (!header) return std::move(header).error();
    auto taken = backup::adopted(escrow, file, *dek, *header, {fresh.id});
    if (!taken) return std::move(taken).error();
    all.headers.push_back({.id = file.id,
                           .expected_generation = 0,
                           .header = *std::move(header),
                           .set_id = all.set_id,
                           .kek_ids = {fresh.id}});
    all.backups.push_back(*std::move(taken));
    if (all.keys.size() < most_keys_kept) all.keys.emplace(file.id, *std::move(dek));
    return {};
}

Result<Adopted> adopt_all(const escrow::Directory& escrow,
                          const std::vector<backup::SealedFile>& files,
                          const age::X25519Identity& key, const catalog::Kek& fresh,
                          Report& report) {
    auto kek = age::parse_deriving_recipient(fresh.recipient);
    if (!kek) return with_context(std::move(kek).error(), "KEK " + fresh.name);
    const sealed::Wraps wraps{.recovery = &key.recipient(), .keks = {kek->get()}};
    Adopted all;
    all.recipient = key.recipient().text();
    all.set_id = sealed::recipient_id(all.recipient);
    for (const backup::SealedFile& file : files) {
        Status taken;
        if (file.header.set_id == all.set_id) {
            taken = adopt(escrow, file, key, fresh, wraps, all);
        } else {
            taken = Error{ErrorKind::unverified, "INCIDENT-SCOPE-SET",
                          fmt::format("it is under share set {}, the cards are of {}",
                                      file.header.set_id, all.set_id),
                          "it needs the cards of its own set"};
        }
        if (taken) continue;
        console::warn(fmt::format("{} is left out: {} [{}]", console::quoted(file.path),
                                  taken.error().message, taken.error().rule),
                      taken.error().hint);
        report.not_restored.push_back({.id = file.id, .label = file.path, .reason = taken.error()});
    }
    if (!all.backups.empty()) return all;
    return Error{ErrorKind::usage, "INCIDENT-BARE-FILES",
                 fmt::format("none of the {} sealed files opens with the key of set {}",
                             files.size(), all.set_id),
                 "name the files of that set: --sealed FILE or DIR"};
}

/// Everything the catalog must know, at once: from here on the fresh KEK opens what the key opened.
Status store(escrow::Directory& escrow, const Adopted& all, const catalog::Incident& incident) {
    catalog::Catalog& catalog = escrow.catalog();
    const std::int64_t now = console::now_seconds();
    return catalog.together([&]() -> Status {
        auto& sets = catalog.share_sets();
        const catalog::ShareSet set{
            .id = all.set_id, .recipient = all.recipient, .created_at = now, .manifest = {}};
        if (auto done = sets.add(set); !done) return done;
        if (auto done = sets.mark_confirmed(set.id); !done) return done;
        if (auto done = sets.activate(set.id); !done) return done;
        if (auto done = sets.mark_spent(set.id, now, "incident " + incident.case_name); !done)
            return done;
        if (auto done = catalog.backups().add(all.backups); !done) return done;
        if (auto done = catalog.keks().activate(incident.fresh_kek_id); !done) return done;
        if (auto done = catalog.incidents().add(incident); !done) return done;
        return catalog.incidents().advance(incident.case_name, IncidentState::rejoined, now);
    });
}

std::string groups_on_table(const gathering::CardCollector& cards) {
    std::string groups;
    for (const gathering::GroupProgress& group : cards.progress()) {
        if (group.taken == 0) continue;
        groups += fmt::format("{}group {}: {} of {}", groups.empty() ? "" : "; ", group.name,
                              group.taken, group.threshold);
    }
    return groups;
}

std::string next_bare(const escrow::Directory& escrow) {
    return fmt::format("breakglass --escrow {} incident run --bare --output-dir DIR",
                       console::printable(escrow.path().string()));
}

/// Gathers and opens; what the key gave is returned, the key is gone.
Result<Adopted> rejoin_bare(escrow::Directory& escrow, const BareRequest& request,
                            const catalog::Kek& fresh, const std::vector<backup::SealedFile>& files,
                            Report& report) {
    auto cards = gather_bare(request.desk);
    if (!cards) return std::move(cards).error();
    if (!cards->complete()) {
        Error error = quorum_not_met(*cards, report.next);
        error.message = "not enough cards: " + cards->summary();
        return error;
    }
    const ledger::Record act{
        .act = "incident.bare",
        .facts = {{"cards", groups_on_table(*cards)},
                  {"fresh_kek", fresh.id},
                  {"files", std::to_string(files.size())},
                  {"not_checked", "approvals, cards by manifest, store, use"}}};
    if (auto announced = escrow.record(act); !announced) return std::move(announced).error();
    const auto born = std::chrono::steady_clock::now();
    auto outcome = [&]() -> Result<Adopted> {
        const gathering::CardCollector quorum = *std::move(cards);
        auto key = quorum.rejoin();
        if (!key) return std::move(key).error();
        report.rejoined_now = true;
        return adopt_all(escrow, files, *key, fresh, report);
    }();
    report.key_lived = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - born);
    if (report.rejoined_now) {
        console::note(fmt::format("the recovery key lived {} and is wiped, and so are the cards",
                                  lifetime(report.key_lived)));
    }
    return outcome;
}

Result<Desk> desk_of(escrow::Directory& escrow, catalog::Incident incident) {
    Desk desk;
    auto fresh = escrow.catalog().keks().find(incident.fresh_kek_id);
    if (!fresh) return std::move(fresh).error();
    check(fresh->has_value(), "an incident under a KEK that the catalog does not have");
    desk.fresh = **std::move(fresh);
    auto set = escrow.catalog().share_sets().find(incident.set_id);
    if (!set) return std::move(set).error();
    check(set->has_value(), "an incident under a set that the catalog does not have");
    desk.set = **std::move(set);
    auto scope = scope::Scope::parse_text(incident.scope);
    if (!scope) return std::move(scope).error();
    auto items = scope->resolve(escrow.catalog().backups(), incident.fresh_kek_id);
    if (!items) return std::move(items).error();
    desk.items = *std::move(items);
    desk.incident = std::move(incident);
    return desk;
}

Status run_with_cards(escrow::Directory& escrow, escrow::Lock lock, const BareRequest& request,
                      Report& report) {
    if (auto fit = check_new(escrow); !fit) return fit;
    if (request.desk.fresh_kek.empty()) {
        return Error{ErrorKind::usage, "INCIDENT-INCOMPLETE",
                     "every backup goes to a fresh KEK, and none was named",
                     "make one (breakglass kek create) and add --fresh-kek NAME"};
    }
    auto fresh = choose_kek(escrow.catalog(), request.desk.fresh_kek, "", true);
    if (!fresh) return std::move(fresh).error();
    auto files = files_of(request.sealed);
    if (!files) return std::move(files).error();
    auto output = prepare_output(request.desk, files->size());
    if (!output) return std::move(output).error();
    tell_what_is_not_checked();

    auto all = rejoin_bare(escrow, request, *fresh, *files, report);
    if (!all) return std::move(all).error();
    const std::int64_t now = console::now_seconds();
    catalog::Incident incident{.case_name = std::string(bare_prefix) + all->set_id,
                               .reason = "everything but cards and sealed files is lost",
                               .reference = {},
                               .scope = "label=*",
                               .set_id = all->set_id,
                               .fresh_kek_id = fresh->id,
                               .state = IncidentState::gathering,
                               .requested_at = now,
                               .changed_at = now};
    if (auto told = escrow.record(rewrap::batch_record(all->headers, incident.case_name)); !told)
        return told;
    if (auto stored = store(escrow, *all, incident); !stored) return stored;
    report.rewrapped.looked_at = report.rewrapped.rewrapped = all->backups.size();
    console::note(
        fmt::format("{} backups are taken in under KEK {} in the catalog; no backup file "
                    "was touched, and a rotation is owed",
                    all->backups.size(), console::quoted(fresh->name)));
    incident.state = IncidentState::rejoined;
    auto desk = desk_of(escrow, std::move(incident));
    if (!desk) return std::move(desk).error();
    report.set_id = desk->set.id;
    report.fresh_kek_id = desk->fresh.id;
    report.case_name = desk->incident.case_name;
    { const escrow::Lock released = std::move(lock); }
    return restore_scope(escrow, *desk, *output, opener_of(all->keys), report);
}

Status carry_on(escrow::Directory& escrow, escrow::Lock lock, catalog::Incident incident,
                const Request& request, Report& report) {
    report.case_name = incident.case_name;
    report.set_id = incident.set_id;
    report.fresh_kek_id = incident.fresh_kek_id;
    auto desk = desk_of(escrow, std::move(incident));
    if (!desk) return std::move(desk).error();
    return restore_through_kek(escrow, std::move(lock), *desk, request, report);
}

}  // namespace

Status run_bare(escrow::Directory& escrow, const BareRequest& request, Report& report) {
    auto lock = escrow.lock(escrow::LockKind::exclusive);
    if (!lock) return std::move(lock).error();
    report.next = next_bare(escrow);
    auto before = begun(escrow);
    if (!before) return std::move(before).error();
    if (*before && (*before)->state >= IncidentState::restored) {
        report.next = next_command(escrow, **before);
        console::note(fmt::format("{} is {}: there is nothing left to restore",
                                  (*before)->case_name, catalog::name_of((*before)->state)));
        return {};
    }
    const Status gone_through =
        *before ? carry_on(escrow, *std::move(lock), **std::move(before), request.desk, report)
                : run_with_cards(escrow, *std::move(lock), request, report);
    if (!gone_through) return gone_through;
    if (report.not_restored.empty()) {
        auto moved = escrow.catalog().incidents().advance(report.case_name, IncidentState::restored,
                                                          console::now_seconds());
        if (!moved) return moved;
        auto incident = escrow.catalog().incidents().find(report.case_name);
        if (incident && *incident) report.next = next_command(escrow, **incident);
    }
    return outcome_of(report, report.next);
}

}  // namespace breakglass::incident
