#include "new_directory.h"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/disk/interrupt.h>

namespace breakglass::escrow {

namespace fs = std::filesystem;

namespace {

Error taken(const fs::path& target, const char* rule) {
    return Error{ErrorKind::failed, rule,
                 fmt::format("{} already exists and is not an empty folder, nothing was written",
                             console::quoted(target.string())),
                 "name a new folder"};
}

bool may_become(const fs::path& target) {
    std::error_code problem;
    const fs::file_status status = fs::symlink_status(target, problem);
    if (status.type() == fs::file_type::not_found) return true;
    return status.type() == fs::file_type::directory && fs::is_empty(target, problem) && !problem;
}

}  // namespace

Result<NewDirectory> NewDirectory::beside(const fs::path& typed, const char* exists_rule) {
    if (typed.empty()) {
        return Error{ErrorKind::usage, exists_rule, "\"\" is not the name of a folder", ""};
    }
    std::error_code problem;
    fs::path target = fs::absolute(typed, problem).lexically_normal();
    if (!target.has_filename()) target = target.parent_path();  // it ended with a slash
    if (!may_become(target)) return taken(target, exists_rule);
    std::string name =
        (target.parent_path() / fmt::format(".{}.partial-XXXXXX", target.filename().string()))
            .string();
    if (::mkdtemp(name.data()) == nullptr) {
        return disk::system_error("cannot make a folder in", target.parent_path().string(), errno);
    }
    return NewDirectory(fs::path(name), std::move(target), exists_rule);
}

NewDirectory::NewDirectory(NewDirectory&& other) noexcept
    : aside_(std::exchange(other.aside_, {})),
      target_(std::move(other.target_)),
      exists_rule_(other.exists_rule_) {}

NewDirectory::~NewDirectory() {
    if (aside_.empty()) return;
    std::error_code ignored;
    fs::remove_all(aside_, ignored);
}

Status NewDirectory::make(const fs::path& relative) {
    fs::path made = aside_;
    for (const fs::path& part : relative) {
        made /= part;
        if (::mkdir(made.c_str(), 0700) != 0 && errno != EEXIST) {
            return disk::system_error("cannot make folder", made.string(), errno);
        }
    }
    return {};
}

Status NewDirectory::publish() {
    std::error_code problem;
    for (const auto& entry : fs::recursive_directory_iterator(aside_, problem)) {
        if (!entry.is_directory()) continue;
        if (auto synced = disk::sync_directory(entry.path().string()); !synced) return synced;
    }
    if (auto synced = disk::sync_directory(aside_.string()); !synced) return synced;
    if (auto go_on = disk::check_interrupt(); !go_on) return go_on;
    // rename(2) takes the place of an empty directory and of nothing else.
    if (std::rename(aside_.c_str(), target_.c_str()) != 0) {
        if (errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR) {
            return taken(target_, exists_rule_);
        }
        const bool mounted = errno == EBUSY || errno == EXDEV;
        Error error = disk::system_error("cannot make folder", target_.string(), errno);
        if (mounted) error.hint = "that is a mounted disk: name a new folder on it";
        return error;
    }
    aside_.clear();
    return disk::sync_directory(target_.parent_path().string());
}

}  // namespace breakglass::escrow
