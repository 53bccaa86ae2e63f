#include "layout.h"
#include "policy_in_force.h"
#include "rollback.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/amounts.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/ledger/ledger.h>
#include <breakglass/records/manifest.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

struct Directory::State {
    State(fs::path where, ledger::Ledger record)
        : path(std::move(where)), ledger(std::move(record)) {}
    fs::path path;
    ledger::Ledger ledger;
    std::string id;
    PolicyInForce in_force;
    std::unique_ptr<catalog::Catalog> catalog;
};

namespace {

constexpr std::string_view manifest_ending = ".manifest";

Status check_pieces(const fs::path& path) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
        return Error{ErrorKind::usage, "ESCROW-NOT-FOUND",
                     fmt::format("there is no escrow directory {}", console::quoted(path.string())),
                     "make one: breakglass escrow init --template team-of-five DIR"};
    }
    if (!fs::exists(path / policy_name, ignored) && !fs::exists(path / catalog_name, ignored)) {
        return Error{ErrorKind::usage, "ESCROW-NOT-FOUND",
                     fmt::format("{} is not an escrow directory: it holds no {}",
                                 console::quoted(path.string()), policy_name),
                     "name another directory with --escrow"};
    }
    const auto missing = [&](const char* piece) {
        return Error{ErrorKind::failed, "ESCROW-INCOMPLETE",
                     fmt::format("the escrow {} lacks {}", console::quoted(path.string()), piece),
                     "open the newest kit elsewhere: breakglass escrow open KIT NEW-DIR"};
    };
    for (const char* file : {policy_name, catalog_name}) {
        if (!fs::is_regular_file(path / file, ignored)) return missing(file);
    }
    for (const char* folder : record_folders) {
        if (!fs::is_directory(path / folder, ignored)) return missing(folder);
    }
    return {};
}

Result<Bytes> read_small(const fs::path& file, std::size_t limit_bytes) {
    return disk::read_file(file.string(), limit_bytes);
}

// Statements quote it, so that a copy of one escrow's approvals is worth nothing in another.
Result<std::string> id_of(const ledger::Ledger& ledger) {
    const std::string* id =
        ledger.entries().empty() ? nullptr : ledger.entries().front().fact(id_fact);
    if (id != nullptr && is_escrow_id(*id)) return *id;
    return Error{ErrorKind::unverified, "ESCROW-DAMAGED",
                 "the ledger's first entry does not say which escrow it is of",
                 "open the newest kit: breakglass escrow open KIT DIR"};
}

// What may happen before the first policy is applied: all that leads there.
bool needs_policy(std::string_view act) {
    for (const std::string_view free : {"escrow.", "policy.", "case.", "ledger."}) {
        if (act.starts_with(free)) return false;
    }
    return true;
}

Error bad_set_id(std::string_view set_id) {
    return Error{ErrorKind::usage, "ESCROW-SET-ID",
                 fmt::format("{} is not a set id, expected 8 lower-case hex digits",
                             console::quoted(set_id)),
                 "breakglass escrow status names the share sets"};
}

Error no_store(const policy::Policy& policy, const std::string& what) {
    std::string names;
    for (const policy::Store& store : policy.stores) {
        names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", store.name, store.path);
    }
    return Error{
        ErrorKind::usage, "ESCROW-NO-STORE",
        fmt::format("{}, expected one of: {}", what, names.empty() ? "none is defined" : names),
        "stores are the [[store]] tables of escrow.toml"};
}

}  // namespace

Result<Directory> Directory::open(const fs::path& path) {
    if (auto pieces = check_pieces(path); !pieces) return std::move(pieces).error();
    std::error_code problem;
    const fs::path whole = fs::canonical(path, problem);
    if (problem) return disk::system_error("cannot find", path.string(), problem.value());
    auto record = ledger::Ledger::open(whole / ledger_name);
    if (!record) return std::move(record).error();
    auto state = std::make_unique<State>(whole, *std::move(record));

    if (auto held = check_rollback(whole, state->ledger); !held) return std::move(held).error();
    auto id = id_of(state->ledger);
    if (!id) return std::move(id).error();
    state->id = *std::move(id);
    auto in_force = policy_in_force(whole, state->ledger);
    if (!in_force) return std::move(in_force).error();
    state->in_force = *std::move(in_force);
    if (state->in_force.changed) {
        console::warn(fmt::format("{} was edited and not applied; the policy in force is another "
                                  "one [ESCROW-POLICY-CHANGED]",
                                  (state->path / policy_name).string()),
                      "apply it: breakglass policy apply; or take it back: cp policy.applied "
                      "escrow.toml");
    }

    auto catalog = catalog::open((state->path / catalog_name).string());
    if (!catalog) return std::move(catalog).error();
    state->catalog = *std::move(catalog);
    return Directory(std::move(state));
}

Directory::Directory(std::unique_ptr<State> state) : state_(std::move(state)) {}
Directory::~Directory() = default;
Directory::Directory(Directory&&) noexcept = default;
Directory& Directory::operator=(Directory&&) noexcept = default;

const std::string& Directory::id() const {
    return state_->id;
}
const policy::Policy& Directory::policy() const {
    return state_->in_force.policy;
}
bool Directory::policy_applied() const {
    return state_->in_force.applied;
}
bool Directory::policy_changed() const {
    return state_->in_force.changed;
}
const ledger::Ledger& Directory::ledger() const {
    return state_->ledger;
}
catalog::Catalog& Directory::catalog() {
    return *state_->catalog;
}
const fs::path& Directory::path() const {
    return state_->path;
}
fs::path Directory::policy_file() const {
    return state_->path / policy_name;
}
fs::path Directory::manifests_dir() const {
    return state_->path / manifests_name;
}
fs::path Directory::cases_dir() const {
    return state_->path / cases_name;
}
fs::path Directory::ledger_dir() const {
    return state_->path / ledger_name;
}
fs::path Directory::catalog_file() const {
    return state_->path / catalog_name;
}
fs::path Directory::sealing_file() const {
    return state_->path / sealing_name;
}
fs::path Directory::manifest_file(std::string_view set_id) const {
    return manifests_dir() / (std::string(set_id) + std::string(manifest_ending));
}

Result<policy::Policy> Directory::draft() const {
    const auto stored = read_small(policy_file(), policy::max_policy_bytes);
    if (!stored) return stored.error();
    return policy::parse_policy(*stored, policy_file().string());
}

Status Directory::apply_draft(const Hash256& expected, const std::string& case_name) {
    auto wanted = draft();
    if (!wanted) return std::move(wanted).error();
    if (wanted->hash != expected) {
        return Error{ErrorKind::usage, "ESCROW-POLICY-MOVED",
                     fmt::format("escrow.toml has SHA-256 {}, but {} was approved",
                                 to_hex(wanted->hash), to_hex(expected)),
                     "put the approved text back, or ask for approval of this one"};
    }
    const ledger::Record act{
        .act = apply_act,
        .facts = {{policy_fact, to_hex(expected)},
                  {"before", policy_applied() ? to_hex(policy().hash) : "none"}},
        .case_name = case_name};
    if (auto announced = record(act); !announced) return announced;
    const fs::path applied = state_->path / applied_name;
    if (auto kept = disk::replace_file(applied.string(), wanted->stored); !kept) return kept;
    state_->in_force = {*std::move(wanted), true, false};
    return {};
}

Status Directory::record(const ledger::Record& record) {
    if (!policy_applied() && needs_policy(record.act)) {
        return Error{ErrorKind::usage, "ESCROW-POLICY-UNAPPLIED",
                     "no policy was applied in this escrow yet, and nothing happens without one",
                     "owner and witness apply it: breakglass policy apply --key OWNER-KEY "
                     "--witness-key WITNESS-KEY"};
    }
    auto written = state_->ledger.append(record, console::now_seconds());
    if (!written) return std::move(written).error();
    return {};
}

Result<Lock> Directory::lock(LockKind kind) const {
    return Lock::take(state_->path / lock_name, kind);
}

Result<std::vector<std::string>> Directory::set_ids() const {
    std::vector<std::string> ids;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(manifests_dir(), problem)) {
        const fs::path name = entry.path().filename();
        if (name.extension() == manifest_ending && is_set_id(name.stem().string())) {
            ids.push_back(name.stem().string());
        }
    }
    if (problem)
        return disk::system_error("cannot list", manifests_dir().string(), problem.value());
    std::sort(ids.begin(), ids.end());
    return ids;
}

Result<Bytes> Directory::read_manifest(std::string_view set_id) const {
    if (!is_set_id(set_id)) return bad_set_id(set_id);
    const fs::path file = manifest_file(set_id);
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        return Error{ErrorKind::failed, "ESCROW-MANIFEST-MISSING",
                     fmt::format("there is no manifest of share set {} in {}", set_id,
                                 console::quoted(manifests_dir().string())),
                     "a kit holds a copy: KIT/manifests/" + file.filename().string()};
    }
    return read_small(file, records::max_manifest_bytes);
}

Status Directory::write_manifest(std::string_view set_id, ByteView stored) {
    if (!is_set_id(set_id)) return bad_set_id(set_id);
    return disk::replace_file(manifest_file(set_id).string(), stored);
}

Result<policy::StorePlace> Directory::place_of(const fs::path& file) const {
    // The folder is resolved, the file's own name is kept: it may not be there yet.
    std::error_code problem;
    const fs::path folder = fs::canonical(fs::absolute(file, problem).parent_path(), problem);
    if (problem) {
        return disk::system_error("cannot find the folder of", file.string(), problem.value());
    }
    const std::string resolved = (folder / file.filename()).string();
    // A store may be named by a symbolic link: compare what both really are.
    policy::Policy real;
    real.stores = policy().stores;
    for (policy::Store& store : real.stores) {
        const fs::path there = fs::canonical(store.path, problem);
        if (!problem) store.path = there.string();
    }
    if (auto place = policy::place_in_store(real, resolved)) return *std::move(place);
    return no_store(policy(), console::quoted(resolved) + " lies in no store");
}

Result<fs::path> Directory::path_of(const policy::StorePlace& place) const {
    const policy::Store* store = policy().store(place.store);
    if (store == nullptr) {
        return no_store(policy(), "there is no store " + console::quoted(place.store));
    }
    const fs::path relative(place.relative);
    const bool leaves = relative.empty() || relative.is_absolute() || !relative.has_filename() ||
                        std::any_of(relative.begin(), relative.end(), [](const fs::path& part) {
                            return part == ".." || part == ".";
                        });
    if (leaves) {
        return Error{ErrorKind::unverified, "ESCROW-PLACE",
                     fmt::format("the place {} is not below store {}",
                                 console::quoted(place.relative), console::quoted(place.store)),
                     ""};
    }
    return fs::path(store->path) / relative;
}

}  // namespace breakglass::escrow
