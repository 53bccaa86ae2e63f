#pragma once
// A directory that is either whole under its name or not there at all.

#include <filesystem>
#include <string>

#include <breakglass/ground/result.h>

namespace breakglass::escrow {

/// Built under a hidden name beside its target, then renamed. Removed when it is dropped before.
class NewDirectory {
  public:
    /// typed: absent, or an empty directory; its parent must exist. exists_rule: the rule id of
    /// the refusal when something is there. Errors: failed.
    static Result<NewDirectory> beside(const std::filesystem::path& typed, const char* exists_rule);
    ~NewDirectory();
    NewDirectory(NewDirectory&& other) noexcept;
    NewDirectory& operator=(NewDirectory&&) = delete;
    NewDirectory(const NewDirectory&) = delete;
    NewDirectory& operator=(const NewDirectory&) = delete;

    /// Where to build.
    const std::filesystem::path& path() const { return aside_; }
    const std::filesystem::path& target() const { return target_; }
    /// Makes a subdirectory and those above it, mode 0700.
    Status make(const std::filesystem::path& relative);
    /// Syncs every directory, renames, syncs the parent.
    Status publish();

  private:
    NewDirectory(std::filesystem::path aside, std::filesystem::path target, const char* exists_rule)
        : aside_(std::move(aside)), target_(std::move(target)), exists_rule_(exists_rule) {}
    std::filesystem::path aside_;
    std::filesystem::path target_;
    const char* exists_rule_;
};

}  // namespace breakglass::escrow
