#include <array>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <breakglass/console/printable.h>
#include <breakglass/disk/descriptor.h>
#include <breakglass/escrow/lock.h>

namespace breakglass::escrow {
namespace {

// Who holds the lock, as far as the file says; it is a note for people, the kernel keeps the lock.
std::string holder_of(int descriptor) {
    std::array<char, 64> note{};
    const ssize_t size = ::pread(descriptor, note.data(), note.size(), 0);
    std::string text(note.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    text.resize(std::min(text.size(), text.find('\n')));
    return text.empty() ? "another command" : "another command (" + console::printable(text) + ")";
}

void note_holder(int descriptor) {
    const std::string note = fmt::format("process {}\n", ::getpid());
    if (::ftruncate(descriptor, 0) != 0) return;
    (void)!::pwrite(descriptor, note.data(), note.size(), 0);
}

}  // namespace

Result<Lock> Lock::take(const std::filesystem::path& file, LockKind kind) {
    // A reader of an escrow on a read-only medium locks as well: flock asks for no write access.
    disk::Descriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!opened && kind == LockKind::shared && (errno == EROFS || errno == EACCES)) {
        opened = disk::Descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    }
    if (!opened) return disk::system_error("cannot open", file.string(), errno);
    const int how = kind == LockKind::exclusive ? LOCK_EX : LOCK_SH;
    while (::flock(opened.number(), how | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno != EWOULDBLOCK) {
            return disk::system_error("cannot lock", file.string(), errno);
        }
        return Error{ErrorKind::failed, "ESCROW-BUSY",
                     fmt::format("{} is at work in {}", holder_of(opened.number()),
                                 console::quoted(file.parent_path().string())),
                     "wait until it ends, then run the same command again"};
    }
    if (kind == LockKind::exclusive) note_holder(opened.number());
    return Lock(std::move(opened));
}

}  // namespace breakglass::escrow
