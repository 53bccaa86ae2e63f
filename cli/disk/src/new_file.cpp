#include "aside.h"

#include <cerrno>
#include <cstdio>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/disk/interrupt.h>
#include <breakglass/disk/new_file.h>

namespace breakglass::disk {

namespace {

Error name_taken(const std::string& path) {
    return {ErrorKind::failed, "FILE-EXISTS",
            "\"" + path + "\" already exists, nothing was written",
            "name another file, or move that one away"};
}

bool exists(const std::string& path) {
    struct stat facts = {};
    return ::lstat(path.c_str(), &facts) == 0;
}

}  // namespace

Result<NewFile> NewFile::create(const std::string& path) {
    if (path.empty() || path.back() == '/') {
        return Error{ErrorKind::usage, "FILE-NAME", "\"" + path + "\" is not a file name", ""};
    }
    if (exists(path)) return name_taken(path);
    const std::string directory = directory_of(path);
    // A file without a name vanishes with the process, however that ends.
    Descriptor nameless(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (nameless) return NewFile(std::move(nameless), path, "");
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL && errno != ENOENT) {
        return system_error("cannot create", path, errno);
    }
    auto aside = open_aside(path);
    if (!aside) return std::move(aside).error();
    return NewFile(std::move(aside->descriptor), path, std::move(aside->path));
}

NewFile& NewFile::operator=(NewFile&& other) noexcept {
    if (this != &other) {
        abandon();
        descriptor_ = std::move(other.descriptor_);
        path_ = std::move(other.path_);
        aside_ = std::exchange(other.aside_, {});
        published_ = other.published_;
    }
    return *this;
}

NewFile::~NewFile() {
    abandon();
}

void NewFile::abandon() noexcept {
    if (descriptor_ && !published_ && !aside_.empty()) (void)::unlink(aside_.c_str());
    descriptor_.close();
}

Status NewFile::write(ByteView bytes) {
    while (!bytes.empty()) {
        if (auto go_on = check_interrupt(); !go_on) return go_on;
        const ssize_t put = ::write(descriptor_.number(), bytes.data(), bytes.size());
        if (put < 0) {
            if (errno == EINTR) continue;
            return system_error("cannot write", path_, errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return {};
}

Status NewFile::write_at(std::uint64_t offset, ByteView bytes) {
    while (!bytes.empty()) {
        const ssize_t put =
            ::pwrite(descriptor_.number(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (put < 0) {
            if (errno == EINTR) continue;
            return system_error("cannot write", path_, errno);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(put));
        offset += static_cast<std::uint64_t>(put);
    }
    return {};
}

Status NewFile::publish() {
    if (auto go_on = check_interrupt(); !go_on) return go_on;
    if (::fsync(descriptor_.number()) != 0) return system_error("cannot sync", path_, errno);
    if (aside_.empty()) {
        const std::string self = "/proc/self/fd/" + std::to_string(descriptor_.number());
        if (::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, path_.c_str(), AT_SYMLINK_FOLLOW) != 0) {
            return errno == EEXIST ? name_taken(path_)
                                   : system_error("cannot create", path_, errno);
        }
    } else if (::renameat2(AT_FDCWD, aside_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) !=
               0) {
        if (errno == EEXIST) return name_taken(path_);
        // Network file systems know no RENAME_NOREPLACE; link() refuses a taken name as well.
        if (::link(aside_.c_str(), path_.c_str()) != 0) {
            return errno == EEXIST ? name_taken(path_)
                                   : system_error("cannot create", path_, errno);
        }
        (void)::unlink(aside_.c_str());
    }
    published_ = true;
    return sync_directory(directory_of(path_));
}

Status write_new_file(const std::string& path, ByteView bytes) {
    auto file = NewFile::create(path);
    if (!file) return std::move(file).error();
    if (auto written = file->write(bytes); !written) return written;
    return file->publish();
}

Status ensure_directory(const std::string& path) {
    if (::mkdir(path.c_str(), 0700) == 0) return sync_directory(directory_of(path));
    if (errno != EEXIST) return system_error("cannot make directory", path, errno);
    struct stat facts = {};
    if (::stat(path.c_str(), &facts) != 0) return system_error("cannot look at", path, errno);
    if (!S_ISDIR(facts.st_mode)) {
        return Error{ErrorKind::failed, "FILE-NOT-DIRECTORY",
                     "\"" + path + "\" is a file, a directory was expected", ""};
    }
    return {};
}

}  // namespace breakglass::disk
