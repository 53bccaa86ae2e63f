#include "entries_file.h"

#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/ledger/ledger.h>

namespace breakglass::ledger {

namespace {

constexpr int patience_ms = 10'000;
constexpr int pause_ms = 5;

// flock() with a time limit: an alarm would be a signal that is not ours to send.
Status lock(int descriptor, EntriesFile::Use use, const std::string& path) {
    const int how = use == EntriesFile::Use::writing ? LOCK_EX : LOCK_SH;
    for (int waited = 0; ::flock(descriptor, how | LOCK_NB) != 0; waited += pause_ms) {
        if (errno == EINTR) continue;
        if (errno != EWOULDBLOCK) return disk::system_error("cannot lock", path, errno);
        if (waited >= patience_ms) {
            return Error{ErrorKind::failed, "LEDGER-BUSY",
                         fmt::format("another command has been writing {} for ten seconds",
                                     console::quoted(path)),
                         "wait until it ends, then run the same command again"};
        }
        ::usleep(pause_ms * 1000);
    }
    return {};
}

bool still_there(int descriptor, const std::string& path) {
    struct stat opened = {};
    struct stat named = {};
    return ::fstat(descriptor, &opened) == 0 && ::stat(path.c_str(), &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

Error not_written(const std::string& path, int errno_value) {
    Error error = disk::system_error("cannot write", path, errno_value);
    error.rule = "LEDGER-WRITE";
    error.message += "; the act was not begun, since the ledger comes first";
    return error;
}

}  // namespace

std::filesystem::path entries_file(const std::filesystem::path& folder) {
    return folder / "entries.jsonl";
}

Result<EntriesFile> EntriesFile::open(const std::filesystem::path& folder, Use use) {
    const std::string path = entries_file(folder).string();
    const int access = use == Use::writing ? O_RDWR : O_RDONLY;
    disk::Descriptor file(::open(path.c_str(), access | O_CLOEXEC | O_NOFOLLOW));
    if (!file && errno == ENOENT) {
        return Error{ErrorKind::failed, "LEDGER-MISSING",
                     fmt::format("there is no ledger {}", console::quoted(path)),
                     "take the newest copy from a kit; if every copy is lost: breakglass ledger "
                     "continue"};
    }
    if (!file) return disk::system_error("cannot open", path, errno);
    struct stat facts = {};
    if (::fstat(file.number(), &facts) != 0)
        return disk::system_error("cannot look at", path, errno);
    if (!S_ISREG(facts.st_mode)) {
        return Error{ErrorKind::failed, "LEDGER-MISSING",
                     fmt::format("{} is no file", console::quoted(path)), ""};
    }
    if (auto locked = lock(file.number(), use, path); !locked) return std::move(locked).error();
    if (!still_there(file.number(), path)) {
        return Error{ErrorKind::failed, "LEDGER-REPLACED",
                     fmt::format("{} was replaced meanwhile", console::quoted(path)),
                     "run the same command again"};
    }
    return EntriesFile(std::move(file), path);
}

Result<std::uint64_t> EntriesFile::size() const {
    struct stat facts = {};
    if (::fstat(file_.number(), &facts) != 0) {
        return disk::system_error("cannot look at", path_, errno);
    }
    return static_cast<std::uint64_t>(facts.st_size);
}

Result<Bytes> EntriesFile::read_from(std::uint64_t offset) const {
    const auto end = size();
    if (!end) return end.error();
    if (*end <= offset) return Bytes();
    if (*end - offset > max_ledger_bytes) {
        return Error{ErrorKind::failed, "LEDGER-TOO-LARGE",
                     fmt::format("{} is larger than 1 GiB", console::quoted(path_)),
                     "is it the right file?"};
    }
    Bytes bytes(static_cast<std::size_t>(*end - offset));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::pread(file_.number(), bytes.data() + done, bytes.size() - done,
                                    static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return disk::system_error("cannot read", path_, errno);
        if (got == 0) break;  // cut off by somebody without the lock
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

Status EntriesFile::append(std::uint64_t offset, ByteView bytes) {
    int fault = 0;
    for (std::size_t done = 0; done < bytes.size() && fault == 0;) {
        const ssize_t put = ::pwrite(file_.number(), bytes.data() + done, bytes.size() - done,
                                     static_cast<off_t>(offset + done));
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) {
            fault = errno;
        } else {
            done += static_cast<std::size_t>(put);
        }
    }
    if (fault == 0 && ::fdatasync(file_.number()) != 0) fault = errno;
    if (fault == 0) return {};
    (void)!::ftruncate(file_.number(), static_cast<off_t>(offset));
    (void)::fdatasync(file_.number());
    return not_written(path_, fault);
}

Status EntriesFile::cut(std::uint64_t offset) {
    if (::ftruncate(file_.number(), static_cast<off_t>(offset)) != 0) {
        return not_written(path_, errno);
    }
    return {};
}

}  // namespace breakglass::ledger
