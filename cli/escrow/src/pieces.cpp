#include "layout.h"
#include "newest_kit.h"
#include "policy_in_force.h"
#include "rollback.h"

#include <system_error>

#include <fmt/format.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/pieces.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

void look_for_missing(Pieces& pieces) {
    std::error_code ignored;
    for (const char* file : {policy_name, catalog_name}) {
        if (!fs::is_regular_file(pieces.path / file, ignored)) pieces.missing.emplace_back(file);
    }
    for (const char* folder : record_folders) {
        if (!fs::is_directory(pieces.path / folder, ignored)) pieces.missing.emplace_back(folder);
    }
}

void read_ledger(Pieces& pieces) {
    auto whole = ledger::Ledger::open(pieces.path / ledger_name);
    if (whole) {
        pieces.ledger = *std::move(whole);
    } else {
        pieces.ledger_problem = std::move(whole).error();
        std::optional<ledger::Break> broken;
        auto part = ledger::Ledger::open_sound_part(pieces.path / ledger_name, broken);
        if (part && !part->entries().empty()) pieces.ledger = *std::move(part);
    }
    if (!pieces.ledger) return;
    if (auto held = check_rollback(pieces.path, *pieces.ledger); !held) {
        pieces.rolled_back = std::move(held).error();
    }
}

void read_policy(Pieces& pieces) {
    if (pieces.ledger) {
        auto found = policy_in_force(pieces.path, *pieces.ledger);
        if (found) {
            pieces.policy = std::move(found->policy);
            pieces.policy_applied = found->applied;
            pieces.policy_changed = found->changed;
            return;
        }
        pieces.policy_problem = std::move(found).error();
    } else {
        pieces.policy_problem =
            Error{ErrorKind::unverified, "ESCROW-POLICY-FOREIGN",
                  "without a ledger nobody can tell which policy is in force", ""};
    }
    // Better than none, for what only needs names and places.
    for (const char* name : {applied_name, policy_name}) {
        const auto stored =
            disk::read_file((pieces.path / name).string(), policy::max_policy_bytes);
        if (!stored) continue;
        auto parsed = policy::parse_policy(*stored, name);
        if (!parsed) continue;
        pieces.policy = *std::move(parsed);
        return;
    }
}

void read_kit_note(Pieces& pieces) {
    const fs::path file = pieces.path / newest_kit_name;
    if (!is_there(file)) return;
    const auto stored = disk::read_file(file.string(), 4096);
    if (stored) pieces.kit = parse_kit_note(as_text(*stored));
    if (pieces.kit) return;
    pieces.kit_problem = Error{ErrorKind::unverified, "ESCROW-DAMAGED",
                               fmt::format("{} does not say when the newest kit was written",
                                           console::quoted(file.string())),
                               "write a new one: breakglass escrow kit NEW-DIR"};
}

void read_sealing(Pieces& pieces) {
    const fs::path file = pieces.path / sealing_name;
    if (!is_there(file)) return;
    const auto stored = disk::read_file(file.string(), records::max_sealing_bytes);
    if (!stored) {
        pieces.sealing_problem = stored.error();
        return;
    }
    auto parsed = records::parse_sealing_file(*stored);
    if (parsed) {
        pieces.sealing = *std::move(parsed);
    } else {
        pieces.sealing_problem = std::move(parsed).error();
    }
}

}  // namespace

fs::path Pieces::manifests_dir() const {
    return path / manifests_name;
}

Result<Pieces> read_pieces(const fs::path& path) {
    bool any = false;
    for (const char* name : {policy_name, applied_name, catalog_name, ledger_name}) {
        any |= is_there(path / name);
    }
    if (!any) {
        return Error{ErrorKind::usage, "ESCROW-NOT-FOUND",
                     fmt::format("{} is not an escrow directory: it holds neither policy nor "
                                 "catalog nor ledger",
                                 console::quoted(path.string())),
                     "name another directory with --escrow"};
    }
    Pieces pieces;
    pieces.path = path;
    look_for_missing(pieces);
    read_ledger(pieces);
    read_policy(pieces);
    auto opened = catalog::open((path / catalog_name).string());
    if (opened) {
        pieces.catalog = *std::move(opened);
    } else {
        pieces.catalog_problem = std::move(opened).error();
    }
    read_kit_note(pieces);
    read_sealing(pieces);
    return pieces;
}

}  // namespace breakglass::escrow
