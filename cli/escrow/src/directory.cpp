#include "layout.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <breakglass/catalog/catalog.h>
#include <breakglass/console/printable.h>
#include <breakglass/console/report.h>
#include <breakglass/disk/new_file.h>
#include <breakglass/disk/read_file.h>
#include <breakglass/escrow/directory.h>
#include <breakglass/records/manifest.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

struct Directory::State {
    fs::path path;
    policy::Policy policy;
    bool policy_changed = false;
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
    for (const char* file : {policy_name, applied_name, catalog_name}) {
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
    auto state = std::make_unique<State>();
    std::error_code problem;
    state->path = fs::canonical(path, problem);
    if (problem) return disk::system_error("cannot find", path.string(), problem.value());

    const auto stored = read_small((state->path / policy_name), policy::max_policy_bytes);
    if (!stored) return stored.error();
    auto policy = policy::parse_policy(*stored, (state->path / policy_name).string());
    if (!policy) return std::move(policy).error();
    state->policy = *std::move(policy);

    const auto applied_stored = read_small(state->path / applied_name, 4096);
    if (!applied_stored) return applied_stored.error();
    const auto applied = parse_applied(*applied_stored);
    if (!applied) return applied.error();
    state->policy_changed = *applied != state->policy.hash;
    if (state->policy_changed) {
        console::warn(fmt::format("{} was edited and not applied [ESCROW-POLICY-CHANGED]",
                                  (state->path / policy_name).string()),
                      "put the applied text back, or apply the new one");
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

const policy::Policy& Directory::policy() const {
    return state_->policy;
}
bool Directory::policy_changed() const {
    return state_->policy_changed;
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
