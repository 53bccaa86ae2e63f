#include "aside_file.h"

#include "sqlite_error.h"

#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/ground/random.h>

namespace breakglass::catalog {

namespace {

Error taken(const std::string& path) {
    return refused("CATALOG-EXISTS",
                   fmt::format("{} exists already and is never overwritten", console::quoted(path)),
                   "choose another name, or move the old file away");
}

}  // namespace

Result<AsideFile> AsideFile::make(const std::string& path) {
    struct stat there {};
    if (::lstat(path.c_str(), &there) == 0) return taken(path);

    std::array<std::uint8_t, 8> suffix{};
    system_randomness().fill(suffix);
    const std::string aside = fmt::format("{}.{}.aside", path, to_hex(suffix));
    disk::Descriptor file(
        ::open(aside.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file) return disk::system_error("cannot create", path, errno);
    return AsideFile(path, aside);
}

AsideFile::AsideFile(AsideFile&& other) noexcept
    : path_(std::move(other.path_)), aside_(std::exchange(other.aside_, {})) {}

AsideFile::~AsideFile() {
    if (aside_.empty()) return;
    for (const char* companion : {"", "-journal", "-wal", "-shm"}) {
        (void)::unlink((aside_ + companion).c_str());
    }
}

Status AsideFile::publish() {
    const disk::Descriptor file(::open(aside_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file || ::fsync(file.number()) != 0) {
        return disk::system_error("cannot write", path_, errno);
    }
    // link, not rename: it fails when the name was taken meanwhile.
    if (::link(aside_.c_str(), path_.c_str()) == 0) {
        (void)::unlink(aside_.c_str());
    } else if (errno == EEXIST || ::renameat2(AT_FDCWD, aside_.c_str(), AT_FDCWD, path_.c_str(),
                                              RENAME_NOREPLACE) != 0) {
        if (errno == EEXIST) return taken(path_);
        return disk::system_error("cannot create", path_, errno);
    }
    aside_.clear();
    return disk::sync_directory(disk::directory_of(path_));
}

}  // namespace breakglass::catalog
