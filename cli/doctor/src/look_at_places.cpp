// What lies elsewhere: backups, stores, sealing files, kits.

#include "looks.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>

namespace breakglass::doctor {

namespace fs = std::filesystem;

Checks look_at_backups(const Patient& patient) {
    auto& backups = patient.catalog().backups();
    const auto all = backups.count({});
    if (!all) return {failed("DOCTOR-BACKUPS", all.error())};
    catalog::BackupFilter filter;
    filter.unproven_only = true;
    const auto unproven = backups.count(filter);
    filter = {};
    filter.unattested_only = true;
    const auto unattested = backups.count(filter);
    const auto unpublished = backups.count_pending(std::nullopt);
    for (const auto* count : {&unproven, &unattested, &unpublished}) {
        if (!*count) return {failed("DOCTOR-BACKUPS", count->error())};
    }
    Checks checks;
    if (*unpublished > 0) {
        checks.push_back({"DOCTOR-UNPUBLISHED", Weight::owed,
                          counted(*unpublished, "copy waits for its newer header",
                                  "copies wait for their newer header"),
                          "mount the stores, then: breakglass rotation run"});
    }
    if (*unattested > 0) {
        checks.push_back(
            {"DOCTOR-UNATTESTED", Weight::advice,
             counted(*unattested, "backup has no receipt: nobody vouches for who sealed it",
                     "backups have no receipt: nobody vouches for who sealed them"),
             "breakglass backup register STORE --receipts FILE"});
    }
    if (*unproven > 0) {
        checks.push_back({"DOCTOR-UNPROVEN", Weight::advice,
                          counted(*unproven, "backup was not opened yet to prove its recovery path",
                                  "backups were not opened yet to prove their recovery path"),
                          "restore one, or prove all: breakglass rotation run"});
    }
    if (checks.empty()) {
        checks.push_back({"DOCTOR-BACKUPS", Weight::ok,
                          *all == 0 ? "no backup is known yet"
                                    : counted(*all, "backup", "backups") +
                                          ", all proven, attested and published",
                          ""});
    }
    return checks;
}

Checks look_at_stores(const Patient& patient) {
    Checks checks;
    for (const policy::Store& store : patient.policy().stores) {
        std::error_code problem;
        const bool there = fs::is_directory(store.path, problem);
        if (there) fs::directory_iterator(store.path, problem);
        if (there && !problem) {
            checks.push_back({"DOCTOR-STORE", Weight::ok,
                              fmt::format("store {} can be reached", console::quoted(store.name)),
                              ""});
            continue;
        }
        const std::string why = problem ? problem.message() : "it is not a folder";
        checks.push_back(
            {"DOCTOR-STORE", Weight::owed,
             fmt::format("store {} cannot be reached from here: {}: {}",
                         console::quoted(store.name), console::quoted(store.path), why),
             "mount it, or correct its path in escrow.toml"});
    }
    return checks;
}

Checks look_at_sealing(const Patient& patient) {
    const char* mend =
        "breakglass escrow export-sealing --output FILE, then carry it to every backup host";
    if (patient.pieces.sealing_problem) {
        return {failed("DOCTOR-SEALING", *patient.pieces.sealing_problem)};
    }
    if (!patient.pieces.sealing) {
        return {
            {"DOCTOR-SEALING", Weight::advice, "no sealing file was exported from here yet", mend}};
    }
    const records::SealingFacts& facts = patient.pieces.sealing->facts;
    const auto set = patient.catalog().share_sets().active();
    if (!set) return {failed("DOCTOR-SEALING", set.error())};
    const auto kek = patient.catalog().keks().active();
    if (!kek) return {failed("DOCTOR-SEALING", kek.error())};
    const auto keks = facts.kek_ids();
    const bool same_set = *set && (*set)->id == facts.set_id();
    const bool same_kek = *kek && std::find(keks.begin(), keks.end(), (*kek)->id) != keks.end();
    if (!same_set || !same_kek) {
        return {{"DOCTOR-SEALING", Weight::owed,
                 fmt::format("the sealing file last exported is superseded: it seals to {} that is "
                             "not active",
                             same_set ? "a KEK" : "a share set"),
                 mend}};
    }
    if (facts.expires_at <= patient.now) {
        return {{"DOCTOR-SEALING", Weight::owed,
                 "the sealing file last exported expired " + console::rfc3339(facts.expires_at),
                 mend}};
    }
    return {{"DOCTOR-SEALING", Weight::ok,
             "the sealing file last exported is good until " + console::rfc3339(facts.expires_at),
             ""}};
}

Checks look_at_kit(const Patient& patient) {
    const char* mend = "breakglass escrow kit NEW-DIR, one beside every store";
    const escrow::Pieces& pieces = patient.pieces;
    if (pieces.kit_problem) return {failed("DOCTOR-KIT", *pieces.kit_problem)};
    if (!pieces.kit) {
        return {{"DOCTOR-KIT", Weight::owed,
                 "no kit was written from here yet: who loses this machine loses the record",
                 mend}};
    }
    const std::string written = console::rfc3339(pieces.kit->written_at);
    const std::uint64_t entries = pieces.ledger ? pieces.ledger->head().size : 0;
    if (entries > pieces.kit->ledger.size) {
        return {{"DOCTOR-KIT", Weight::owed,
                 fmt::format("the newest kit, of {}, is {} behind the ledger", written,
                             counted(entries - pieces.kit->ledger.size, "entry", "entries")),
                 mend}};
    }
    return {{"DOCTOR-KIT", Weight::ok,
             "the newest kit, of " + written + ", holds all of the ledger", ""}};
}

}  // namespace breakglass::doctor
