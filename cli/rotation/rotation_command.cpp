// breakglass rotation run | status

#include "opening.h"
#include "unlocking.h"

#include <cstdio>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/rotation/run.h>
#include <breakglass/rotation/status.h>

namespace breakglass::command {

namespace {

using console::printable;
using nlohmann::json;

struct RunOptions {
    std::string kek;
    Unlocking unlocking;
};

struct StatusOptions {};

json to_json(const std::vector<publication::Unreached>& copies) {
    json list = json::array();
    for (const auto& copy : copies) {
        list.push_back({{"backup", copy.backup},
                        {"label", copy.label},
                        {"place", copy.place},
                        {"rule", copy.reason.rule},
                        {"reason", copy.reason.message}});
    }
    return list;
}

void print_json(const rotation::Report& report) {
    const json document = {
        {"kek", {{"id", report.kek.id}, {"name", report.kek.name}}},
        {"set", report.set.id},
        {"rewrapped", report.rewrapped},
        {"failed", report.failed},
        {"not_rewritable", report.not_rewritable},
        {"copies_written", report.published.written},
        {"copies_not_reached", report.published.unreached},
        {"not_reached", to_json(report.published.examples)},
        {"copies_proven", report.proof.copies},
        {"copies_not_proven", report.proof.unproven},
        {"not_proven", to_json(report.proof.examples)},
        {"old_kek_refused", report.proof.old_kek_refused},
        {"old_keks_tried", report.proof.old_keks_tried},
        {"old_keks_not_tried", report.proof.old_keks_not_tried},
        {"settled", report.settled},
        {"still_owed", report.still_owed},
        {"free_keks", report.free_keks},
        {"free_sets", report.free_sets},
    };
    fmt::print("{}\n", document.dump(2, ' ', false, json::error_handler_t::replace));
}

void print_copies(const char* heading, const std::vector<publication::Unreached>& copies) {
    for (const auto& copy : copies) {
        fmt::print("  {} {}: {}\n", heading, printable(copy.place), printable(copy.reason.message));
    }
}

void print_text(const rotation::Report& report) {
    fmt::print("rotation to KEK {} ({}) and share set {}\n", printable(report.kek.name),
               report.kek.id, report.set.id);
    fmt::print("  headers rewrapped in the catalog   {}\n", report.rewrapped);
    fmt::print("  copies given their new header      {}\n", report.published.written);
    fmt::print("  copies read back and recomputed    {}\n", report.proof.copies);
    if (!report.proof.old_keks_tried.empty()) {
        fmt::print("  tries of an old KEK, all refused   {}\n", report.proof.old_kek_refused);
    }
    for (const std::string& name : report.proof.old_keks_not_tried) {
        fmt::print("  old KEK {} was not tried: its key was not at hand\n", printable(name));
    }
    if (report.not_rewritable > 0) {
        fmt::print("  plain age files, not rewrapped     {}\n", report.not_rewritable);
    }
    print_copies("not reached:", report.published.examples);
    print_copies("not proven:", report.proof.examples);
    for (const std::string& name : report.free_keks) {
        fmt::print("  nothing stands under KEK {} any more: unlink its keystore\n",
                   printable(name));
    }
    for (const std::string& set : report.free_sets) {
        fmt::print(
            "  nothing stands under share set {} any more: breakglass ceremony retire, then "
            "destroy its cards\n",
            set);
    }
    fmt::print("  who kept an old copy of a header and an old key still opens that backup\n");
    if (report.settled > 0) fmt::print("  owed rotations settled             {}\n", report.settled);
}

Status run(const Globals& globals, const RunOptions& options) {
    auto escrow = open_escrow(globals);
    if (!escrow) return std::move(escrow).error();
    auto lock = escrow->lock(escrow::LockKind::exclusive);
    if (!lock) return std::move(lock).error();
    const rotation::Request request{
        .kek = options.kek,
        .open_kek =
            [&](const catalog::Kek& kek) { return open_kek(globals, options.unlocking, kek); },
        .news = [](const std::string& line) { console::note(line); },
    };
    auto report = rotation::run(*escrow, request);
    if (!report) return std::move(report).error();
    globals.json ? print_json(*report) : print_text(*report);
    return rotation::outcome_of(*report);
}

Status show_status(const Globals& globals, const StatusOptions& /*none*/) {
    auto escrow = open_escrow(globals);
    if (!escrow) return std::move(escrow).error();
    auto status = rotation::status_of(escrow->catalog());
    if (!status) return std::move(status).error();
    json owed = json::array();
    for (const auto& rotation : status->owed) {
        const bool of_set = rotation.subject == catalog::RotationSubject::share_set;
        owed.push_back({{"subject", of_set ? "share-set" : "kek"},
                        {"id", rotation.subject_id},
                        {"reason", rotation.reason},
                        {"since", console::rfc3339(rotation.since)}});
        if (!globals.json) {
            fmt::print("owed since {}: {} {}, {}\n", console::rfc3339(rotation.since),
                       of_set ? "share set" : "KEK", rotation.subject_id,
                       printable(rotation.reason));
        }
    }
    const json document = {{"owed", owed},
                           {"pending_copies", status->pending_copies},
                           {"unfinished", status->unfinished},
                           {"runs", status->runs.size()}};
    if (globals.json) {
        fmt::print("{}\n", document.dump(2, ' ', false, json::error_handler_t::replace));
    } else {
        fmt::print("copies that carry an older header: {}\n", status->pending_copies);
        if (owed.empty()) fmt::print("no rotation is owed\n");
    }
    return rotation::outcome_of(*status);
}

}  // namespace

void add_rotation(CLI::App& app, CommandLine& line) {
    CLI::App* noun =
        add_noun(app, "rotation", "Rewrap every backup's data key to fresh keys, and prove it");
    add_verb<RunOptions>(
        *noun, line, "run",
        "Rewrap to the active KEK and recovery key, publish and prove every copy",
        [](CLI::App& verb, RunOptions& options) {
            verb.add_option("--kek", options.kek, "the KEK to move to (default: the active one)")
                ->type_name("NAME");
            add_unlocking(verb, options.unlocking);
        },
        run);
    add_verb<StatusOptions>(
        *noun, line, "status",
        "Whether a rotation is owed, and how far one has come (exit 6 when owed)",
        [](CLI::App&, StatusOptions&) {}, show_status);
}

}  // namespace breakglass::command
