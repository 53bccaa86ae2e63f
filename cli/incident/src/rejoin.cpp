#include "desk.h"
#include "export_key.h"

#include <array>
#include <chrono>

#include <fmt/format.h>

#include <breakglass/age/recipient.h>
#include <breakglass/age/x25519.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/progress.h>
#include <breakglass/console/report.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::incident {

namespace {

using catalog::IncidentState;
using rewrap::Finding;

void tell(const Finding& finding) {
    const std::string backup =
        fmt::format("backup {} ({})", to_hex(finding.id), console::quoted(finding.label));
    const std::string why = fmt::format("{} [{}]", finding.reason.message, finding.reason.rule);
    if (finding.kind == Finding::Kind::not_ours) {
        console::warn(fmt::format("{}: {}; its next header is right", backup, why));
    } else {
        console::warn(fmt::format("{} is not rewrapped: {}", backup, why), finding.reason.hint);
    }
}

/// Step 1: the catalog only. The recovery stanza stays, the KEK becomes the fresh one.
Result<rewrap::Counts> rewrap_all(escrow::Directory& escrow, const Desk& desk,
                                  const age::X25519Identity& key) {
    catalog::Catalog& catalog = escrow.catalog();
    auto kek = age::parse_deriving_recipient(desk.fresh.recipient);
    if (!kek) return with_context(std::move(kek).error(), "KEK " + desk.fresh.name);
    rewrap::Work work;
    work.identity = &key;
    work.next = {.recovery = &key.recipient(), .keks = {kek->get()}};
    work.filter.set_id = desk.set.id;
    work.filter.not_kek_id = desk.fresh.id;
    work.filter.rewritable_only = true;
    auto total = catalog.backups().count(work.filter);
    if (!total) return std::move(total).error();
    console::Progress progress("rewrapping", *total, console::Progress::Unit::items);
    rewrap::Options options;
    options.progress = [&](std::uint64_t more) { progress.advance(more); };
    options.finding = tell;
    options.announce = [&](std::span<const catalog::NextHeader> headers) {
        return escrow.record(rewrap::batch_record(headers, desk.incident.case_name));
    };
    return rewrap::rewrap(catalog, work, options);
}

/// Step 2. It reads the headers that step 1 stored, so each is also proven to open.
Result<ScopeKeys> open_scope(catalog::Catalog& catalog, const Desk& desk,
                             const age::X25519Identity& key) {
    const std::array<const age::Identity*, 1> identities{&key};
    ScopeKeys keys;
    for (const scope::Item& item : desk.items) {
        auto backup = catalog.backups().find(item.id);
        if (!backup) return std::move(backup).error();
        if (!*backup) continue;  // expired since: the restore will say so
        keys.emplace(item.id, backup::unwrap_dek(**backup, identities));
    }
    return keys;
}

Result<Rejoined> use_key(escrow::Directory& escrow, const Desk& desk,
                         const age::X25519Identity& key, std::optional<disk::NewFile>& export_file,
                         Report& report) {
    catalog::Catalog& catalog = escrow.catalog();
    auto counts = rewrap_all(escrow, desk, key);
    if (!counts) return std::move(counts).error();
    // From here on the fresh KEK opens what this key opened: the cards are not needed again.
    auto moved = catalog.together([&]() -> Status {
        if (auto active = catalog.keks().activate(desk.fresh.id); !active) return active;
        return catalog.incidents().advance(desk.incident.case_name, IncidentState::rejoined,
                                           console::now_seconds());
    });
    if (!moved) return std::move(moved).error();
    if (export_file) {
        if (auto handed = export_key(escrow, desk, key, *export_file); !handed)
            return std::move(handed).error();
        report.exported = export_file->path();
    }
    auto keys = open_scope(catalog, desk, key);
    if (!keys) return std::move(keys).error();
    return Rejoined{.rewrapped = *counts, .keys = *std::move(keys)};
}

}  // namespace

Result<Rejoined> rejoin(escrow::Directory& escrow, const cases::Permit& permit, const Desk& desk,
                        gathering::CardCollector cards, std::optional<disk::NewFile> export_file,
                        Report& report) {
    check(permit.request().case_name == desk.incident.case_name, "a permit for another case");
    std::string groups;
    for (const gathering::GroupProgress& group : cards.progress()) {
        groups += fmt::format("{}{} {} of {}", groups.empty() ? "" : "; ", group.name, group.taken,
                              group.threshold);
    }
    const ledger::Record act{.act = "incident.rejoin",
                             .facts = {{"set", desk.set.id},
                                       {"cards", groups},
                                       {"holders", cards.holders()},
                                       {"fresh_kek", desk.fresh.id}},
                             .case_name = desk.incident.case_name};
    if (auto announced = escrow.record(act); !announced) return std::move(announced).error();
    console::note("the ledger names whose cards open it: " + console::printable(cards.holders()));
    auto noted = escrow.catalog().share_sets().mark_spent(desk.set.id, console::now_seconds(),
                                                          "incident " + desk.incident.case_name);
    if (!noted) return std::move(noted).error();
    console::note(fmt::format(
        "quorum reached; the use of share set {} is recorded and a rotation is owed", desk.set.id));

    const auto born = std::chrono::steady_clock::now();
    auto outcome = [&]() -> Result<Rejoined> {
        // The cards together are the key: both go out of memory when this block ends.
        const gathering::CardCollector quorum = std::move(cards);
        auto key = quorum.rejoin();
        if (!key) return std::move(key).error();
        report.rejoined_now = true;
        return use_key(escrow, desk, *key, export_file, report);
    }();
    report.key_lived = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - born);
    if (report.rejoined_now) {
        console::note(fmt::format("the recovery key lived {} and is wiped, and so are the cards",
                                  lifetime(report.key_lived)));
    }
    return outcome;
}

}  // namespace breakglass::incident
