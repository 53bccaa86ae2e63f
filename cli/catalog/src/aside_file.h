#pragma once
// A database file while it is being made: aside, mode 0600, then renamed to its new name.

#include <string>

#include <breakglass/ground/result.h>

namespace breakglass::catalog {

/// SQLite opens files by name, so it cannot write to disk::NewFile.
class AsideFile {
  public:
    /// Errors: failed (CATALOG-EXISTS) when the name is taken; the directory's fault.
    static Result<AsideFile> make(const std::string& path);
    AsideFile(AsideFile&& other) noexcept;
    AsideFile& operator=(AsideFile&&) = delete;
    AsideFile(const AsideFile&) = delete;
    AsideFile& operator=(const AsideFile&) = delete;
    ~AsideFile();

    /// Where it lies meanwhile.
    const std::string& aside() const { return aside_; }
    /// Syncs it and gives it its name; never replaces a file. Nothing may have it open.
    Status publish();

  private:
    AsideFile(std::string path, std::string aside)
        : path_(std::move(path)), aside_(std::move(aside)) {}
    std::string path_;
    std::string aside_;  // empty once published
};

}  // namespace breakglass::catalog
